/** Transfers: units to another sub-group, with their people. */
import type { z } from 'zod';
import { transitionUnit } from '../../shared/domain/unitLifeCycle.ts';
import type { TransferReply, TransferRequest } from '../../shared/protocol/reports.ts';
import { isInScope, scopeOf } from '../access/grants.ts';
import { transact } from '../database/transact.ts';
import { requireEdition } from '../editions.ts';
import { ProblemError } from '../http/problem.ts';
import type { Caller, Ports } from '../ports.ts';
import { moveFamily } from '../submissions/moveFamily.ts';
import { type Family, lockFamilies } from '../submissions/states.ts';
import { createWorkset } from '../submissions/workset.ts';

type Item = z.infer<typeof TransferRequest>['items'][number];
type ReplyItem = z.infer<typeof TransferReply>['items'][number];

/** Moves units the caller may transfer; each submission that moves leaves its former sub-group's feed. */
export async function transferUnits(
  ports: Ports,
  caller: Caller,
  edition: string,
  request: z.infer<typeof TransferRequest>,
): Promise<z.infer<typeof TransferReply>> {
  const { profile } = await requireEdition(ports, edition);
  const { toSubGroupId, items, reason } = request;
  if (!profile.subGroups.some(({ id }) => id === toSubGroupId)) {
    throw new ProblemError('not-found', { detail: 'There is no such sub-group in this edition.' });
  }
  const scope = scopeOf(caller, edition, 'transfer');
  const mayMove = (from: string): boolean => isInScope(scope, from) && isInScope(scope, toSubGroupId);
  const at = new Date(ports.now());
  const done = await transact(ports.db, async (trx) => {
    const families = await lockFamilies(trx, edition, [...new Set(items.map(({ unitId }) => unitId))]);
    const workset = createWorkset();
    const moved: Family[] = [];
    const verdicts = items.map((item): ReplyItem => {
      const family = families.get(item.unitId);
      const why = barred(item, family, toSubGroupId, mayMove);
      if (why === 'unchanged') return { unitId: item.unitId, result: 'unchanged' };
      if (why !== null || !family) return { unitId: item.unitId, result: 'refused', why: why ?? 'gone' };
      moveFamily(family, toSubGroupId, workset);
      moved.push(family);
      return { unitId: item.unitId, result: 'transferred' };
    });
    const head = await workset.stamp(trx, edition);
    const fromOf = new Map(items.map((item) => [item.unitId, item.fromSubGroupId]));
    if (moved.length > 0) {
      const rows = moved.map(({ unit }) => ({
        edition,
        unit_id: unit.id,
        from_sub_group_id: fromOf.get(unit.id) ?? '',
        to_sub_group_id: toSubGroupId,
        reason,
        account: caller.name,
        at,
        seq: unit.seq,
      }));
      await trx.insertInto('transfer').values(rows).execute();
    }
    const replies = verdicts.map((verdict) => {
      const family = families.get(verdict.unitId);
      if (verdict.result === 'refused' || !family) return verdict;
      return { ...verdict, seq: family.unit.seq, familySeq: familySeq(family) };
    });
    return { head, replies, moved: moved.length };
  });
  if (done.moved > 0) ports.bus.publish(edition, done.head);
  ports.log('transfer', { edition, units: done.moved });
  return { items: done.replies };
}

/** When the unit or any of its people last changed; one that was deleted since counts, too. */
function familySeq({ unit, attendees }: Family): number {
  return Math.max(unit.seq, ...attendees.map(({ seq }) => seq));
}

/** Why a unit does not move, `unchanged` if it is there already, or null. */
function barred(
  item: Item,
  family: Family | undefined,
  toSubGroupId: string,
  mayMove: (from: string) => boolean,
): string | null {
  if (!family || family.unit.isDeleted) return 'gone';
  const { unit } = family;
  if (!mayMove(unit.subGroupId)) return 'notGranted';
  if (unit.subGroupId === toSubGroupId) return 'unchanged';
  if (unit.subGroupId !== item.fromSubGroupId) return 'moved';
  if (item.unchangedSince !== undefined && familySeq(family) > item.unchangedSince) return 'changed';
  const next = transitionUnit({ status: unit.status, hasAttendeeUnderway: false }, { type: 'transferred' });
  return next.ok ? null : next.why;
}
