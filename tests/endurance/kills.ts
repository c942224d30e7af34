/**
 * Kills a real browser again and again while a reviewer decides in it, and counts afterwards at the gateway
 * whether each decision that the screen had shown as saved is there exactly once.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayProcess } from '../e2e/gatewayProcess.ts';
import { type Backend, BrowserRig, type Victim } from './browserRig.ts';
import { FaultyProxy } from './faultyProxy.ts';
import { Hands } from './hands.ts';
import { type Judgement, judge, readDecisions } from './judge.ts';
import { Ambush, MOMENTS } from './moments.ts';
import { Random } from './random.ts';
import { readSubjects, type Subjects } from './subjects.ts';
import { timeLapseRewrite } from './timeLapse.ts';
import { Witness } from './witness.ts';

/** Small enough that the journal is compacted at every few starts; windows end while the desk is open. */
const TIME_LAPSE = { journalBytes: 48 * 1024, undoWindowSeconds: 1 } as const;
const VICTIMS: Record<Victim, number> = { renderer: 45, browser: 47, storage: 8 };
const SAVED_LIMIT_MS = 8_000;
const ROUND_LIMIT_MS = 60_000;
/** After the death of the storage service the page lives on for a while. */
const GO_ON_MS = 700;

export interface KillOptions {
  rounds: number;
  seed: number;
  backend: Backend;
  account: string;
  units: number;
  /** an own gateway to use instead of one with `units`; it is stopped at the end, its data stay */
  gateway?: GatewayProcess;
  say(line: string): void;
}
export interface KillReport {
  judgement: Judgement;
  /** rounds that ended with a kill */
  rounds: number;
  /** by moment, and by who was killed */
  moments: Record<string, number>;
  victims: Record<string, number>;
  /** rounds whose kill came before their last decision was shown as saved */
  killedUnsaved: number;
  /** times the desk asked whether the browser was closed after a storage fault */
  confirmedRestarts: number;
  /** rounds that ended otherwise than planned */
  troubles: string[];
  lostReplies: number;
  relaunches: number;
  /** sentences on screen that were not expected there, with how often */
  sentences: Record<string, number>;
  backendsFound: Backend[];
  secondsPerRound: number;
}

