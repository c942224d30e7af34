/** One day: several workstations at one gateway, registrants and bad luck, played from a plan. */
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { Row } from '../../renderer/desk/contract/rows.ts';
import { Checks } from './checks.ts';
import { watchSealing } from './deterministic.ts';
import {
  checkAfterRestart,
  checkGateway,
  checkLocked,
  checkOwnWords,
  checkSeatAtRest,
  diskCursor,
} from './invariants.ts';
import { HOME } from './modelState.ts';
import { Seat } from './seat.ts';
import { type Held, type SeatName, type Side, START_MS } from './side.ts';
import type { DayPlan, Loss, PersonVerdict, Step, UnitVerdict } from './steps.ts';
import { Trace } from './trace.ts';

const AWAY = 'foshan';
/** Time goes on in slices, one workstation after the other. */
const SLICE_MS = 5_000;
/** I12: back-off is at most 5 minutes, a wait that was asked for 20 seconds, a window 30. */
const DRAIN_LIMIT_MS = 15 * 60_000;
const REASONS = { unit: 'U-DOC-UNCLEAR', attendee: 'A-PHOTO-QUALITY' } as const;

export class Day {
  readonly checks = new Checks();
  readonly trace: Trace;
  readonly seats: Seat[];
  readonly #locked = new Set<string>();
  readonly #unwatch: () => void;
  #nowMs = START_MS;
  #added = 0;
  #isPassing = false;
  /** a gateway that came back from a backup has forgotten what was parked: its numbers may have holes */
  #wasRestored = false;
  faults = 0;

