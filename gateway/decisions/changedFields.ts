/** For stale receipts: which fields and images differ between what was seen and what is now. */
import { sql, type Transaction } from 'kysely';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { Tables } from '../database/tables.ts';
import { jsonb } from '../database/transact.ts';
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
  const stale = judgements.flatMap(({ result, subject, current }, index) => {
    const item = pushed[index]?.item;
    return result === 'stale' && item && subject && current ? [{ item, subject, current }] : [];
  });
  if (stale.length === 0) return;
  const wanted = stale.flatMap(({ item, subject: { kind, id, revision } }) => [
    { kind, id, revision },
    { kind, id, revision: item.baseRevision },
  ]);
  const found = await sql<Side & { kind: string; id: string; revision: number }>`
    select r.kind, r.id, r.revision, r.hash, r.material, r.images from revision r
    where r.edition = ${edition} and (r.kind, r.id, r.revision::bigint) in (
      select w.kind, w.id, w.revision
      from jsonb_to_recordset(${jsonb(wanted)}) as w(kind text, id text, revision bigint))`.execute(trx);
  const sides = new Map(found.rows.map((row) => [`${row.kind}/${row.id} ${row.revision}`, row]));
  for (const { item, subject, current } of stale) {
    const key = `${subject.kind}/${subject.id}`;
    const seen = sides.get(`${key} ${item.baseRevision}`);
    const now = sides.get(`${key} ${subject.revision}`);
    if (seen?.hash === item.seenHash && now) current.changed = changedNames(seen, now);
  }
}

/** Names of top-level fields and image slots whose values differ. */
function changedNames(before: Side, after: Side): string[] {
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
