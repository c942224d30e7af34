/**
 * Faults to be seeded, each an exact replacement in the product's source, with the promise that finds it out.
 * They are the mistakes that others have shipped, and some of this program's own.
 */
import type { Invariant } from '../simulation/checks.ts';

export interface Edit {
  file: string;
  /** stands in the file exactly once */
  find: string;
  replace: string;
}

/** What looks for the fault: random days, days against the real gateway, one crash story, or a test file. */
export type Hunt =
  | { by: 'days' }
  | { by: 'realDays' }
  /** a day of `directed.ts` */
  | { by: 'directed'; day: string }
  | { by: 'crashes'; story: string }
  | { by: 'tests'; file: string; name: string };

export interface Mutant {
  id: string;
  side: 'desk' | 'gateway';
  edits: readonly Edit[];
  hunt: Hunt;
  /** the promise that is expected to break; others may break first */
  breaks: Invariant;
}

const LEDGER = 'renderer/desk/ledger/ledger.ts';
const RACES = 'gateway/decisions/races.test.ts';
const PUSHES = 'gateway/decisions/pushDecisions.test.ts';
const VAULT = 'renderer/desk/vault/vault.test.ts';
const KEY_STORE = 'tests/simulation/keyStore.test.ts';
const KEPT = 'gateway/feed/itemTexts.test.ts';
/** Placeholders as they stand in the gateway's statements. */
const BY = ['$', '{by}'].join('');
const EDITION = ['$', '{edition}'].join('');
const days: Hunt = { by: 'days' };
const directed = (day: string): Hunt => ({ by: 'directed', day });
const realDays: Hunt = { by: 'realDays' };

function one(
  id: string,
  side: Mutant['side'],
  breaks: Invariant,
  hunt: Hunt,
  [file, find, replace]: readonly [string, string, string],
): Mutant {
  return { id, side, breaks, hunt, edits: [{ file, find, replace }] };
}

