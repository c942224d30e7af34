/** A table of the sync centre: while it is read, when that fails, when nothing is in it, and with its rows. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import frame from '../../ui/frame.module.css';
import type { Loaded } from './useLoaded.ts';

export function LoadedTable<Row>({
  loaded,
  columns,
  empty,
  children,
}: {
  loaded: Loaded<readonly Row[]>;
  /** the heads, from left to right */
  columns: readonly string[];
  empty: { title: string; text?: string };
  /** a row of the table for each */
  children: (rows: readonly Row[]) => ReactNode;
}) {
  const { t } = useText();
  if (loaded.phase === 'loading') return <SkeletonLines count={8} label={t('common.loading')} />;
  if (loaded.phase === 'fault') return <EmptyState title={t('list.fault', { detail: loaded.detail })} />;
  if (loaded.value.length === 0) return <EmptyState {...empty} />;
  return (
    <table className={frame.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children(loaded.value)}</tbody>
    </table>
  );
}
