/** A reviewer, a registrant, a colleague and bad luck, played from a list of steps: the same list, the same day. */
import fc from 'fast-check';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { Row, UnitRow } from '../../renderer/desk/contract/rows.ts';
import { turn } from '../../renderer/desk/testing/virtualTime.ts';
import { CREDENTIALS, type Fault, Rig } from './harness.ts';

export type Step =
  | { type: 'decideUnit'; pick: number; verdict: 'approve' | 'reject' | 'withdraw' }
  | { type: 'decidePerson'; pick: number; verdict: 'vip' | 'staff' | 'professional' | 'return' | 'withdraw' }
  | { type: 'batch'; size: number }
  | { type: 'undo' }
  | { type: 'pass'; seconds: number }
  | { type: 'network'; isUp: boolean }
  | { type: 'fault'; faults: Fault[]; only: string | null }
  | { type: 'amend'; pick: number }
  | { type: 'colleague'; pick: number }
  | { type: 'exit'; pick: number }
  | { type: 'kill'; afterTurns: number; losesIndexedDB: boolean }
  | { type: 'lock' };

const pick = fc.nat(1_000);
const fault = fc.constantFrom<Fault>(
  'dropRequest',
  'dropReply',
  'duplicate',
  'captivePortal',
  'truncate',
  'unauthorised',
  'busy',
);

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('decideUnit' as const),
        pick,
        verdict: fc.constantFrom('approve' as const, 'reject' as const, 'withdraw' as const),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('decidePerson' as const),
        pick,
        verdict: fc.constantFrom(
          'vip' as const,
          'staff' as const,
          'professional' as const,
          'return' as const,
          'withdraw' as const,
        ),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant('batch' as const), size: fc.integer({ min: 2, max: 12 }) }),
    },
    { weight: 4, arbitrary: fc.constant({ type: 'undo' as const }) },
    {
      weight: 4,
      arbitrary: fc.record({ type: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 90 }) }),
    },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('network' as const), isUp: fc.boolean() }) },
    {
      weight: 3,
      arbitrary: fc.record({
        type: fc.constant('fault' as const),
        faults: fc.array(fault, { minLength: 1, maxLength: 4 }),
        only: fc.constantFrom(null, '/decisions', '/changes', '/hello'),
      }),
    },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('amend' as const), pick }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('colleague' as const), pick }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('exit' as const), pick }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('kill' as const),
        afterTurns: fc.nat(40),
        losesIndexedDB: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ type: 'lock' as const }) },
  ),
  { minLength: 8, maxLength: 40, size: 'max' },
);

/** Plays one day; records what was shown as saved and what was taken back. */
export class Day {
  readonly rig: Rig;
  readonly saved = new Set<string>();
  readonly undone = new Set<string>();
  #foreign = 0;

  constructor(seed: number) {
    this.rig = new Rig(seed);
  }

  async begin(units = 8): Promise<void> {
    const { gateway } = this.rig;
    for (let unit = 1; unit <= units; unit++) {
      await gateway.putUnit(`u-${unit}`);
      for (let person = 1; person <= 2; person++)
        await gateway.putAttendee(`a-${unit}-${person}`, `u-${unit}`);
    }
    await this.rig.start();
    await this.rig.signIn();
  }

  async end(): Promise<void> {
    const { rig } = this;
    rig.network.isUp = true;
    rig.network.faults = [];
    if (rig.status.phase !== 'open') await rig.signIn();
    await rig.drain();
    await this.#note();
  }

  async play(step: Step): Promise<void> {
    const { rig } = this;
    switch (step.type) {
      case 'decideUnit':
        await this.#decide('unit', step.pick, step.verdict);
        break;
      case 'decidePerson':
        await this.#decide('attendee', step.pick, step.verdict);
        break;
      case 'batch':
        await this.#batch(step.size);
        break;
      case 'undo':
        await rig.desk.undo();
        break;
      case 'pass':
        await rig.pass(step.seconds * 1000);
        break;
      case 'network':
        rig.network.isUp = step.isUp;
        break;
      case 'fault':
        rig.network.faults = [...step.faults];
        rig.network.only = step.only;
        break;
      case 'amend':
        await this.#amend(step.pick);
        break;
      case 'colleague': {
        const units = this.#gatewayIds('unit');
        const id = units[step.pick % Math.max(1, units.length)];
        if (id)
          rig.gateway.decideAsOther(id, step.pick % 2 ? 'approve' : 'reject', `theirs-${this.#foreign++}`);
        break;
      }
      case 'exit': {
        const people = this.#gatewayIds('attendee');
        const id = people[step.pick % Math.max(1, people.length)];
        if (id) rig.gateway.exit('attendee', id);
        break;
      }
      case 'kill':
        await this.#kill(step.afterTurns, step.losesIndexedDB);
        return;
      case 'lock':
        await rig.desk.lock();
        await rig.calm();
        await this.#unlock();
        break;
    }
    await rig.calm();
    await this.#note();
  }

