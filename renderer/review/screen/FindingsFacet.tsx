/** The machine checks as a filter: without findings, flagged, with an error – each with its count. */
import type { OpenedQuery, Query } from '../../desk/contract/queries.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { Facet } from './Facet.tsx';

export function FindingsFacet(props: {
  value: Query['findings'];
  facets: OpenedQuery['facets'] | null;
  onChoose: (findings: NonNullable<Query['findings']>) => void;
}) {
  const { t } = useText();
  const { value = 'any', facets, onChoose } = props;
  return (
    <Facet
      label={t('filter.findings')}
      value={value}
      options={[
        { value: 'any', label: t('filter.findings.any') },
        { value: 'clean', label: t('filter.findings.clean', { count: count(facets?.clean ?? 0) }) },
        { value: 'flagged', label: t('filter.findings.flagged', { count: count(facets?.flagged ?? 0) }) },
        { value: 'error', label: t('filter.findings.error', { count: count(facets?.error ?? 0) }) },
      ]}
      onChoose={onChoose}
    />
  );
}
