/** A workstation of the day: a machine in memory with a desk on it, its line to the gateway, and its witness. */
import type { Row } from '../../renderer/desk/contract/rows.ts';
import type { DeskStatus, WorkstationSummary } from '../../renderer/desk/contract/status.ts';
import { createDesk } from '../../renderer/desk/createDesk.ts';
import { NeverSettledError } from '../../renderer/desk/store/storageGate.ts';
import { MemoryKeyring } from '../../renderer/desk/testing/memoryKeyring.ts';
import { MemoryMachine } from '../../renderer/desk/testing/memoryMachine.ts';
import { nextTurn } from './deterministic.ts';
import { Network } from './network.ts';
import type { SeatName, Side } from './side.ts';
import type { Loss } from './steps.ts';
import { Tap } from './tap.ts';
import type { Trace } from './trace.ts';
import { Witness } from './witness.ts';

/** Turns without any port call after which what is still under way waits for time to go on. */
const STUCK_TURNS = 40;
const HANGING_TURNS = 300;
/** Notices that say that the journal took no more. */
const REFUSALS: readonly string[] = ['journalFailed', 'journalFull', 'notSaved'];
const TURNS_MAX = 500_000;

/** The process of a workstation is gone; whoever waited for its answer waits no longer. */
class ProcessDied extends Error {
  override name = 'ProcessDied';
}

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
  readonly keyring = new MemoryKeyring();
  desk!: ReturnType<typeof createDesk>;
  status!: DeskStatus;
  tap!: Tap;
  crashes = 0;
  /** rows as they were on screen some time ago */
  formerRows: Row[] = [];
  /** passwords in use, newest first: which of two holds depends on when a change was cut off */
  passwords: string[];
  /** what the machine finds once it has died */
  fate: { loss: Loss; torn: number } = { loss: 'nothing', torn: 0 };

  constructor(readonly setting: SeatSetting) {
    this.machine = new MemoryMachine(setting.seed);
    // As on a Linux without a keyring: nothing is bound until a day says so.
    this.keyring.mood = 'weak';
    this.machine.keyring = this.keyring;
    this.network = new Network(setting.side, this.machine.time);
    this.passwords = [setting.side.seat(setting.name).password];
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
    // However few submissions a day has, their index is packed.
    const config = { kdfIterations: 1, journalBytes: setting.journalBytes ?? 64 * 1024, packFromRows: 1 };
    const desk = createDesk(this.tap.on(machine.ports(this.network.fetch, config)));
    this.desk = desk;
    await desk.boot();
    this.status = await desk.status();
  }

  /** Signs in or unlocks; answers whether the desk is open then. */
  async signIn(): Promise<boolean> {
    const { account } = this.setting.side.seat(this.name);
    for (const password of this.passwords) {
      const reply = await this.drive(this.desk.signIn({ account, password }));
      await this.calm();
      if (reply?.ok) this.passwords = [password, ...this.passwords.filter((other) => other !== password)];
      if (reply?.ok || this.tap.isDead) break;
    }
    return this.isOpen && !this.tap.isDead;
  }

  /** Changes the password; cut off midway, the former may still be the one that holds. */
  async changePassword(): Promise<void> {
    const [current = ''] = this.passwords;
    const next = `${current}+`;
    this.passwords = [next, ...this.passwords.filter((other) => other !== next)];
    await this.drive(this.desk.changePassword({ current, next }));
  }

  /** The system's key store becomes one that can be trusted, or loses what it had. */
  changeKeyring(how: 'trust' | 'lose'): void {
    if (how === 'lose') this.keyring.lose();
    else this.keyring.mood = 'usable';
  }

  /** Each port call from now on notes what the status says is saved at that very moment. */
  watchSaved(): void {
    const { desk } = this;
    this.tap.onCall = () => {
      const end = desk.subscribe((event) => {
        if (event.type === 'status') this.witness.noteStatus(event.status);
      });
      void end.then((stop) => stop());
    };
  }

  /** Waits for a call's end, letting time go on where it takes time. Undefined: the process died meanwhile. */
  async drive<T>(call: Promise<T>): Promise<T | undefined> {
    const reply = await this.attempt(call, 900);
    if (reply === 'never') throw new Error(`${this.name}: a call never ended`);
    return reply;
  }

  /** As `drive`, for a step that cannot go on without the answer: throws where the process died over it. */
  async ask<T>(call: Promise<T>): Promise<T> {
    const reply = await this.drive(call);
    if (this.tap.isDead) throw new ProcessDied(this.name);
    return reply as T;
  }

  /** Carries a step out; where the process dies over it, what was left of the step is not done. */
  async untilDeath(step: Promise<void>): Promise<void> {
    try {
      await step;
    } catch (error) {
      // A database that does not answer in time is a fault, and told as one; the reviewer goes on with something else.
      const isGivenUp = error instanceof NeverSettledError && this.machine.isHanging;
      if (!isGivenUp && !(error instanceof ProcessDied)) throw error;
    }
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
    if (!this.isOpen) return;
    this.witness.noteStatus(this.status);
    const isRefused = this.status.notices.some(({ code }) => REFUSALS.includes(code));
    if (isRefused) await this.witness.noteRefusal(this.desk);
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
    this.machine.journals.fault = null;
    await lose();
    await this.start();
  }

  /** The newest standing decisions are still known after a restart; what was not saved may be gone. */
  async noteRestart(): Promise<void> {
    if (this.isOpen) await this.witness.noteRestart(this.desk);
  }
}