export const MUTANTS: readonly Mutant[] = [
  // ── the desk ──
  one('overlay-dropped-at-200', 'desk', 'I8', directed('a feed that lags behind the receipts'), [
    LEDGER,
    "entry.state = hasEffect ? 'applied' : 'parked';",
    "entry.state = hasEffect ? 'settled' : 'parked';",
  ]),
  one('cursor-before-items', 'desk', 'I5', { by: 'crashes', story: 'a pull with its cursor' }, [
    'renderer/desk/sync/feedStore.ts',
    '    const store = () => this.cache.write({ put, removeImages, meta, dropPacked });\n',
    '    await this.cache.write({ meta });\n    const store = () => this.cache.write({ put, removeImages, dropPacked });\n',
  ]),
  one('receipt-not-stored', 'desk', 'I6', days, [
    'renderer/desk/ledger/recorder.ts',
    'receipts: [await receiptsRow(key, receipts, at)], standing',
    'receipts: [await receiptsRow(key, [], at)], standing',
  ]),
  one('number-at-confirmation', 'desk', 'I9', days, [
    LEDGER,
    "    if (entry?.state !== 'window') return;\n    entry.state = 'undone';",
    "    if (entry?.state !== 'window') return;\n    this.noteHighestN(this.highestN + 1);\n    entry.state = 'undone';",
  ]),
  one('no-flush-before-saved', 'desk', 'I10', { by: 'crashes', story: 'a batch' }, [
    'renderer/desk/journal/journal.ts',
    '        await file.flush();\n',
    '',
  ]),
  one('delete-on-4xx', 'desk', 'I1', directed('a request that is too large even alone'), [
    'renderer/desk/sync/push.ts',
    'this.held.add(only.decision.id);',
    "only.state = 'undone';",
  ]),
  one('pull-across-unknown-kinds', 'desk', 'I5', directed('a kind that is not known'), [
    'shared/protocol/feed.ts',
    '  items: z.array(FeedItem),',
    '  items: z.array(z.unknown()).transform((all) => all.flatMap((raw) => FeedItem.safeParse(raw).data ?? [])),',
  ]),
  one('settled-too-early', 'desk', 'I8', directed('a page of before overtaken by receipts'), [
    LEDGER,
    '      if (feedHead < seq && (own === undefined || own < seq)) continue;\n',
    '      if (feedHead < seq - 1_000 && own === -1) continue;\n',
  ]),
  {
    id: 'cache-kept-on-lock',
    side: 'desk',
    breaks: 'I11',
    hunt: days,
    edits: [
      {
        file: 'renderer/desk/openDesk.ts',
        find: '    this.sync.pushOnly();\n    this.cache.forget();\n',
        replace: '',
      },
    ],
  },
  one('windows-not-restarted', 'desk', 'I10', days, [
    'renderer/desk/workstation.ts',
    '    ledger.restartWindows(ports.clock.now());\n',
    '',
  ]),
  one('journal-not-replayed', 'desk', 'I10', { by: 'crashes', story: 'a batch' }, [
    'renderer/desk/workstation.ts',
    '    await recorder.replay(framesToReplay(ledger, frames, restored.appliedFrame));\n',
    '    framesToReplay(ledger, frames, restored.appliedFrame);\n',
  ]),
  one(
    'outbox-cleared-with-the-cursor',
    'desk',
    'I1',
    directed('a cursor that fits no longer, with decisions on their way'),
    [
      'renderer/desk/sync/cacheKeeper.ts',
      '    this.isRebuilding = true;\n',
      "    this.isRebuilding = true;\n    const dropped = this.workstation.ledger.open('window', 'attempted');\n    for (const entry of dropped) entry.state = 'undone';\n    await recorder.standing(new Set(dropped.map(({ chunkId }) => chunkId)));\n",
    ],
  ),
  {
    id: 'rebased-onto-newest-revision',
    side: 'desk',
    breaks: 'I3',
    hunt: days,
    edits: [
      {
        file: 'renderer/desk/review/refusal.ts',
        find: '  if (table.revision.get(row) !== seen.revision || !table.hash.equals(row, seen.hash))\n    return',
        replace: '  if (table.revision.get(row) < seen.revision)\n    return',
      },
      {
        file: 'renderer/desk/review/buildAct.ts',
        find: '    baseRevision: input.seen.revision,\n    seenHash: input.seen.hash,\n',
        replace:
          '    baseRevision: context.index.table(input.kind).revision.get(context.index.table(input.kind).rowOf.get(input.id)),\n    seenHash: context.index.table(input.kind).hash.get(context.index.table(input.kind).rowOf.get(input.id)),\n',
      },
      {
        file: 'renderer/desk/review/refusal.ts',
        find: "  if (!known.includes(seen.previousDecisionId)) return { why: 'changedSinceSeen' };\n",
        replace: '',
      },
    ],
  },
  one('exit-only-from-memory', 'desk', 'I7', directed('an exit and a restart'), [
    'renderer/desk/sync/feedStore.ts',
    'const put = [...rewritten, ...blocks.map((block) => block.row)];',
    'const put = blocks.map((block) => block.row);',
  ]),
  one('header-without-former-slot', 'desk', 'I12', { by: 'crashes', story: 'a change of the password' }, [
    'renderer/desk/journal/header.ts',
    '  await file.write(newest?.index === 0 ? SLOT_BYTES : 0, bytes);',
    '  await file.write(0, new Uint8Array(2 * SLOT_BYTES));\n  await file.flush();\n  await file.write(0, bytes);',
  ]),
  one(
    'system-secret-not-mixed-in',
    'desk',
    'I11',
    { by: 'tests', file: VAULT, name: 'bound to the system' },
    ['renderer/desk/vault/vault.ts', '  if (system) material.set(system, KEY_BYTES);\n', ''],
  ),
  one('former-wrap-left-on-the-disk', 'desk', 'I11', { by: 'tests', file: KEY_STORE, name: 'from before' }, [
    'renderer/desk/workstation.ts',
    '  await effaceFormer(file).catch(() => undefined);\n',
    '',
  ]),

  // ── the gateway ──
  one('head-read-without-its-lock', 'gateway', 'I5', { by: 'tests', file: RACES, name: 'races' }, [
    'gateway/submissions/stamp.ts',
    `      update edition set head = head + ${BY}::int where id = ${EDITION} returning head)\``,
    `      select head + ${BY}::int as head from edition where id = ${EDITION}),\n      bump as (update edition set head = head + ${BY}::int where id = ${EDITION})\``,
  ]),
  one('subjects-not-locked', 'gateway', 'I2', { by: 'tests', file: RACES, name: 'races' }, [
    'gateway/submissions/states.ts',
    '    )\n    .forUpdate(),\n',
    '    ),\n',
  ]),
  one('no-revision-and-hash-check', 'gateway', 'I3', realDays, [
    'gateway/decisions/judge.ts',
    '  if (item.baseRevision !== subject.revision || item.seenHash !== subject.hash) {',
    '  if (item.baseRevision > subject.revision) {',
  ]),
  one('no-hash-check', 'gateway', 'I3', { by: 'tests', file: PUSHES, name: 'push' }, [
    'gateway/decisions/judge.ts',
    'item.baseRevision !== subject.revision || item.seenHash !== subject.hash',
    'item.baseRevision !== subject.revision',
  ]),
  one('exits-not-written', 'gateway', 'I7', realDays, [
    'gateway/submissions/workset.ts',
    '          .filter(([submission, from]) => submission.subGroupId !== from)\n',
    '          .filter(([submission, from]) => submission.subGroupId === from)\n',
  ]),
  one('no-fingerprint-check', 'gateway', 'I2', { by: 'tests', file: PUSHES, name: 'push' }, [
    'gateway/decisions/pushDecisions.ts',
    'known.edition === edition && known.fingerprint === item.fingerprint && known.receipt;',
    'known.edition === edition && known.receipt;',
  ]),
  one('receipts-not-replayed', 'gateway', 'I6', realDays, [
    'gateway/decisions/pushDecisions.ts',
    '    return { ...known.receipt, replayed: true };',
    "    return { id: item.id, result: 'decided', agrees: false, seq: known.receipt.seq, replayed: true };",
  ]),
  one('scope-not-filtered', 'gateway', 'I7', realDays, [
    'gateway/feed/changes.ts',
    "    .where(inScope('sub_group_id', scope))\n",
    '',
  ]),
  one('kept-items-outlive-the-epoch', 'gateway', 'I5', { by: 'tests', file: KEPT, name: 'items kept' }, [
    'gateway/feed/itemTexts.ts',
    '  if (known?.epoch === epoch) return known.cache;',
    '  if (known) return known.cache;',
  ]),
  one('no-check-of-the-predecessor', 'gateway', 'I2', realDays, [
    'gateway/decisions/judge.ts',
    '  if (item.previousDecisionId !== (subject.decision?.id ?? null)) {',
    '  if (item.previousDecisionId === subject.id) {',
  ]),
  one('effects-on-people-not-stamped', 'gateway', 'I4', realDays, [
    'gateway/decisions/judge.ts',
    '    attendee.tag = next.tag;\n    context.workset.touch(attendee);\n',
    '    attendee.tag = next.tag;\n    if (!attendee.decision) continue;\n    context.workset.noteOutcome(unit, { decisionId: attendee.decision.id, verdict: attendee.decision.verdict, reasons: [], decidedAt: new Date(context.nowMs).toISOString() });\n    continue;\n',
  ]),
];
