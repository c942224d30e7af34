/** Before many are resolved at once: how many, what happens to each group, who stays and why. */
import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import type { TrayPreview, TrayPreviewGroup, TrayPreviewRow } from '../../desk/contract/tray.ts';
import { useText } from '../../i18n/i18n.ts';
import { confirmsNumber, UNTYPED_MAX } from '../../review/batchPolicy.ts';
import { fieldText } from '../../review/detail/findingText.ts';
import { verdictText } from '../../review/verdictText.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import styles from './tray.module.css';
import { whyNot } from './trayTextOf.ts';

export function SummaryDialog(props: {
  preview: TrayPreview;
  onConfirm: (decisionIds: string[]) => Promise<void>;
  onClose: () => void;
}) {
  const { preview, onConfirm, onClose } = props;
  const { t } = useText();
  const numberId = useId();
  const [included, setIncluded] = useState<readonly string[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const [typed, setTyped] = useState('');
  const { how, groups } = preview;
  const keyOf = (group: TrayPreviewGroup) => `${group.group} ${group.goes}`;
  const going = groups
    .filter((group) => group.goes === 'yes' || (group.goes === 'asked' && included.includes(keyOf(group))))
    .flatMap(({ rows }) => rows.map(({ decisionId }) => decisionId));
  const all = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const mustType = going.length > UNTYPED_MAX;
  const mayGo = going.length > 0 && (!mustType || confirmsNumber(typed, going.length));
  const isDanger = how === 'discarded';
  const confirm = () => {
    setIsBusy(true);
    void onConfirm(going).finally(() => setIsBusy(false));
  };
  const footer = (
    <>
      <Button onClick={onClose}>{t('common.cancel')}</Button>
      <Button
        type="primary"
        danger={isDanger}
        autoFocus={!mustType}
        disabled={!mayGo}
        loading={isBusy}
        onClick={confirm}
      >
        {t(`tray.summary.confirm.${how}`, { count: going.length })}
      </Button>
    </>
  );
  return (
    <Dialog
      title={t(`tray.summary.${how}`)}
      width={680}
      footer={footer}
      keysTitle={t('keys.section.dialog')}
      onClose={onClose}
    >
      <p className={styles.going}>
        {t('tray.summary.going', { going: going.length, staying: all - going.length })}
      </p>
      <ul className={styles.groups}>
        {groups.map((group) => (
          <li key={keyOf(group)}>
            <details>
              <summary>{t(`tray.group.${group.group}`, { count: group.rows.length })}</summary>
              <ul className={styles.groupRows}>
                {group.rows.map((row) => (
                  <GroupRow key={row.decisionId} row={row} />
                ))}
              </ul>
            </details>
            {group.goes === 'asked' && (
              <Checkbox
                checked={included.includes(keyOf(group))}
                onChange={({ target }) => {
                  const key = keyOf(group);
                  setIncluded((now) => (target.checked ? [...now, key] : now.filter((each) => each !== key)));
                }}
              >
                {t('tray.summary.include', { count: group.rows.length })}
              </Checkbox>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.soft}>
        {isDanger && t('tray.resolve.text')} {t('tray.summary.undo')}
      </p>
      {mustType && (
        <label htmlFor={numberId} className={styles.typed}>
          {t('batch.typeNumber', { count: going.length })}
          <Input
            id={numberId}
            autoFocus
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
      )}
    </Dialog>
  );
}

function GroupRow({ row }: { row: TrayPreviewRow }) {
  const { t } = useText();
  const mine = verdictText(t, row.verdict, row.tag);
  const { theirs, changed, refusal } = row;
  return (
    <li>
      <strong>{row.name}</strong>{' '}
      <span className={styles.soft}>
        {theirs
          ? t('tray.row.mineTheirs', { mine, theirs: verdictText(t, theirs.verdict, theirs.tag) })
          : mine}
        {changed.length > 0 &&
          ` · ${t('tray.row.changed', { fields: changed.map((field) => fieldText(t, field)).join(t('common.separator')) })}`}
        {refusal && ` · ${whyNot(t, refusal)}`}
      </span>
    </li>
  );
}
