/** The figures: which and as of when, the report to take away, publishing, the charts. */

import { Button, Select } from 'antd';
import { useState } from 'react';
import { mondayOf } from '../../../shared/domain/calendar.ts';
import { hasPdf } from '../../app/paper.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { SkeletonLines } from '../../ui/feedback/States.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { percentText } from './figureText.ts';
import { PaperCharts, ProgressCharts } from './ProgressCharts.tsx';
import styles from './ProgressScreen.module.css';
import { PublishDialog } from './PublishDialog.tsx';
import { ReportPaper } from './ReportPaper.tsx';
import { dealSheet, reportSheets, subGroupName } from './reportSheets.ts';
import { Summary } from './Summary.tsx';
import { sumDeals } from './sumDeals.ts';
import { useKnownDeals } from './useDeals.ts';
import { LOCAL, type ProgressState, type Shown, useProgress } from './useProgress.ts';
import { type ReportContent, type ReportFormat, stamp, useReportFile } from './useReportFile.ts';

export function FiguresPane() {
  const { t } = useText();
  const progress = useProgress();
  const { shown, missing } = progress;
  return (
    <>
      <Toolbar progress={progress} />
      <ScrollRegion className={styles.body} isF6 label={t('progress.tab.figures')}>
        {missing && <p role="alert">{t('progress.weekMissing', { why: t(`progress.why.${missing}`) })}</p>}
        {!shown && !missing && <SkeletonLines count={12} label={t('common.loading')} />}
        {shown && (
          <>
            <Summary shown={shown} />
            <ProgressCharts shown={shown} />
          </>
        )}
      </ScrollRegion>
    </>
  );
}

function Toolbar({ progress }: { progress: ProgressState }) {
  const { t } = useText();
  const { local, shown, source, publications } = progress;
  const [isPublishing, setIsPublishing] = useState(false);
  const { busy, printed, donePrinting, run } = useReportFile();
  const deals = useKnownDeals();
  const stampText = useStamp(progress);
  const weeks = publications?.value ?? [];
  const thisWeek = local ? mondayOf(local.day) : '';
  const isPublished = weeks.some(({ week }) => week === thisWeek);
  const contentOf = (given: Shown): ReportContent => {
    const { report, words, subGroupIds } = given;
    const sums = sumDeals(
      deals.filter(({ subGroupId }) => report.rows.some((row) => row.subGroupId === subGroupId)),
      subGroupIds,
    );
    const dealSheets = sums.length > 0 ? [dealSheet(sums, words)] : [];
    return {
      what: 'figures',
      title: t('progress.report.title'),
      fileName: t('progress.report.file', { day: report.day }),
      sheets: [...Object.values(reportSheets(report, words)), ...dealSheets],
      lines: [
        [t('export.info.asOf'), stamp(report.asOf)],
        [t('progress.report.figures'), stampText],
        [
          t('progress.subGroup'),
          report.rows.length === 1
            ? subGroupName(words, report.rows[0]?.subGroupId ?? '')
            : t('progress.allSubGroups', { count: report.rows.length }),
        ],
        [t('progress.report.elapsed'), percentText(report.elapsed)],
      ],
      charts: <PaperCharts shown={given} />,
      saved: t('progress.report.saved'),
    };
  };
  const make = (format: ReportFormat) => shown && run(contentOf(shown), format);
  return (
    <div className={styles.head} data-f6="" tabIndex={-1}>
      <Select
        aria-label={t('progress.source')}
        value={source}
        popupMatchSelectWidth={false}
        onChange={progress.setSource}
        options={[
          { value: LOCAL, label: t('progress.source.local') },
          ...weeks.map(({ week }) => ({ value: week, label: t('progress.source.week', { week }) })),
        ]}
      />
      <SubGroupSelect progress={progress} />
      <span className={progress.isOffline && source === LOCAL ? styles.offline : styles.stamp}>
        {stampText}
      </span>
      <span className={styles.spacer} />
      <Button disabled={!shown} loading={busy === 'xlsx'} onClick={() => make('xlsx')}>
        {t('progress.make.xlsx')}
      </Button>
      <Button disabled={!shown} loading={busy === 'print'} onClick={() => make('print')}>
        {t('progress.make.print')}
      </Button>
      {hasPdf() && (
        <Button disabled={!shown} loading={busy === 'pdf'} onClick={() => make('pdf')}>
          {t('desktop.pdf')}
        </Button>
      )}
      {local?.mayPublish && (
        <Button
          type="primary"
          disabled={isPublished || progress.isOffline}
          onClick={() => setIsPublishing(true)}
        >
          {t(isPublished ? 'progress.published' : 'progress.publish')}
        </Button>
      )}
      {isPublishing && local && (
        <PublishDialog
          week={thisWeek}
          local={local}
          onClose={() => setIsPublishing(false)}
          onDone={() => {
            progress.reloadPublications();
            progress.setSource(thisWeek);
          }}
        />
      )}
      {printed && <ReportPaper printed={printed} onDone={donePrinting} />}
    </div>
  );
}

function SubGroupSelect({ progress: { shown, subGroup, setSubGroup } }: { progress: ProgressState }) {
  const { t } = useText();
  if (!shown || shown.subGroupIds.length < 2) return null;
  const all = { value: '', label: t('progress.allSubGroups', { count: shown.subGroupIds.length }) };
  return (
    <Select
      aria-label={t('progress.subGroup')}
      value={subGroup ?? ''}
      popupMatchSelectWidth={false}
      onChange={(value) => setSubGroup(value === '' ? undefined : value)}
      options={[all, ...shown.subGroupIds.map((id) => ({ value: id, label: subGroupName(shown.words, id) }))]}
    />
  );
}

/** Where the figures come from and as of when, in one line. */
function useStamp({ source, shown, local, isOffline }: ProgressState): string {
  const { t } = useText();
  if (source !== LOCAL) {
    if (!shown?.publication) return '';
    const { by, publishedAt, week } = shown.publication;
    return t('progress.stamp.published', { by, time: stamp(Date.parse(publishedAt)), week });
  }
  if (!local) return '';
  if (local.lastSyncAt === null) return t('progress.stamp.never');
  const time = recently(local.lastSyncAt, Date.now());
  const counted = t(isOffline ? 'progress.stamp.offline' : 'progress.stamp.online', { time });
  const unsent = local.unsent > 0 ? t('progress.stamp.unsent', { count: local.unsent }) : null;
  return [counted, unsent].filter(Boolean).join(' · ');
}
