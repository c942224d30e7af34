/** Making a travel pack: passphrase twice, the account's password, how many images. */
import { Alert, Button, Checkbox, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { useDesk, useStatusPart } from '../../../app/DeskContext.tsx';
import type { SaveFileOutcome } from '../../../app/saveFile.ts';
import { PACK_IMAGE_BYTES, type PackRefused, type TravelPackMade } from '../../../desk/contract/packs.ts';
import { count, day, inLanguage } from '../../../i18n/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { PackFate, SecretField } from '../../../travel/PackFields.tsx';
import styles from '../../../travel/travel.module.css';
import { PassphraseTwice } from './PassphraseTwice.tsx';
import { usePackMaking } from './usePackMaking.ts';

const MEGABYTE = 1024 * 1024;

export function TravelPackForm() {
  const { t, language } = useText();
  const desk = useDesk();
  const imagesId = useId();
  const [password, setPassword] = useState('');
  const [imageBytes, setImageBytes] = useState(PACK_IMAGE_BYTES[1] ?? 0);
  const [isOpenOnly, setIsOpenOnly] = useState(false);
  const [subGroupIds, setSubGroupIds] = useState<string[]>([]);
  const subGroups = useStatusPart((status) => status.edition)?.subGroups ?? [];
  const subGroupsId = useId();
  const images = { isOpenOnly, ...(subGroupIds.length > 0 ? { subGroupIds } : {}) };
  const { secrets, task, saved, onSubmit } = usePackMaking<TravelPackMade, PackRefused>(
    'travel',
    (passphrase) => desk.makeTravelPack({ passphrase, password, imageBytes, images }),
    () => setPassword(''),
  );
  return (
    <form className={styles.form} onSubmit={onSubmit} aria-label={t('travel.out.make')}>
      <div className={styles.choices}>
        <span id={imagesId}>{t('travel.out.images')}</span>
        <Radio.Group
          aria-labelledby={imagesId}
          value={imageBytes}
          onChange={({ target }) => setImageBytes(target.value as number)}
          options={PACK_IMAGE_BYTES.map((size) => ({
            value: size,
            label:
              size === 0
                ? t('travel.out.images.none')
                : t('travel.out.images.most', { count: size / MEGABYTE }),
          }))}
        />
      </div>
      {imageBytes > 0 && (
        <Checkbox checked={isOpenOnly} onChange={({ target }) => setIsOpenOnly(target.checked)}>
          {t('travel.out.images.openOnly')}
        </Checkbox>
      )}
      {imageBytes > 0 && subGroups.length > 1 && (
        <div className={styles.field}>
          <label htmlFor={subGroupsId}>{t('travel.out.images.subGroups')}</label>
          <Select
            id={subGroupsId}
            mode="multiple"
            allowClear
            value={subGroupIds}
            onChange={setSubGroupIds}
            placeholder={t('travel.out.images.allSubGroups')}
            showSearch={{ optionFilterProp: 'label' }}
            options={subGroups.map(({ id, name }) => ({ value: id, label: inLanguage(name, language) }))}
          />
        </div>
      )}
      <PassphraseTwice secrets={secrets} />
      <SecretField
        label={t('travel.password')}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
      />
      <PackFate progress={task.progress} fault={task.fault} canStop />
      {task.done && <Made made={task.done} saved={saved} />}
      <Button
        type="primary"
        htmlType="submit"
        loading={task.isBusy}
        disabled={!secrets.isTyped || password === ''}
      >
        {t('travel.out.make')}
      </Button>
    </form>
  );
}

function Made({ made, saved }: { made: TravelPackMade; saved: SaveFileOutcome }) {
  const { t } = useText();
  if (saved !== 'saved') return <Alert type="warning" showIcon title={t(`travel.saved.${saved}`)} />;
  const said = t('travel.out.done', {
    units: count(made.units),
    attendees: count(made.attendees),
    images: count(made.images),
    receipts: count(made.receipts),
    until: day(made.opensUntil),
  });
  const leftOut = made.imagesLeftOut > 0 ? t('travel.out.leftOut', { count: made.imagesLeftOut }) : '';
  return <Alert type="success" showIcon title={`${said} ${leftOut}`.trim()} />;
}
