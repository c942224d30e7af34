/** Step three: what the list would do, row by row, by outcome; then one button. */
import { Alert, Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { TAGS } from '../../../shared/domain/vocabulary.ts';
import type { ImportSummary } from '../../desk/contract/imports.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { confirmsNumber, UNTYPED_MAX } from '../../review/batchPolicy.ts';
import tabStyles from '../../review/screen/screen.module.css';
import frame from '../../ui/frame.module.css';
import styles from './ImportScreen.module.css';
import { FILTERS, type ImportFilter } from './outcomeText.ts';
import { PreviewTable } from './PreviewTable.tsx';
import { RemainderButton } from './RemainderButton.tsx';
import type { ImportActions, OpenList } from './useImportFlow.ts';
import { useRuined } from './useRuined.ts';

const ORDER: readonly ImportFilter[] = ['go', 'doubtful', 'flagged', 'cannot', 'none', 'already', 'all'];

export function PreviewStep(props: { actions: ImportActions; list: OpenList; summary: ImportSummary }) {
  const { t } = useText();
  const { actions, list, summary } = props;
  const countOf = (filter: ImportFilter) =>
    filter === 'all'
      ? summary.rows
      : FILTERS[filter].reduce((sum, outcome) => sum + summary.counts[outcome], 0);
  const [chosen, setChosen] = useState<ImportFilter | null>(null);
  const filter = chosen ?? ORDER.find((each) => countOf(each) > 0) ?? 'all';
  const ruined = useRuined(summary);
  return (
    <div className={styles.preview}>
      {ruined > 0 && <Alert type="warning" showIcon title={t('import.ruined', { count: ruined })} />}
      <div role="tablist" aria-label={t('import.filter')} className={styles.tabs} data-f6="" tabIndex={-1}>
        {ORDER.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === filter}
            className={tabStyles.tab}
            onClick={() => setChosen(each)}
          >
            {t(`import.filter.${each}`)} {count(countOf(each))}
          </button>
        ))}
      </div>
      <PreviewTable key={filter} filter={filter} summary={summary} onChoose={actions.choosePerson} />
      <ApplyBar actions={actions} summary={summary} going={countOf('go')}>
        <RemainderButton workbooks={actions.workbooks} list={list} summary={summary} />
      </ApplyBar>
    </div>
  );
}

function ApplyBar(props: {
  actions: ImportActions;
  summary: ImportSummary;
  going: number;
  children: React.ReactNode;
}) {
  const { t } = useText();
  const { actions, summary, going } = props;
  const [includeFlagged, setIncludeFlagged] = useState(false);
  const [typed, setTyped] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const flagged = summary.counts.flagged;
  const total = going + (includeFlagged ? flagged : 0);
  const needsNumber = total > UNTYPED_MAX;
  const parts = [
    ...TAGS.filter((tag) => summary.byTag[tag] > 0).map((tag) =>
      t('import.effect.tag', { count: summary.byTag[tag], tag: t(`tag.${tag}`) }),
    ),
    ...(summary.awaitingPayment > 0 ? [t('import.effect.pay', { count: summary.awaitingPayment })] : []),
    ...(summary.inPersonReview > 0 ? [t('import.effect.free', { count: summary.inPersonReview })] : []),
    ...(summary.differsFromLast > 0 ? [t('import.effect.differs', { count: summary.differsFromLast })] : []),
  ];
  return (
    <div className={frame.bar} data-f6="" tabIndex={-1}>
      <Button onClick={actions.back}>{t('import.back')}</Button>
      <span className={styles.effect}>{parts.join(t('common.separator'))}</span>
      {flagged > 0 && (
        <Checkbox checked={includeFlagged} onChange={({ target }) => setIncludeFlagged(target.checked)}>
          {t('import.includeFlagged', { count: flagged })}
        </Checkbox>
      )}
      {props.children}
      {needsNumber && (
        <Input
          className={styles.typed ?? ''}
          value={typed}
          inputMode="numeric"
          aria-label={t('import.apply.type', { count: total })}
          placeholder={t('import.apply.type', { count: total })}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
      <Button
        type="primary"
        loading={isBusy}
        disabled={total === 0 || (needsNumber && !confirmsNumber(typed, total))}
        onClick={() => {
          setIsBusy(true);
          actions.apply(includeFlagged);
        }}
      >
        {total === 0 ? t('import.apply.nothing') : t('import.apply', { count: total })}
      </Button>
    </div>
  );
}
