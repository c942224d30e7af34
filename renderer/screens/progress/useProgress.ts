/** What the progress screen shows: figures of this PC or a published week, and the report over them. */
import { useMemo, useState } from 'react';
import { type ProgressReport, progressReport } from '../../../shared/domain/progressReport.ts';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import type { LocalProgress, PublicationList } from '../../desk/contract/reports.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReview } from '../../review/ReviewProvider.tsx';
import type { ReportWords } from './reportSheets.ts';
import { useReloaded } from './useReloaded.ts';

export const LOCAL = 'local';

export interface Shown {
  report: ProgressReport;
  words: ReportWords;
  /** sub-groups that can be chosen */
  subGroupIds: string[];
  publication: PublicationList[number] | null;
}

export function useProgress() {
  const desk = useDesk();
  const { profile } = useReview();
  const { t, language } = useText();
  const dataVersion = useStatusOf((status) => status.dataVersion, 0);
  const connectivity = useStatusOf((status) => status.connectivity, 'unknown');
  const [source, setSource] = useState(LOCAL);
  const [subGroup, setSubGroup] = useState<string | undefined>(undefined);
  const local = useReloaded<LocalProgress>(() => desk.progress(), String(dataVersion)).value;
  const publications = useReloaded(() => desk.publications(), connectivity);
  const week = useReloaded(
    async () => (source === LOCAL ? null : desk.publishedProgress(source)),
    `${source} ${connectivity}`,
  );
  const words = useMemo<ReportWords | null>(
    () => (profile ? { t, language, profile } : null),
    [profile, t, language],
  );
  const published = week.value?.value?.published.week === source ? week.value.value : null;
  const figures = source === LOCAL ? local?.figures : published;
  const shown = useMemo<Shown | null>(() => {
    if (!words || !figures) return null;
    const ids = figures.subGroups.map(({ subGroupId }) => subGroupId);
    const only = subGroup !== undefined && ids.includes(subGroup) ? subGroup : undefined;
    const day = source === LOCAL && local ? { day: local.day } : {};
    return {
      report: progressReport(figures, words.profile, { only, ...day }),
      words,
      subGroupIds: ids,
      publication: published?.published ?? null,
    };
  }, [words, figures, subGroup, source, local, published]);
  return {
    local,
    publications: publications.value,
    reloadPublications: publications.reload,
    source,
    setSource,
    subGroup,
    setSubGroup,
    shown,
    /** why the chosen week is not here */
    missing: source !== LOCAL && week.isCurrent && week.value && !published ? week.value.why : null,
    isOffline: connectivity !== 'online',
  };
}
export type ProgressState = ReturnType<typeof useProgress>;
