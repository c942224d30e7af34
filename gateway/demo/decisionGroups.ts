/** Cuts a phase's decisions into pushes: one reviewer and one week each, in the order of the weeks. */
import { mondayOf, shanghaiDate } from '../../shared/domain/calendar.ts';
import type { DecisionAct } from './plan.ts';

export interface DecisionGroup {
  reviewer: 1 | 2;
  /** the moment of the group's last decision */
  atMs: number;
  acts: DecisionAct[];
}

/** Groups of at most `max` decisions; those of one unit stay in their order. */
export function groupDecisions(acts: readonly DecisionAct[], max: number): DecisionGroup[] {
  const byKey = new Map<string, DecisionAct[]>();
  for (const act of acts) {
    const key = `${mondayOf(shanghaiDate(act.decidedAt))} ${act.reviewer}`;
    const group = byKey.get(key);
    if (group) group.push(act);
    else byKey.set(key, [act]);
  }
  return [...byKey.keys()].sort().flatMap((key) => {
    const all = byKey.get(key) ?? [];
    const groups: DecisionGroup[] = [];
    for (let at = 0; at < all.length; at += max) {
      const own = all.slice(at, at + max);
      const atMs = Math.max(...own.map(({ decidedAt }) => Date.parse(decidedAt)));
      groups.push({ reviewer: own[0]?.reviewer ?? 1, atMs, acts: own });
    }
    return groups;
  });
}