  /** Dies while a push is under way, after so many turns, and comes back on what the disk kept. */
  async #kill(afterTurns: number, losesIndexedDB: boolean): Promise<void> {
    const { rig } = this;
    const syncing = rig.desk.syncNow();
    for (let count = 0; count < afterTurns; count++) await turn();
    void syncing;
    rig.machine.crash();
    // A real process is gone at once; here its last database transactions are let end first.
    for (let count = 0; count < 50; count++) await turn();
    if (losesIndexedDB) rig.machine.loseIndexedDB();
    await rig.start();
    await this.#unlock();
    await rig.calm();
    await this.#note();
  }

  async #unlock(): Promise<void> {
    const reply = await this.rig.desk.signIn(CREDENTIALS);
    if (reply.ok) return;
    // With the cache lost and no network there is nothing to show: the reviewer tries again in reach.
    this.rig.network.isUp = true;
    this.rig.network.faults = [];
    await this.rig.signIn();
  }

  /** Takes down what the desk says it has saved, and what of it was taken back here. */
  async #note(): Promise<void> {
    if (this.rig.status.phase !== 'open') return;
    const isSaved = this.rig.status.lastAct?.state !== 'saving';
    const rows = await this.rig.desk.recentDecisions(Number.MAX_SAFE_INTEGER);
    const visible = new Set(rows.filter((row) => row.state !== 'undone').map((row) => row.decisionId));
    const tray = new Set((await this.rig.desk.tray()).map((row) => row.decisionId));
    for (const id of visible) {
      if (isSaved) this.saved.add(id);
      this.undone.delete(id);
    }
    // Not listed any more: replaced before upload, or undone; parked ones are in the tray.
    for (const id of this.saved) if (!visible.has(id) && !tray.has(id)) this.undone.add(id);
  }

  async #amend(pickNumber: number): Promise<void> {
    const { gateway } = this.rig;
    const candidates = [...gateway.items.values()].filter(
      (item) => item.status === 'rejected' || item.status === 'returned' || item.status === 'pendingReview',
    );
    const item = candidates[pickNumber % Math.max(1, candidates.length)];
    if (item) await gateway.amend(item.kind, item.id);
  }

  #gatewayIds(kind: 'unit' | 'attendee'): string[] {
    return [...this.rig.gateway.items.values()].filter((item) => item.kind === kind).map((item) => item.id);
  }

  async #rows(kind: 'unit' | 'attendee'): Promise<Row[]> {
    const query = await this.rig.desk.openQuery({ kind, queue: 'all' });
    return (await this.rig.desk.rows(query.queryId, 0, query.total)).filter((row) => row !== null);
  }

  async #decide(kind: 'unit' | 'attendee', pickNumber: number, verdict: string): Promise<void> {
    const rows = await this.#rows(kind);
    const row = rows[pickNumber % Math.max(1, rows.length)];
    if (!row) return;
    const isTag = verdict === 'vip' || verdict === 'staff' || verdict === 'professional';
    const reasons = [{ code: kind === 'unit' ? 'U-DOC-UNCLEAR' : 'A-NAME', text: '请补正' }];
    const input = {
      kind,
      id: row.id,
      seen: row.seen,
      verdict: isTag ? 'tag' : verdict,
      ...(isTag ? { tag: verdict } : {}),
      ...(verdict === 'reject' || verdict === 'return' ? { reasons } : {}),
    } as DecisionInput;
    const reply = await this.rig.desk.decide([input]);
    if (reply.decided) await this.#expectOwnWord(input);
  }

  /** I8: the reviewer sees their own decision at once. */
  async #expectOwnWord(input: DecisionInput): Promise<void> {
    const [row] = await this.rig.desk.rowsById(input.kind, [input.id]);
    const isSeen =
      input.verdict === 'approve'
        ? row?.status === 'approved'
        : input.verdict === 'reject'
          ? row?.status === 'rejected'
          : input.verdict === 'return'
            ? row?.status === 'returned'
            : input.verdict === 'tag'
              ? row?.kind === 'attendee' && row.tag === input.tag
              : row?.status === 'pendingReview' || (row?.kind === 'attendee' && row.tag === null);
    if (!isSeen) throw new Error(`I8: ${input.verdict} on ${input.id} is not seen: ${JSON.stringify(row)}`);
  }

  async #batch(size: number): Promise<void> {
    const rows = (await this.#rows('unit')).filter((row): row is UnitRow => row.status === 'pendingReview');
    const ids = rows.slice(0, size).map((row) => row.id);
    const preview = await this.rig.desk.previewBatch(
      { type: 'ids', kind: 'unit', ids },
      { verdict: 'approve', alsoTag: 'professional' },
    );
    await this.rig.desk.confirmBatch(preview.previewId, { include: preview.leftOut.map((left) => left.id) });
  }
}