/** Runs so many rounds on one profile; throws only where the harness itself cannot go on. */
export async function runKills(options: KillOptions): Promise<KillReport> {
  const { seed, backend, units, account, say } = options;
  const profile = await mkdtemp(join(tmpdir(), 'desk-endurance-'));
  say(
    `kills: seed ${seed}, IndexedDB on ${backend}, ${options.gateway ? 'a given gateway' : `${units} units`}`,
  );
  const gateway = options.gateway ?? (await GatewayProcess.start({ units, seed, live: true }));
  const witness = new Witness();
  const rig = new BrowserRig(profile, backend, (context) => witness.watch(context));
  const proxy = await FaultyProxy.start(gateway.origin, timeLapseRewrite(TIME_LAPSE));
  try {
    await gateway.waitUntilSeeded();
    const subjects = await readSubjects(gateway.origin, account);
    const startedAt = new Date();
    const run = new KillRun(options, rig, proxy, witness, subjects);
    await run.rounds();
    const secondsPerRound = (Date.now() - startedAt.getTime()) / 1000 / options.rounds;
    await run.drain();
    const backendsFound = rig.backendsFound();
    await rig.close();
    // The play has added people meanwhile, namesakes of others among them.
    const { names } = await readSubjects(gateway.origin, account);
    await gateway.stop();
    const stored = await readDecisions(gateway.dataDir, account, startedAt);
    return {
      judgement: judge(witness.acts, stored, names),
      rounds: run.killed,
      ...run.counts,
      lostReplies: proxy.lostReplies,
      relaunches: rig.relaunches,
      backendsFound,
      secondsPerRound,
    };
  } finally {
    await rig.close();
    await proxy.close();
    if (!options.gateway) await gateway.dispose();
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function tooLate(round: number): Promise<never> {
  await sleep(ROUND_LIMIT_MS, undefined, { ref: false });
  throw new Error(`round ${round} does not end`);
}

class KillRun {
  readonly counts = {
    moments: {} as Record<string, number>,
    victims: {} as Record<string, number>,
    killedUnsaved: 0,
    confirmedRestarts: 0,
    troubles: [] as string[],
    sentences: {} as Record<string, number>,
  };
  readonly #plan: Random;
  /** of the round under way: what happens in one does not change the next one's plan */
  #random: Random;

  constructor(
    private readonly options: KillOptions,
    private readonly rig: BrowserRig,
    private readonly proxy: FaultyProxy,
    private readonly witness: Witness,
    private readonly subjects: Subjects,
  ) {
    this.#plan = new Random(options.seed);
    this.#random = new Random(options.seed);
  }

  async rounds(): Promise<void> {
    const { rounds } = this.options;
    // A round in which nothing was killed after all is made up for, within reason.
    for (let round = 1; this.killed < rounds && round <= rounds * 1.1 + 1; round++) {
      this.witness.round = round;
      try {
        await this.#round(round);
      } catch (error) {
        // What the harness itself stumbles over ends the round like a kill, and is shown at the end.
        const trouble = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
        this.counts.troubles.push(`round ${round}: ${trouble}`);
        this.options.say(`${String(round).padStart(4)}  ${trouble}`);
        await this.rig.close();
      }
    }
  }

  get killed(): number {
    return Object.values(this.counts.victims).reduce((sum, count) => sum + count, 0);
  }

  async #round(round: number): Promise<void> {
    const { rig, proxy, witness, options } = this;
    const victim = this.#plan.weighted(VICTIMS);
    const plannedMoment = this.#plan.weighted(MOMENTS);
    this.#random = new Random(options.seed * 1_000 + round);
    proxy.heal();
    const startedAt = Date.now();
    const actsBefore = witness.acts.length;
    let strike: (moment: string) => void = () => undefined;
    const struck = new Promise<string>((resolve) => {
      strike = resolve;
    });
    const ambush = new Ambush(plannedMoment, {
      random: this.#random,
      proxy,
      journalFolder: rig.journalFolder,
      strike(moment) {
        rig.strike(victim);
        strike(moment);
      },
    });
    const work = this.#work(ambush);
    // Whatever a dead page's calls end with is no news; a fault before the kill is one.
    await Promise.race([
      struck,
      tooLate(round),
      work.catch((error: unknown) => {
        if (!ambush.isSprung) throw error;
      }),
    ]);
    const moment = await Promise.race([struck, tooLate(round)]);
    if (victim === 'storage') {
      // The page lives on, and two pairs of hands must not press its keys at once.
      await work.catch(() => undefined);
      await this.#goOnWithoutStorage();
    }
    await rig.bury(victim);
    this.counts.moments[moment] = (this.counts.moments[moment] ?? 0) + 1;
    this.counts.victims[victim] = (this.counts.victims[victim] ?? 0) + 1;
    const acts = witness.acts.slice(actsBefore);
    if (acts.length && !acts.at(-1)?.isSaved) this.counts.killedUnsaved++;
    const saved = acts.filter(({ isSaved }) => isSaved).length;
    options.say(
      `${String(round).padStart(4)}  ${moment.padEnd(12)} ${victim.padEnd(8)} ${acts.length} acts, ${saved} shown as saved  ${Date.now() - startedAt} ms`,
    );
  }

  /** Opens, unlocks and decides until struck. */
  async #work(ambush: Ambush): Promise<void> {
    const { witness } = this;
    const random = this.#random;
    const hands = await this.#unlock(ambush);
    ambush.onOpen();
    await hands.goTo(random.chance(0.5) ? 'unit' : 'attendee');
    if (ambush.moment === 'pull') await this.rig.page.keyboard.press('F5');
    while (!ambush.isSprung) {
      this.#upsetNetwork(ambush);
      const act = await hands.decide();
      if (!act) {
        await hands.goTo(random.chance(0.5) ? 'unit' : 'attendee');
        await sleep(100);
        continue;
      }
      if (random.chance(0.5)) await witness.until(() => act.isSaved, SAVED_LIMIT_MS);
      if (ambush.moment === 'undo' ? act.isSaved : random.chance(0.12)) {
        await hands.undo();
        await witness.until(() => act.isUndoShown, 300);
      }
      if (ambush.moment === 'push') await sleep(random.int(50, 400));
    }
  }

  async #unlock(ambush: Ambush | null): Promise<Hands> {
    const { rig, proxy, options, witness, subjects } = this;
    witness.forget();
    const page = await rig.open(proxy.origin);
    const hands = new Hands(page, {
      witness,
      random: this.#random,
      isUnique: subjects.isUnique,
      onConfirm: (what) => ambush?.onConfirm(what),
    });
    for (let tries = 1; ; tries++) {
      await hands.submitPassword(options.account);
      ambush?.onUnlock();
      const refusal = await hands.waitUntilOpen();
      if (refusal === null) {
        // Nobody lets the storage service alone die and goes on: the browser was restarted since.
        if (await hands.confirmRestartIfAsked()) this.counts.confirmedRestarts++;
        return hands;
      }
      this.counts.sentences[refusal] = (this.counts.sentences[refusal] ?? 0) + 1;
      if (tries === 5) throw new Error(`the desk does not open: ${refusal}`);
      await sleep(500);
    }
  }

  #upsetNetwork(ambush: Ambush): void {
    if (ambush.moment === 'push' || ambush.moment === 'pull') return;
    const { proxy } = this;
    const what = this.#random.weighted({ nothing: 80, cut: 6, heal: 8, loseReply: 4, cutShort: 2 });
    if (what === 'cut') proxy.cut();
    else if (what === 'heal') proxy.heal();
    else if (what === 'loseReply') proxy.pushRepliesToLose++;
    else if (what === 'cutShort') proxy.pullsToCutShort++;
  }

  /** The page still lives: a reviewer would go on, until the program is closed. */
  async #goOnWithoutStorage(): Promise<void> {
    const { rig, witness } = this;
    const hands = new Hands(rig.page, {
      witness,
      random: this.#random,
      isUnique: this.subjects.isUnique,
      onConfirm: () => undefined,
    });
    const until = Date.now() + this.#random.int(0, GO_ON_MS);
    while (Date.now() < until) {
      const act = await hands.decide().catch(() => null);
      if (!act) break;
      await witness.until(() => act.isSaved, 500);
    }
    if (this.#random.chance(0.5)) rig.strike('browser');
    await rig.bury('storage');
    await rig.close();
  }

  /** With a whole network again, all that is left goes up. */
  async drain(): Promise<void> {
    const { proxy, witness, rig } = this;
    proxy.heal();
    await this.#unlock(null);
    for (let tries = 1; tries <= 20; tries++) {
      await rig.page.keyboard.press('F5');
      const isEmpty = await witness.until(() => witness.latest?.toUpload === '待上传 0', 6_000);
      if (isEmpty) return;
    }
    throw new Error(`the outbox does not empty: «${witness.latest?.toUpload}»`);
  }
}
