/** Of a batch that takes decisions back: whose they are, who changes and how, and why – which their authors will read. */
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { TEXT_MAX } from '../../../shared/domain/decision.ts';
import type { BatchWithdrawal } from '../../desk/contract/decisions.ts';
import { useText } from '../../i18n/i18n.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import styles from './batch.module.css';

const AUTHORS_MAX = 6;

export function WithdrawalPart(props: {
  kind: 'unit' | 'attendee';
  withdrawal: BatchWithdrawal;
  note: string;
  onNote: (note: string) => void;
}) {
  const { t } = useText();
  const noteId = useId();
  const { kind, withdrawal, note, onNote } = props;
  const { ofOthers, authors } = withdrawal;
  const named = authors.slice(0, AUTHORS_MAX).join(t('cascade.comma'));
  const isReasonDue = ofOthers > 0;
  return (
    <>
      <Changes kind={kind} withdrawal={withdrawal} />
      {isReasonDue && (
        <p className={styles.warning}>{t('batch.withdraw.ofOthers', { count: ofOthers, names: named })}</p>
      )}
      <div>
        <label htmlFor={noteId} className={styles.heading}>
          {t(isReasonDue ? 'withdraw.reason' : 'withdraw.reason.own')}
        </label>
        <Input.TextArea
          id={noteId}
          value={note}
          maxLength={TEXT_MAX}
          rows={2}
          onChange={({ target }) => onNote(target.value)}
        />
      </div>
    </>
  );
}

function Changes({ kind, withdrawal }: { kind: 'unit' | 'attendee'; withdrawal: BatchWithdrawal }) {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const { changes, people } = withdrawal;
  const arrow = (change: Pick<BatchWithdrawal['changes'][number], 'from' | 'to'>) =>
    t('withdraw.change', {
      from: t(`attendee.status.${change.from}`),
      to: t(`attendee.status.${change.to}`),
    });
  const parts = changes.map((change) =>
    t('batch.withdraw.change', { count: change.count, change: arrow(change) }),
  );
  const all = changes.reduce((sum, change) => sum + change.count, 0);
  return (
    <section className={styles.cascade} aria-label={t('withdraw.people')}>
      {kind === 'unit' && <p>{t('batch.withdraw.units')}</p>}
      <div className={styles.groupHead}>
        <span>{parts.length === 0 ? t('withdraw.people.none') : parts.join(t('common.separator'))}</span>
        {people.length > 0 && (
          <Button
            size="small"
            aria-expanded={isOpen}
            aria-label={t('batch.cascade.view')}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t(isOpen ? 'common.hide' : 'common.view')}
          </Button>
        )}
      </div>
      {isOpen && (
        <ScrollRegion className={styles.ends} label={t('withdraw.people')}>
          <ul>
            {people.map((person) => (
              <li key={person.id}>
                {t('batch.withdraw.person', {
                  name: person.name,
                  unit: person.unitName,
                  change: arrow(person),
                })}
              </li>
            ))}
          </ul>
          {all > people.length && <p>{t('batch.more', { count: all - people.length })}</p>}
        </ScrollRegion>
      )}
    </section>
  );
}
