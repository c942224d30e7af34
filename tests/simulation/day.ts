/** One day: several workstations at one gateway, registrants and bad luck, played from a plan. */
import { Around } from './around.ts';
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
import { batch, decide, discard, open, setAside } from './reviewerSteps.ts';
import { Seat } from './seat.ts';
import { type SeatName, type Side, START_MS } from './side.ts';
import type { DayPlan, Loss, Step } from './steps.ts';
import { Trace } from './trace.ts';

/** Time goes on in slices, one workstation after the other. */
const SLICE_MS = 5_000;
/** I12: back-off is at most 5 minutes, a wait that was asked for 20 seconds, a window 30. */
const DRAIN_LIMIT_MS = 15 * 60_000;

export class Day {
  readonly checks = new Checks();
  readonly trace: Trace;
  readonly seats: Seat[];
  readonly #around: Around;
  readonly #locked = new Set<string>();
  readonly #unwatch: () => void;
  #nowMs = START_MS;
  #isPassing = false;
  faults = 0;

  constructor(
    readonly plan: DayPlan,
    readonly side: Side,
    options: { isTraceKept?: boolean; isFine?: boolean } = {},
  ) {
    const { isTraceKept = false, ...rest } = options;
    this.trace = new Trace(isTraceKept);
    side.setNow(START_MS);
    this.#around = new Around(side);
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
    await this.#around.register(this.plan.units, this.plan.people);
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
    } else if (step.type === 'pass') await this.pass(step.seconds * 1_000);
    else await this.#around.happen(step);
    await this.#afterStep();
  }

  async #playAt(seat: Seat, step: Extract<Step, { seat: SeatName }>): Promise<void> {
    const { desk, machine, network } = seat;
    switch (step.type) {
      case 'decideUnit':
        return decide(seat, 'unit', step);
      case 'decidePerson':
        return decide(seat, 'attendee', step);
      case 'batchUnits':
      case 'batchPeople':
        return batch(seat, step);
      case 'undo':
        await seat.ask(seat.witness.act(desk, [], () => desk.undo()));
        return;
      case 'setAside':
        return setAside(seat, step.pick);
      case 'open':
        return open(seat, step.pick);
      case 'resolve':
        return discard(seat);
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
        machine.journals.fault = { how: step.how, name: 'QuotaExceededError' };
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

  async #afterStep(): Promise<void> {
    for (const seat of this.seats) if (seat.tap.isDead) await this.comeBack(seat);
    const held = new Map((await this.side.all()).map((item) => [`${item.kind}:${item.id}`, item]));
    for (const seat of this.seats) {
      if (seat.isOpen) await checkOwnWords(this.checks, seat, held);
    }
    this.checks.equal('I11', this.#late, [], 'cache blocks used while locked');
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
    machine.journals.tornTail = torn;
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
    for (const seat of this.seats)
      await checkSeatAtRest(this.checks, seat, this.side, this.#around.wasRestored);
    await checkGateway(this.checks, this.seats, this.side, this.#around.wasRestored);
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
