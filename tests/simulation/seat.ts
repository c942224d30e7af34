/** A workstation of the day: a machine in memory with a desk on it, its line to the gateway, and its witness. */
import type { DeskStatus, WorkstationSummary } from '../../renderer/desk/contract/status.ts';
import { createDesk } from '../../renderer/desk/createDesk.ts';
import { MemoryMachine } from '../../renderer/desk/testing/memoryPorts.ts';
import { nextTurn } from './deterministic.ts';
import { Network } from './network.ts';
import type { SeatName, Side } from './side.ts';
import { Tap } from './tap.ts';
import type { Trace } from './trace.ts';
import { Witness } from './witness.ts';

/** Turns without any port call after which what is still under way waits for time to go on. */
const STUCK_TURNS = 40;
const HANGING_TURNS = 300;
const TURNS_MAX = 500_000;

export interface SeatSetting {
  name: SeatName;
  side: Side;
  seed: number;
  trace: Trace;
  /** lets time go on everywhere */
  passTime(ms: number): Promise<void>;
  /** every single change inside a transaction is a point to die at */
  isFine?: boolean;
  journalBytes?: number;
}

export class Seat {
  readonly machine: MemoryMachine;
  readonly network: Network;
  readonly witness = new Witness();
  desk!: ReturnType<typeof createDesk>;
  status!: DeskStatus;
  tap!: Tap;
  crashes = 0;
  password: string;

  constructor(readonly setting: SeatSetting) {
    this.machine = new MemoryMachine(setting.seed);
    this.network = new Network(setting.side, this.machine.time);
    this.password = setting.side.seat(setting.name).password;
  }

  get name(): SeatName {
    return this.setting.name;
  }

  get isOpen(): boolean {
    return this.status.phase === 'open';
  }

  get localId(): string | undefined {
    const known: WorkstationSummary | undefined = this.status.workstations[0];
    return known?.localId;
  }

  /** A page is opened on the machine: a new desk, nobody signed in. */
  async start(): Promise<void> {
    const { setting, machine } = this;
    this.network.pending = 0;
    const skewMs = this.tap?.skewMs ?? 0;
    this.tap = new Tap(setting.name, setting.trace, () => machine.crash(), setting.isFine);
    this.tap.skewMs = skewMs;
    const config = { kdfIterations: 1, journalBytes: setting.journalBytes ?? 64 * 1024 };
    const desk = createDesk(this.tap.on(machine.ports(this.network.fetch, config)));
    this.desk = desk;
    await desk.boot();
    this.status = await desk.status();
  }

  /** Signs in or unlocks; answers whether the desk is open then. */
  async signIn(): Promise<boolean> {
    const { account } = this.setting.side.seat(this.name);
    await this.drive(this.desk.signIn({ account, password: this.password }));
    await this.calm();
    return this.isOpen;
  }

  /** Waits for a call's end, letting time go on where it takes time. Undefined: the process died meanwhile. */
  async drive<T>(call: Promise<T>): Promise<T | undefined> {
    const reply = await this.attempt(call, 900);
    if (reply === 'never') throw new Error(`${this.name}: a call never ended`);
    return reply;
  }

  /** As `drive`, for what a dead database may keep waiting for ever. */
  async attempt<T>(call: Promise<T>, seconds = 30): Promise<T | 'never' | undefined> {
    let end: { value: T } | { error: unknown } | null = null;
    call.then(
      (value) => {
        end = { value };
      },
      (error: unknown) => {
        end = { error };
      },
    );
    for (let round = 0; round < seconds; round++) {
      await this.calm(() => end !== null);
      const ended = end as { value: T } | { error: unknown } | null;
      if (ended && 'value' in ended) return ended.value;
      if (ended) throw ended.error;
      if (this.tap.isDead) return undefined;
      await this.setting.passTime(1_000);
    }
    return 'never';
  }

  /** Lets everything under way come to rest without time going on. */
  async calm(isEnough: () => boolean = () => false): Promise<void> {
    const { tap, network } = this;
    let quiet = 0;
    let stuck = 0;
    let calls = -1;
    for (let turns = 0; turns < TURNS_MAX; turns++) {
      await nextTurn();
      if (tap.isDead || isEnough()) break;
      const isIdle = !this.desk.isBusy() && network.pending === 0 && tap.underWay === 0;
      quiet = isIdle ? quiet + 1 : 0;
      if (quiet > 3) break;
      const isMoving = tap.calls + network.calls !== calls || network.pending > 0;
      calls = tap.calls + network.calls;
      stuck = isMoving ? 0 : stuck + 1;
      if (stuck > (tap.underWay > 0 ? HANGING_TURNS : STUCK_TURNS)) break;
    }
    if (tap.isDead) return;
    this.status = await this.desk.status();
    if (this.isOpen) this.witness.noteStatus(this.status);
  }

  /** Time goes on at this machine. */
  async pass(ms: number): Promise<void> {
    await this.machine.time.advance(ms, () => this.calm());
  }

  /** The process dies now, or at its next call if it is to; a new one starts on what the disk kept. */
  async crash(lose: () => void | Promise<void> = () => undefined): Promise<void> {
    if (!this.tap.isDead) this.tap.kill();
    this.crashes++;
    // What the dead process had under way ends without an effect.
    for (let count = 0; count < 30; count++) await nextTurn();
    this.machine.journalFault = null;
    await lose();
    await this.start();
  }

  /** The newest standing decisions are still known after a restart; what was not saved may be gone. */
  async noteRestart(): Promise<void> {
    if (this.isOpen) await this.witness.noteRestart(this.desk);
  }
}
