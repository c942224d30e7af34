/** The events of a history as a table: when, about whom, what, by whom. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { HistoryEvent } from '../../desk/contract/seeing.ts';
import { amount, monthDayClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { fieldText } from '../detail/findingText.ts';
import { GlyphMark } from '../GlyphMark.tsx';
import { syncGlyph } from '../glyphs.ts';
import { useSubGroupName } from '../useSubGroupName.ts';
import { verdictText } from '../verdictText.ts';
import styles from './history.module.css';

export function HistoryTable({ kind, events }: { kind: SubmissionKind; events: readonly HistoryEvent[] }) {
  const { t } = useText();
  const isFamily = kind === 'unit';
  return (
    <table className={styles.history}>
      <thead>
        <tr>
          <th scope="col">{t('history.when')}</th>
          {isFamily && <th scope="col">{t('history.whom')}</th>}
          <th scope="col">{t('history.what')}</th>
          <th scope="col">{t('history.who')}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={keyOf(event)}>
            <td className={styles.when}>{monthDayClock(event.at)}</td>
            {isFamily && <td>{event.kind === 'unit' ? t('kind.unit') : event.name}</td>}
            <td>
              <What event={event} />
            </td>
            <td>{event.type === 'submitted' ? t('history.registrant') : event.by}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const keyOf = (event: HistoryEvent): string =>
  `${event.id} ${event.type} ${event.at} ${event.type === 'decided' ? event.decisionId : ''}`;

function What({ event }: { event: HistoryEvent }) {
  const { t } = useText();
  const subGroup = useSubGroupName();
  switch (event.type) {
    case 'submitted':
      return (
        <>
          <strong>
            {event.revision === 1
              ? t('history.submitted')
              : t('history.amended', { revision: amount(event.revision) })}
          </strong>
          {event.changed.length > 0 && (
            <p className={styles.soft}>
              {t('history.changed', {
                fields: event.changed.map((field) => fieldText(t, field)).join(t('common.separator')),
              })}
            </p>
          )}
        </>
      );
    case 'transferred':
      return (
        <>
          <strong>{t('history.transferred', { from: subGroup(event.from), to: subGroup(event.to) })}</strong>
          <p className={styles.soft}>{event.reason}</p>
        </>
      );
    case 'decided':
      return <Decided event={event} />;
  }
}

function Decided({ event }: { event: Extract<HistoryEvent, { type: 'decided' }> }) {
  const { t } = useText();
  const { reasons = [], note, sync, revision } = event;
  return (
    <>
      <span className={styles.line}>
        <strong>{verdictText(t, event.verdict, event.tag)}</strong>
        {revision !== null && (
          <span className={styles.soft}>{t('history.onRevision', { revision: amount(revision) })}</span>
        )}
        {sync !== undefined && sync !== 'none' && <GlyphMark glyph={syncGlyph(sync, t)} isWorded />}
      </span>
      {reasons.map((reason) => (
        <p key={`${reason.code} ${reason.field ?? ''}`} className={styles.soft}>
          <span className="mono">{reason.code}</span> {reason.text}
        </p>
      ))}
      {note && (
        <p className={styles.soft}>
          {t('detail.note')}: {note}
        </p>
      )}
    </>
  );
}