  constructor(
    readonly plan: DayPlan,
    readonly side: Side,
    options: { isTraceKept?: boolean; isFine?: boolean } = {},
  ) {
    const { isTraceKept = false, ...rest } = options;
    this.trace = new Trace(isTraceKept);
    side.setNow(START_MS);
    this.seats = plan.seats.map(
      (name, index) =>
        new Seat({
          ...rest,
          name,
          side,
          seed: (plan.seed * 7 + index + 1) >>> 0,
          trace: this.trace,
          journalBytes: plan.journalBytes,
          passTime: (ms) => this.pass(ms),
        }),
    );
    this.#unwatch = watchSealing((context) => {
      for (const localId of this.#locked) {
        const isCache = context.startsWith(`cache|${localId}`);
        if (isCache) this.#late.push(context);
      }
    });
  }

  /** cache blocks that were sealed or unsealed while their machine was locked */
  readonly #late: string[] = [];

  async begin(): Promise<void> {
    for (let unit = 1; unit <= this.plan.units; unit++) {
      await this.side.register(`u-${unit}`, this.plan.people, unit % 5 === 0 ? AWAY : HOME);
    }
    for (const seat of this.seats) await seat.start();
    for (const seat of this.seats) await seat.signIn();
  }

  /** Plays the whole plan and checks what has to hold at its end. */
  async run(): Promise<void> {
    try {
      await this.begin();
      for (const step of this.plan.steps) await this.play(step);
      await this.end();
    } finally {
      this.stop();
    }
  }

  /** Ends the watch over the sealing. */
  stop(): void {
    this.#unwatch();
  }

  seat(name: SeatName): Seat {
    return this.seats.find((seat) => seat.name === name) ?? (this.seats[0] as Seat);
  }

  /** Time goes on for all. */
  async pass(ms: number): Promise<void> {
    // A call that takes time may be driven from within a step that lets time go on.
    if (this.#isPassing) return;
    this.#isPassing = true;
    const end = this.#nowMs + ms;
    while (this.#nowMs < end) {
      const slice = Math.min(SLICE_MS, end - this.#nowMs);
      this.#nowMs += slice;
      this.side.setNow(this.#nowMs);
      for (const seat of this.seats) await seat.pass(slice);
    }
    this.#isPassing = false;
  }

  // ── steps ─────────────────────────────────────────────────────────────────────────────────────────

  async play(step: Step): Promise<void> {
    this.trace.add(`step ${JSON.stringify(step)}`);
    if ('seat' in step) {
      const seat = this.seat(step.seat);
      if (seat.isOpen) await seat.untilDeath(this.#playAt(seat, step));
      else await this.#reopen(seat);
      await seat.calm();
    } else await this.#playAround(step);
    await this.#afterStep();
  }

  async #playAt(seat: Seat, step: Extract<Step, { seat: SeatName }>): Promise<void> {
    const { desk, machine, network } = seat;
    switch (step.type) {
      case 'decideUnit':
        return this.#decide(seat, 'unit', step);
      case 'decidePerson':
        return this.#decide(seat, 'attendee', step);
      case 'batchUnits':
      case 'batchPeople':
        return this.#batch(seat, step);
      case 'undo':
        await seat.ask(seat.witness.act(desk, [], () => desk.undo()));
        return;
      case 'setAside': {
        const row = (await rowsOf(seat, 'unit')).at(step.pick % 7);
        if (row) await seat.drive(desk.setAside('unit', row.id, step.pick % 2 === 0));
        return;
      }
      case 'open':
        return this.#open(seat, step.pick);
      case 'resolve': {
        const [row] = await seat.ask(desk.tray());
        if (row) await seat.drive(desk.resolve([row.decisionId], 'discarded'));
        return;
      }
      case 'network':
        network.isUp = step.isUp;
        return;
      case 'fault':
        network.faults = [...step.faults];
        network.only = step.only;
        this.faults += step.faults.length;
        return;
      case 'database':
        machine.databaseFault = { how: step.how, which: step.which, after: step.after };
        this.faults++;
        return;
      case 'journal':
        machine.journalFault = { how: step.how, name: 'QuotaExceededError' };
        this.faults++;
        return;
      case 'clock':
        seat.tap.skewMs = step.minutes * 60_000;
        return;
      case 'kill':
        return this.#kill(seat, step.afterCalls, step.loss, step.torn);
      case 'lock':
        return this.#lock(seat, step.seconds);
      case 'password':
        return seat.changePassword();
      case 'keyring':
        seat.changeKeyring(step.how);
        return;
    }
  }

  async #playAround(step: Exclude<Step, { seat: SeatName }>): Promise<void> {
    const { side } = this;
    switch (step.type) {
      case 'pass':
        return this.pass(step.seconds * 1_000);
      case 'amend': {
        const isAmendable = ({ status }: Held) => status === 'rejected' || status === 'returned';
        const all = await side.all();
        const item = pickOf(all.filter(isAmendable), step.pick) ?? pickOf(all, step.pick);
        if (item) await side.amend(item.kind, item.id);
        return;
      }
      case 'add': {
        const unit = pickOf(
          (await side.all()).filter(({ kind }) => kind === 'unit'),
          step.pick,
        );
        if (unit) await side.addPerson(unit.id, `${unit.id}-l${++this.#added}`);
        return;
      }
      case 'advance': {
        const people = (await side.all()).filter(
          ({ status }) => status === 'awaitingPayment' || status === 'inPersonReview',
        );
        const person = pickOf(people, step.pick);
        if (person) await side.advance(person.id);
        return;
      }
      case 'remove': {
        const item = pickOf(await side.all(), step.pick);
        if (item) await side.remove(item.kind, item.id);
        return;
      }
      case 'transfer': {
        const unit = pickOf(
          (await side.all()).filter(({ kind }) => kind === 'unit'),
          step.pick,
        );
        if (unit) await side.transfer(unit.id, unit.subGroupId === HOME ? AWAY : HOME);
        return;
      }
      case 'endSessions':
        return side.endSessions();
      case 'regrant':
        await side.regrant(step.isWider ? [HOME, AWAY] : [HOME]);
        return;
      case 'forget':
        return side.forgetCursors();
      case 'backUp':
        await side.backUp();
        return;
      case 'restore':
        if (await side.restore()) this.#wasRestored = true;
        return;
    }
  }

  async #afterStep(): Promise<void> {
    for (const seat of this.seats) if (seat.tap.isDead) await this.comeBack(seat);
    const held = new Map((await this.side.all()).map((item) => [`${item.kind}:${item.id}`, item]));
    for (const seat of this.seats) {
      if (seat.isOpen) await checkOwnWords(this.checks, seat, held);
    }
    this.checks.equal('I11', this.#late, [], 'cache blocks used while locked');
  }

  async #decide(
    seat: Seat,
    kind: Row['kind'],
    step: Extract<Step, { type: 'decideUnit' | 'decidePerson' }>,
  ): Promise<void> {
    const rows = await rowsOf(seat, kind);
    const row = pickOf(
      step.isOld ? seat.formerRows.filter((former) => former.kind === kind) : rows,
      step.pick,
    );
    if (!step.isOld) seat.formerRows = [...seat.formerRows.filter((former) => former.kind !== kind), ...rows];
    if (!row) return;
    const input = inputOf(row, step.verdict);
    await seat.ask(seat.witness.act(seat.desk, [input], () => seat.desk.decide([input])));
  }

  async #batch(seat: Seat, step: Extract<Step, { type: 'batchUnits' | 'batchPeople' }>): Promise<void> {
    const { desk } = seat;
    const kind = step.type === 'batchUnits' ? ('unit' as const) : ('attendee' as const);
    const all = await rowsOf(seat, kind);
    const from = step.from % Math.max(1, all.length);
    const rows = all.slice(from, from + step.size);
    const people = kind === 'unit' ? await rowsOf(seat, 'attendee') : [];
    const { verdict, tag } = verdictOf(step.verdict);
    const selection = { type: 'ids' as const, kind, ids: rows.map((row) => row.id) };
    const draft = {
      verdict,
      ...(tag ? { tag } : {}),
      ...(verdict === 'approve' ? { alsoTag: 'professional' as const } : {}),
    };
    const preview = await seat.ask(desk.previewBatch(selection, draft));
    const include = preview.leftOut.map((left) => left.id);
    const inputs = [...rows, ...people].map((row) => inputOf(row, step.verdict));
    const reasons = needsReason(verdict) ? { reasons: reasonsFor(kind) } : {};
    const confirm = () => desk.confirmBatch(preview.previewId, { include, ...reasons });
    await seat.ask(seat.witness.act(desk, inputs, confirm));
  }

  /** Opens a submission with its image, and leaves a list open. */
  async #open(seat: Seat, pick: number): Promise<void> {
    const { desk } = seat;
    const row = pickOf(await rowsOf(seat, pick % 2 ? 'unit' : 'attendee'), pick);
    if (!row) return;
    const detail = await seat.ask<{ images: Record<string, string> } | null>(
      row.kind === 'unit' ? desk.unitDetail(row.id) : desk.attendeeDetail(row.id),
    );
    const [image] = Object.values(detail?.images ?? {});
    if (image) await seat.attempt(desk.image(image, 'full'));
  }

  // ── ends and beginnings ───────────────────────────────────────────────────────────────────────────

  async #lock(seat: Seat, seconds: number): Promise<void> {
    const { localId } = seat;
    await seat.drive(seat.desk.lock());
    if (localId) this.#locked.add(localId);
    await this.pass(seconds * 1_000);
    await checkLocked(this.checks, seat);
    if (localId) this.#locked.delete(localId);
    if (!seat.tap.isDead) await this.#reopen(seat);
  }

  /** Dies at one of its next calls, whatever it does then. */
  async #kill(seat: Seat, afterCalls: number, loss: Loss, torn: number): Promise<void> {
    // Nobody can copy databases in which a write hangs.
    const isCopied = loss === 'newest' && !seat.machine.isHanging;
    if (isCopied) await seat.machine.rememberDatabases();
    seat.fate = { loss: loss === 'newest' && !isCopied ? 'nothing' : loss, torn };
    seat.tap.dieAt = seat.tap.calls + afterCalls;
    void seat.desk.syncNow();
  }

  /** Restarts a machine out of reach of the gateway, looks at what is there, then lets it go on. */
  async comeBack(seat: Seat): Promise<void> {
    const { machine, network } = seat;
    const { loss, torn } = seat.fate;
    const wasUp = network.isUp;
    seat.fate = { loss: 'nothing', torn: 0 };
    machine.tornTail = torn;
    await seat.crash(async () => {
      if (loss === 'all') machine.loseIndexedDB();
      if (loss === 'work') await machine.loseDatabases('work-');
      if (loss === 'cache') await machine.loseDatabases('cache-');
      if (loss === 'newest') await machine.loseNewestRows('work-');
    });
    const cursor = await diskCursor(seat);
    network.isUp = false;
    if (await seat.signIn()) {
      await checkAfterRestart(this.checks, seat, this.side, cursor);
      await seat.noteRestart();
      network.isUp = wasUp;
      return;
    }
    network.isUp = wasUp;
    await this.#reopen(seat);
    await seat.noteRestart();
  }

  /** The reviewer tries to get in; with nothing to show and no gateway, again in reach of it. */
  async #reopen(seat: Seat): Promise<void> {
    if (await seat.signIn()) return;
    if (seat.tap.isDead) return this.comeBack(seat);
    seat.network.isUp = true;
    seat.network.faults = [];
    if (await seat.signIn()) return;
    await seat.crash();
    if (!(await seat.signIn())) throw new Error(`${seat.name} does not get in: ${seat.status.phase}`);
    await seat.noteRestart();
  }

  /** Faults stop; everything has to come to its end in bounded time, and then everything is checked. */
  async end(): Promise<void> {
    for (const seat of this.seats) {
      seat.network.isUp = true;
      seat.network.faults = [];
      seat.network.only = null;
      seat.tap.skewMs = 0;
      // What storage did to the process ends with it.
      await this.comeBack(seat);
      if (!seat.isOpen) await this.#reopen(seat);
    }
    await this.#drain();
    await this.pass(130_000);
    for (const seat of this.seats) if (seat.status.connectivity === 'signInNeeded') await seat.signIn();
    await this.#drain();
    for (const seat of this.seats) await seat.drive(seat.desk.syncNow());
    for (const seat of this.seats) await seat.calm();
    for (const seat of this.seats) await checkSeatAtRest(this.checks, seat, this.side, this.#wasRestored);
    await checkGateway(this.checks, this.seats, this.side, this.#wasRestored);
    for (const seat of this.seats) {
      await seat.drive(seat.desk.lock());
      await checkLocked(this.checks, seat);
    }
  }

  /** I12: without anybody asking for it, every outbox empties. */
  async #drain(): Promise<void> {
    const isFull = (seat: Seat) => {
      const { window, queued, inFlight } = seat.status.outbox;
      return window + queued + inFlight > 0;
    };
    const begin = this.#nowMs;
    while (this.seats.some(isFull) && this.#nowMs - begin < DRAIN_LIMIT_MS) {
      for (const seat of this.seats) {
        if (seat.status.connectivity === 'signInNeeded') await seat.signIn();
      }
      await this.pass(20_000);
    }
    for (const seat of this.seats) {
      this.checks.hold('I12', !isFull(seat), () => {
        const { outbox, connectivity, notices } = seat.status;
        return `${seat.name}: ${JSON.stringify({ outbox, connectivity, notices })}`;
      });
    }
  }
}

