/** For stale receipts: which fields and images differ between what was seen and what is now. */
import { sql, type Transaction } from 'kysely';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { Tables } from '../database/tables.ts';
import type { Judgement } from './judge.ts';
import type { PushedItem } from './ledger.ts';

interface Side {
  hash: string;
  material: object;
  images: object;
}

/** Adds `changed` to the stale judgements whose seen revision is known here; names only, no values. */
export async function fillChangedFields(
  trx: Transaction<Tables>,
  edition: string,
  pushed: readonly PushedItem[],
  judgements: readonly Judgement[],
): Promise<void> {
  for (const [index, judgement] of judgements.entries()) {
    const item = pushed[index]?.item;
    const { subject } = judgement;
    if (judgement.result !== 'stale' || !item || !subject || !judgement.current) continue;
    const rows = await trx
      .selectFrom('revision')
      .select(['revision', 'hash', 'material', 'images'])
      .where('edition', '=', edition)
      .where('kind', '=', subject.kind)
      .where('id', '=', subject.id)
      .where(sql<boolean>`revision in (${item.baseRevision}::bigint, ${subject.revision}::bigint)`)
      .execute();
    const seen = rows.find((row) => row.revision === item.baseRevision && row.hash === item.seenHash);
    const now = rows.find((row) => row.revision === subject.revision);
    if (seen && now) judgement.current.changed = changedNames(seen, now);
  }
}

/** Names of top-level fields and image slots whose values differ. */
export function changedNames(before: Side, after: Side): string[] {
  const flat = (side: Side): Map<string, string> =>
    new Map(
      [...Object.entries(side.material), ...Object.entries(side.images)].map(([name, value]) => [
        name,
        canonicalJson(value),
      ]),
    );
  const was = flat(before);
  const is = flat(after);
  const names = new Set([...was.keys(), ...is.keys()]);
  return [...names].filter((name) => was.get(name) !== is.get(name)).sort();
}
