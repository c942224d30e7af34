/** Rows of a list beside the people they mean, a page at a time. */
import { Button, Checkbox, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import { IMPORT_OUTCOMES, type ImportRow, type ImportSummary } from '../../desk/contract/imports.ts';
import { count } from '../../i18n/format.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import styles from './ImportScreen.module.css';
import { FILTERS, type ImportFilter, outcomeText } from './outcomeText.ts';

const PAGE = 100;

export function PreviewTable(props: {
  filter: ImportFilter;
  summary: ImportSummary;
  onChoose: (index: number, attendeeId: string | null) => void;
}) {
  const { t } = useText();
  const desk = useDesk();
  const fault = useFaultMessage();
  const { filter, summary, onChoose } = props;
  const [from, setFrom] = useState(0);
  const [shown, setShown] = useState<{ total: number; rows: ImportRow[] } | null>(null);
  useEffect(() => {
    let isWanted = true;
    const outcomes = filter === 'all' ? [...IMPORT_OUTCOMES] : [...FILTERS[filter]];
    // `summary` is another one after each choice: the rows are read again.
    desk.importRows(summary.importId, outcomes, from, from + PAGE).then(
      (reply) => isWanted && setShown(reply),
      (error: unknown) => isWanted && fault(error),
    );
    return () => {
      isWanted = false;
    };
  }, [desk, fault, filter, from, summary]);
  if (shown === null) return <SkeletonLines count={8} label={t('common.loading')} />;
  if (shown.total === 0) return <EmptyState title={t('import.rows.none')} />;
  const to = Math.min(shown.total, from + PAGE);
  return (
    <>
      <ScrollRegion className={styles.rows} isF6 label={t(`import.filter.${filter}`)}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('import.column.row')}</th>
              <th scope="col">{t('import.column.list')}</th>
              <th scope="col">{t('import.column.person')}</th>
              <th scope="col">{t('import.column.tag')}</th>
              <th scope="col">{t('import.column.outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.rows.map((row) => (
              <PreviewRow key={row.index} row={row} onChoose={onChoose} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {shown.total > PAGE && (
        <div className={styles.pages}>
          <Button size="small" disabled={from === 0} onClick={() => setFrom(from - PAGE)}>
            {t('import.page.previous')}
          </Button>
          <span>
            {t('import.rows.shown', { from: count(from + 1), to: count(to), total: count(shown.total) })}
          </span>
          <Button size="small" disabled={to >= shown.total} onClick={() => setFrom(from + PAGE)}>
            {t('import.page.next')}
          </Button>
        </div>
      )}
    </>
  );
}

const personText = (person: ImportRow['people'][number]) =>
  [person.name, person.unitName, person.documentNumber, person.phone].filter(Boolean).join(' · ');

function PreviewRow(props: { row: ImportRow; onChoose: (index: number, attendeeId: string | null) => void }) {
  const { t } = useText();
  const { row, onChoose } = props;
  // A row that cannot be used is no question, whoever it may mean.
  const isQuestion = row.doubt !== null && row.people.length > 0 && row.outcome !== 'unusable';
  const person = row.people.find(({ id }) => id === row.chosen) ?? row.people[0];
  return (
    <tr>
      <td className={styles.number}>{row.rowNumber}</td>
      <td>
        <span className={styles.name}>{row.name}</span>{' '}
        <span className={styles.detail}>
          {[row.unit, row.documentNumber, row.phone].filter(Boolean).join(' · ')}
        </span>
      </td>
      <td>
        {isQuestion ? (
          <PersonChoice row={row} onChoose={onChoose} />
        ) : (
          person &&
          row.outcome !== 'unusable' && (
            <>
              <span className={styles.name}>{person.name}</span>{' '}
              <span className={styles.detail}>{personText({ ...person, name: '' })}</span>
            </>
          )
        )}
      </td>
      <td className={styles.nowrap}>{tagText(t, row, isQuestion ? row.chosen !== null : true)}</td>
      <td>
        {outcomeText(t, row)}
        {row.by !== null && !isQuestion && row.outcome !== 'none' && (
          <span className={styles.detail}> {t(`import.by.${row.by}`)}</span>
        )}
        {row.differsFromLast && <div className={styles.warning}>{t('import.row.differs')}</div>}
      </td>
    </tr>
  );
}

/** Whether the row means the one person it may mean, or which of several. */
function PersonChoice(props: {
  row: ImportRow;
  onChoose: (index: number, attendeeId: string | null) => void;
}) {
  const { t } = useText();
  const { row, onChoose } = props;
  const [only, another] = row.people;
  if (only && !another) {
    return (
      <Checkbox
        checked={row.chosen === only.id}
        onChange={({ target }) => onChoose(row.index, target.checked ? only.id : null)}
      >
        {only.name} <span className={styles.detail}>{personText({ ...only, name: '' })}</span>
      </Checkbox>
    );
  }
  return (
    <Select<string>
      aria-label={t('import.row.choose', { row: row.rowNumber, name: row.name })}
      className={styles.person ?? ''}
      size="small"
      value={row.chosen ?? ''}
      popupMatchSelectWidth={false}
      options={[
        { value: '', label: t('import.row.nobody') },
        ...row.people.map((each) => ({ value: each.id, label: personText(each) })),
      ]}
      onChange={(id) => onChoose(row.index, id === '' ? null : id)}
    />
  );
}

function tagText(t: Translate, row: ImportRow, isKnown: boolean): string {
  if (row.tag === null) return row.tagText;
  const person = row.people.find(({ id }) => id === row.chosen) ?? row.people[0];
  const to = t(`tag.${row.tag}`);
  if (!person || !isKnown || person.tag === row.tag) return to;
  return t('import.row.tagChange', { from: t(`tag.${person.tag ?? 'none'}`), to });
}