type AnyVerdict = UnitVerdict | PersonVerdict;

/** A tag's name stands for tagging with it. */
function verdictOf(verdict: AnyVerdict): Pick<DecisionInput, 'verdict' | 'tag'> {
  const isTag = verdict === 'vip' || verdict === 'staff' || verdict === 'professional';
  return isTag ? { verdict: 'tag', tag: verdict } : { verdict };
}

const needsReason = (verdict: string) => verdict === 'reject' || verdict === 'return';
const reasonsFor = (kind: Row['kind']) => [{ code: REASONS[kind], text: '请补正' }];

/** What a key pressed on this row says. */
function inputOf(row: Row, verdict: AnyVerdict): DecisionInput {
  const { kind, id, seen } = row;
  return {
    kind,
    id,
    seen,
    ...verdictOf(verdict),
    ...(needsReason(verdict) ? { reasons: reasonsFor(kind) } : {}),
  };
}

function pickOf<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

async function rowsOf(seat: Seat, kind: 'unit' | 'attendee'): Promise<Row[]> {
  const { desk } = seat;
  const query = await seat.ask(desk.openQuery({ kind, queue: 'all' }));
  const rows = await seat.ask(desk.rows(query.queryId, 0, query.total));
  await seat.ask(desk.closeQuery(query.queryId));
  return rows.filter((row) => row !== null);
}
