/** Before a decision is taken back: whose it is, what it does to people, and why – which its author will read. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { WithdrawalPreview } from '../../desk/contract/secretariat.ts';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import batchStyles from '../batch/batch.module.css';
import { PastDecision } from '../detail/PastDecision.tsx';
import { NoteField } from '../NoteField.tsx';
import { refusalText } from '../refusalText.ts';
import type { Withdraw } from './useWithdraw.ts';
import styles from './withdraw.module.css';

export function WithdrawDialog({ withdraw }: { withdraw: Withdraw }) {
  const { t } = useText();
  const [note, setNote] = useState('');
  const { open } = withdraw;
  if (!open) return null;
  const { preview, kind, name } = open;
  const { decision, isOwn, refusal } = preview;
  const mayGo = refusal === null && (isOwn || note.trim() !== '');
  const confirm = () => {
    if (mayGo) withdraw.confirm(note.trim());
  };
  const footer = (
    <>
      <Button onClick={withdraw.close}>{t('common.cancel')}</Button>
      <Button type="primary" danger disabled={!mayGo} onClick={confirm}>
        {t('withdraw.confirm')}
      </Button>
    </>
  );
  return (
    <Dialog
      title={t('withdraw.title')}
      width={560}
      footer={footer}
      keysTitle={t('keys.section.dialog')}
      onClose={withdraw.close}
    >
      <div className={batchStyles.body}>
        <p className={batchStyles.go}>{name}</p>
        {refusal && (
          <Alert
            type="warning"
            showIcon
            title={t('withdraw.refused', {
              why:
                refusal.why === 'notWithdrawable' || refusal.why === 'notFor'
                  ? t('withdraw.late')
                  : refusalText(t, refusal.why, refusal.detail),
            })}
          />
        )}
        <section>
          <h3 className={batchStyles.heading}>{t('withdraw.whose')}</h3>
          {decision && !isOwn ? <PastDecision decision={decision} /> : <p>{t('withdraw.own')}</p>}
        </section>
        {refusal === null && (
          <>
            <Effects preview={preview} kind={kind} />
            <div className={styles.form}>
              <NoteField
                label={t(isOwn ? 'withdraw.reason.own' : 'withdraw.reason')}
                value={note}
                isFocused
                onChange={setNote}
                onSubmit={confirm}
              />
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

function Effects({ preview, kind }: { preview: WithdrawalPreview; kind: 'unit' | 'attendee' }) {
  const { t } = useText();
  const { people, untouched } = preview;
  if (kind === 'attendee') return <p className={batchStyles.cascade}>{t('withdraw.effect.person')}</p>;
  return (
    <section className={batchStyles.cascade} aria-label={t('withdraw.people')}>
      <p>{t('withdraw.effect.unit')}</p>
      {people.length === 0 ? (
        <p>{t('withdraw.people.none')}</p>
      ) : (
        <>
          <h3 className={batchStyles.heading}>{t('withdraw.people')}</h3>
          <ul className={styles.people}>
            {people.map(({ id, name, tag, from, to }) => (
              <li key={id}>
                <span>
                  {name}
                  {tag && ` · ${t(`tag.${tag}`)}`}
                </span>
                <span>
                  {t('withdraw.change', {
                    from: t(`attendee.status.${from}`),
                    to: t(`attendee.status.${to}`),
                  })}
                </span>
              </li>
            ))}
          </ul>
          {untouched > 0 && <p>{t('withdraw.untouched', { count: untouched })}</p>}
        </>
      )}
    </section>
  );
}
