/** The order of a list as a filter among filters; the findings order both ways, for the risky and for the fast lane. */
import type { Query } from '../../desk/contract/queries.ts';
import { useText } from '../../i18n/i18n.ts';
import type { TextKey } from '../../i18n/texts.ts';
import { Facet } from './Facet.tsx';
import { sortChoice, sortFromChoice } from './query.ts';

export function SortFacet<S extends string>(props: {
  query: Query;
  sorts: readonly S[];
  onChoose: (order: { sort: S; direction: 'asc' | 'desc' | undefined }) => void;
}) {
  const { t } = useText();
  const { query, sorts, onChoose } = props;
  const choices = sorts.flatMap((sort) =>
    sort === 'findings' ? ['findings:desc', 'findings'] : [sort as string],
  );
  const text = (choice: string): TextKey => {
    if (choice === 'default') return `filter.sort.default.${query.kind}`;
    return choice === 'findings'
      ? 'filter.sort.cleanFirst'
      : (`filter.sort.${choice.split(':')[0]}` as TextKey);
  };
  return (
    <Facet
      label={t('filter.sort')}
      value={sortChoice(query, choices)}
      options={choices.map((choice) => ({ value: choice, label: t(text(choice)) }))}
      onChoose={(choice) => {
        const { sort, direction } = sortFromChoice(choice);
        onChoose({ sort: sort as S, direction });
      }}
    />
  );
}
