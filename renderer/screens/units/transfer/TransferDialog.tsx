/** The dialog of a transfer: which units with how many people, what is decided already, where to and why. */
import { Alert, Button, Select } from 'antd';
import { useId, useState } from 'react';
import { useStatusOf } from '../../../app/DeskContext.tsx';
import type { TransferPreview } from '../../../desk/contract/secretariat.ts';
import { inLanguage } from '../../../i18n/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import batchStyles from '../../../review/batch/batch.module.css';
import { NoteField } from '../../../review/NoteField.tsx';
import { useReview } from '../../../review/ReviewProvider.tsx';
import { useSubGroupName } from '../../../review/useSubGroupName.ts';
import { Dialog } from '../../../ui/dialogs/Dialog.tsx';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { TransferResult } from './TransferResult.tsx';
import styles from './transfer.module.css';
import type { Transfer } from './useTransfer.ts';

export function TransferDialog({ transfer, preview }: { transfer: Transfer; preview: TransferPreview }) {
  const { t, language } = useText();
  const { profile } = useReview();
  const [toSubGroupId, setTo] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const toId = useId();
  const isOnline = useStatusOf((status) => status.connectivity === 'online', false);
  const { outcome, isBusy } = transfer;
  const already = preview.from.find(({ subGroupId }) => subGroupId === toSubGroupId)?.units ?? 0;
  const going = preview.go - already;
  const mayGo = isOnline && !isBusy && toSubGroupId !== null && going > 0 && reason.trim() !== '';
  const isOver = outcome !== null && outcome.stopped === null;
  const confirm = () => {
    if (mayGo) transfer.confirm({ toSubGroupId, reason: reason.trim() });
  };
  const footer = isOver ? (
    <Button type="primary" autoFocus onClick={transfer.close}>
      {t('common.close')}
    </Button>
  ) : (
    <>
      <Button onClick={transfer.close} disabled={isBusy}>
        {t('common.cancel')}
      </Button>
      <Button type="primary" disabled={!mayGo} loading={isBusy} onClick={confirm}>
        {outcome === null ? t('transfer.confirm', { count: going }) : t('transfer.retry')}
      </Button>
    </>
  );
  return (
    <Dialog
      title={t('transfer.title')}
      width={640}
      footer={footer}
      keysTitle={t('keys.section.dialog')}
      onClose={() => !isBusy && transfer.close()}
    >
      <div className={batchStyles.body}>
        {outcome && <TransferResult outcome={outcome} />}
        {!isOver && (
          <>
            {!isOnline && <Alert type="warning" showIcon title={t('transfer.offline')} />}
            <Going preview={preview} />
            {preview.go > 0 && (
              <div className={styles.form}>
                <label htmlFor={toId}>{t('transfer.to')}</label>
                <Select<string>
                  id={toId}
                  autoFocus
                  showSearch={{ optionFilterProp: 'label' }}
                  placeholder={t('transfer.to.choose')}
                  value={toSubGroupId}
                  options={(profile?.subGroups ?? []).map(({ id, name }) => ({
                    value: id,
                    label: inLanguage(name, language),
                  }))}
                  onChange={setTo}
                />
                {already > 0 && <p className={styles.hint}>{t('transfer.already', { count: already })}</p>}
                <NoteField
                  label={t('transfer.reason')}
                  value={reason}
                  onChange={setReason}
                  onSubmit={confirm}
                />
              </div>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}

/** What goes, what of it is decided, and what stays behind. */
function Going({ preview }: { preview: TransferPreview }) {
  const { t } = useText();
  const nameOf = useSubGroupName();
  const { go, people, units, from, decided, ownUnsent, leftOut } = preview;
  const parts = (['approved', 'tagged', 'underway'] as const).filter((part) => decided[part] > 0);
  const rejected = leftOut.filter(({ why }) => why === 'rejected').length;
  return (
    <>
      <p className={batchStyles.go}>
        {go > 0 ? t('transfer.go', { units: go, people }) : t('transfer.go.none')}
      </p>
      {go > 0 && (
        <>
          <p>
            {t('transfer.from')}:{' '}
            {from
              .map(({ subGroupId, units: count }) =>
                t('transfer.from.one', { name: nameOf(subGroupId), count }),
              )
              .join(t('list.separator'))}
          </p>
          <ScrollRegion className={styles.units} label={t('transfer.units')}>
            <ul>
              {units.map((unit) => (
                <li key={unit.id}>
                  <span>{unit.name}</span>
                  <span className={styles.soft}>{t('transfer.unit.people', { count: unit.people })}</span>
                </li>
              ))}
              {go > units.length && <li>{t('batch.more', { count: go - units.length })}</li>}
            </ul>
          </ScrollRegion>
          <div className={batchStyles.cascade}>
            <p>
              {parts.length > 0
                ? `${t('transfer.decided')}: ${parts
                    .map((part) => t(`transfer.decided.${part}`, { count: decided[part] }))
                    .join(t('list.separator'))}`
                : t('transfer.decided.none')}
            </p>
            <p>{t('transfer.unknown')}</p>
            {ownUnsent > 0 && <p>{t('transfer.ownUnsent', { count: ownUnsent })}</p>}
          </div>
        </>
      )}
      {rejected > 0 && <p>{t('transfer.leftOut.rejected', { count: rejected })}</p>}
      {leftOut.length > rejected && <p>{t('transfer.leftOut.gone', { count: leftOut.length - rejected })}</p>}
    </>
  );
}
