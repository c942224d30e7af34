/** Making a travel pack: passphrase twice, the account's password, how many images. */
import { Alert, Button, Radio } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { useDesk } from '../../../app/DeskContext.tsx';
import type { SaveFileOutcome } from '../../../app/saveFile.ts';
import { PACK_IMAGE_BYTES, type TravelPackMade } from '../../../desk/contract/packs.ts';
import { count, day } from '../../../i18n/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { PackFate, SecretField } from '../../../travel/PackFields.tsx';
import styles from '../../../travel/travel.module.css';
import { usePackTask } from '../../../travel/usePackTask.ts';
import { savePack } from './savePack.ts';
import { useSecrets } from './useSecrets.ts';

const MEGABYTE = 1024 * 1024;

export function TravelPackForm() {
  const { t } = useText();
  const desk = useDesk();
  const imagesId = useId();
  const secrets = useSecrets();
  const [password, setPassword] = useState('');
  const [imageBytes, setImageBytes] = useState(PACK_IMAGE_BYTES[1] ?? 0);
  const [saved, setSaved] = useState<SaveFileOutcome>('saved');
  const task = usePackTask<TravelPackMade>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = secrets.fault();
    if (wrong !== null) return task.refuse(t(wrong));
    const { passphrase } = secrets;
    const isMade = await task.run(
      () => desk.makeTravelPack({ passphrase, password, imageBytes }),
      async (made) => setSaved(await savePack('travel', made)),
    );
    if (!isMade) return;
    secrets.clear();
    setPassword('');
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} aria-label={t('travel.out.make')}>
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
      <SecretField
        label={t('travel.passphrase')}
        hint={t('travel.passphrase.hint')}
        value={secrets.passphrase}
        onChange={secrets.setPassphrase}
        autoComplete="new-password"
      />
      <SecretField
        label={t('travel.passphrase.repeat')}
        value={secrets.repeat}
        onChange={secrets.setRepeat}
        autoComplete="new-password"
      />
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
