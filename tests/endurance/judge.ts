/** Compares what the witness saw with what lies in the gateway's database. Pure but for the reading. */
import { openDatabase } from '../../gateway/database/open.ts';
import type { Act, Kind } from './witness.ts';

/** A decision as the gateway stored it. */
export interface StoredDecision {
  id: string;
  ws: string;
  n: number;
  kind: Kind;
  subjectId: string;
  verdict: string;
  result: string | null;
}

export interface Judgement {
  asked: number;
  /** shown as saved and not asked to be undone */
  saved: number;
  undone: number;
  receipts: number;
  byResult: Record<string, number>;
  /** each a sentence with ids */
  lost: string[];
  doubled: string[];
  /** at the gateway, though nobody asked for it */
  unasked: string[];
  /** shown as undone, and sent or shown as saved all the same; or undone by nobody */
  undoLost: string[];
  /** holes in the numbers, numbers used twice, decisions without a receipt */
  numbers: string[];
}

/**
 * Reads what one account sent since a moment from a gateway's folder; the gateway must have been stopped. The
 * demo's own history lies before it.
 */
export async function readDecisions(folder: string, account: string, since: Date): Promise<StoredDecision[]> {
  const database = await openDatabase({ folder });
  try {
    const rows = await database.db
      .selectFrom('decision')
      .select(['id', 'ws', 'n', 'kind', 'subject_id', 'verdict', 'result', 'payload'])
      .where('account', '=', account)
      .where('received_at', '>=', since)
      .orderBy('ws')
      .orderBy('n')
      .execute();
    return rows.map((row) => {
      const { payload } = row;
      const tag = payload !== null && 'tag' in payload ? payload.tag : undefined;
      return {
        id: row.id,
        ws: row.ws,
        n: row.n,
        kind: row.kind ?? 'unit',
        subjectId: row.subject_id ?? '',
        verdict: tag === undefined ? (row.verdict ?? '') : `${row.verdict}:${tag}`,
        result: row.result,
      };
    });
  } finally {
    await database.close();
  }
}

interface Expectation {
  min: number;
  max: number;
  round: number;
}

/** How often each (kind, name, verdict) may and must have a receipt, after all that was shown of it. */
function expectations(acts: readonly Act[]): Map<string, Expectation> {
  const expected = new Map<string, Expectation>();
  const add = (key: string, min: number, max: number, round: number) => {
    const found = expected.get(key) ?? { min: 0, max: 0, round };
    expected.set(key, { min: found.min + min, max: found.max + max, round });
  };
  // Who decides again before the upload replaces the earlier word: only the last one must arrive.
  const lastWord = new Map<string, Act>();
  const isCertain = (act: Act) => act.isSaved && !act.isUndoAsked && !act.isUndoShown;
  for (const act of acts.filter(isCertain)) {
    for (const name of act.names) lastWord.set(`${act.kind}:${name}`, act);
  }
  for (const act of acts) {
    for (const name of act.names) {
      const isGone = act.isUndoShown && !act.isBackAfterUndo;
      const must = lastWord.get(`${act.kind}:${name}`) === act;
      add(`${act.kind}:${name}:${act.verdict}`, must ? 1 : 0, isGone ? 0 : 1, act.round);
      // Taken back after it was uploaded: a decision of its own.
      if (act.isUndoAsked) add(`${act.kind}:${name}:withdraw`, 0, 1, act.round);
    }
  }
  return expected;
}

/** `nameOf` gives a subject's name by `kind:id`. */
export function judge(
  acts: readonly Act[],
  stored: readonly StoredDecision[],
  nameOf: ReadonlyMap<string, string>,
): Judgement {
  const judgement: Judgement = {
    asked: acts.reduce((sum, act) => sum + act.names.length, 0),
    saved: countSubjects(acts, (act) => act.isSaved && !act.isUndoAsked && !act.isUndoShown),
    undone: countSubjects(acts, (act) => act.isUndoShown && !act.isBackAfterUndo),
    receipts: stored.length,
    byResult: {},
    lost: [],
    doubled: [],
    unasked: [],
    undoLost: [],
    numbers: checkNumbers(stored),
  };
  const found = new Map<string, StoredDecision[]>();
  for (const decision of stored) {
    const result = decision.result ?? 'none';
    judgement.byResult[result] = (judgement.byResult[result] ?? 0) + 1;
    const name = nameOf.get(`${decision.kind}:${decision.subjectId}`) ?? decision.subjectId;
    const key = `${decision.kind}:${name}:${decision.verdict}`;
    found.set(key, [...(found.get(key) ?? []), decision]);
  }
  const expected = expectations(acts);
  for (const [key, { min, max, round }] of expected) {
    const rows = found.get(key) ?? [];
    const where = `${key} (round ${round}): ${rows.length} receipts, ${min} to ${max} expected`;
    if (rows.length < min) judgement.lost.push(where);
    if (rows.length > max) (max === 0 ? judgement.undoLost : judgement.doubled).push(where);
  }
  for (const [key, rows] of found) {
    if (!expected.has(key))
      judgement.unasked.push(`${key}: ${rows.map(({ n, ws }) => `${n} of ${ws}`).join(', ')}`);
  }
  for (const act of acts) {
    const what = `${act.verdict} ${act.names[0]} (round ${act.round}; ${act.shown.join(', ')})`;
    if (act.isBackAfterUndo) judgement.undoLost.push(`${what}: came back`);
    else if (act.isUndoShown && !act.isUndoAsked) judgement.undoLost.push(`${what}: nobody took it back`);
  }
  return judgement;
}

const countSubjects = (acts: readonly Act[], isCounted: (act: Act) => boolean) =>
  acts.reduce((sum, act) => sum + (isCounted(act) ? act.names.length : 0), 0);

function checkNumbers(stored: readonly StoredDecision[]): string[] {
  const faults: string[] = [];
  for (const ws of new Set(stored.map((decision) => decision.ws))) {
    const numbers = stored.flatMap((decision) => (decision.ws === ws ? [decision.n] : []));
    numbers
      .sort((a, b) => a - b)
      .forEach((n, index) => {
        if (n !== index + 1) faults.push(`workstation ${ws}: number ${n} stands in place ${index + 1}`);
      });
  }
  for (const { id, result } of stored) if (result === null) faults.push(`decision ${id} has no receipt`);
  return faults;
}

/** True if nothing that was promised was broken. */
export function isClean(judgement: Judgement): boolean {
  const { lost, doubled, unasked, undoLost, numbers } = judgement;
  return [lost, doubled, unasked, undoLost, numbers].every((list) => list.length === 0);
}
