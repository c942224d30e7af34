/**
 * Fills the disk under a real browser while a reviewer decides in it, restarts it, gives the space back, and
 * counts at the gateway whether each decision that was shown as saved is there exactly once.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayProcess } from '../e2e/gatewayProcess.ts';
import { type Backend, BrowserRig } from './browserRig.ts';
import { FaultyProxy } from './faultyProxy.ts';
import { Hands } from './hands.ts';
import { type Judgement, judge, readDecisions } from './judge.ts';
import { Random } from './random.ts';
import { type DiskKind, SmallDisk } from './smallDisk.ts';
import { readSubjects, type Subjects } from './subjects.ts';
import { timeLapseRewrite } from './timeLapse.ts';
import { Witness } from './witness.ts';

/** The journal has its real size here: it is what the space is needed for. */
const TIME_LAPSE = { journalBytes: 16 * 1024 * 1024, undoWindowSeconds: 1 } as const;
const DISK_BYTES = 320 * 1024 * 1024;
const SAVED_LIMIT_MS = 8_000;
const TOLD_LIMIT_MS = 15_000;

export interface DiskFullOptions {
  rounds: number;
  seed: number;
  backend: Backend;
  disk: DiskKind;
  /** whether the browser has promised to keep the origin's data */
  isKept: boolean;
  account: string;
  units: number;
  /** an own gateway to use instead of one with `units`; it is stopped at the end, its data stay */
  gateway?: GatewayProcess;
  say(line: string): void;
}
export interface DiskFullReport {
  judgement: Judgement;
  rounds: number;
  /** rounds in which a notice told of the fault */
  told: number;
  /** decisions shown as saved while a fault was told: the journal alone had them */
  savedInJournalOnly: number;
  /** how rounds ended, and what the doors said, with how often */
  endings: Record<string, number>;
  sentences: Record<string, number>;
  notices: string[];
  backendsFound: Backend[];
  /** times the desk asked whether the browser was closed, and was told so */
  confirmedRestarts: number;
  /** rounds after which the profile's private files were gone: Chromium had evicted the origin */
  evicted: number;
}

/** Runs so many rounds, each with a new profile; a sentence if no disk can be mounted here. */
export async function runDiskFull(options: DiskFullOptions): Promise<DiskFullReport | string> {
  const { seed, backend, units, account, say } = options;
  const disk = await SmallDisk.mount(options.disk, DISK_BYTES);
  if (typeof disk === 'string') return disk;
  const gateway = options.gateway ?? (await GatewayProcess.start({ units, seed }));
  say(
    `full disk: seed ${seed}, IndexedDB on ${backend}, ${options.disk}, ${options.isKept ? 'to be kept' : 'not promised to be kept'}`,
  );
  const proxy = await FaultyProxy.start(gateway.origin, timeLapseRewrite(TIME_LAPSE));
  try {
    await gateway.waitUntilSeeded();
    const subjects = await readSubjects(gateway.origin, account);
    const startedAt = new Date();
    const run = new DiskFullRun(options, disk, proxy, subjects);
    for (let round = 1; round <= options.rounds; round++) await run.round(round);
    await gateway.stop();
    const stored = await readDecisions(gateway.dataDir, account, startedAt);
    return {
      judgement: judge(run.witness.acts, stored, subjects.names),
      rounds: options.rounds,
      ...run.counts,
      notices: [...run.witness.notices],
      backendsFound: [...run.backendsFound],
    };
  } finally {
    await proxy.close();
    if (!options.gateway) await gateway.dispose();
    await disk.unmount();
  }
}

const isFault = (notice: string) => /本机存储出错|本机日志/.test(notice);

class DiskFullRun {
  readonly witness = new Witness();
  readonly backendsFound = new Set<Backend>();
  readonly counts = {
    told: 0,
    savedInJournalOnly: 0,
    evicted: 0,
    confirmedRestarts: 0,
    endings: {} as Record<string, number>,
    sentences: {} as Record<string, number>,
  };
  #random: Random;

  constructor(
    private readonly options: DiskFullOptions,
    private readonly disk: SmallDisk,
    private readonly proxy: FaultyProxy,
    private readonly subjects: Subjects,
  ) {
    this.#random = new Random(options.seed);
  }

  async round(round: number): Promise<void> {
    const { witness, disk, options, proxy } = this;
    const random = new Random(options.seed * 1_000 + round);
    this.#random = random;
    witness.round = round;
    const startedAt = Date.now();
    const profile = join(disk.folder, `profile-${round}`);
    const rig = new BrowserRig(
      profile,
      options.backend,
      (context) => witness.watch(context),
      ...(options.isKept ? [proxy.origin] : []),
    );
    const actsBefore = witness.acts.length;
    const saved = () => witness.acts.slice(actsBefore).filter(({ isSaved }) => isSaved).length;
    try {
      proxy.heal();
      const hands = await this.#open(rig);
      await this.#decide(hands, random.int(1, 4), false);
      const isToldOf = await this.#decideOnFullDisk(rig, hands);
      if (isToldOf) this.counts.told++;
      const ending = await this.#end(rig);
      if (!rig.hasPrivateFiles) this.counts.evicted++;
      disk.free();
      for (const backend of rig.backendsFound()) this.backendsFound.add(backend);
      await this.#drain(rig);
      this.counts.endings[ending] = (this.counts.endings[ending] ?? 0) + 1;
      options.say(
        `${String(round).padStart(4)}  ${isToldOf ? 'told' : 'no fault'}, ${ending}; ${witness.acts.length - actsBefore} acts, ${saved()} shown as saved  ${Date.now() - startedAt} ms`,
      );
    } finally {
      disk.free();
      await rig.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  async #decide(hands: Hands, acts: number, isDiskInDoubt: boolean): Promise<void> {
    const { witness, disk, counts } = this;
    const random = this.#random;
    for (let done = 0; done < acts; done++) {
      if (isDiskInDoubt && random.chance(0.12)) disk.free();
      else if (isDiskInDoubt && random.chance(0.2))
        disk.fill(random.chance(0.5) ? 0 : random.int(1, 300_000));
      const wasFaulty = this.#isFaultTold;
      const act = await hands.decide();
      if (!act) {
        await hands.goTo(random.chance(0.5) ? 'unit' : 'attendee');
        continue;
      }
      if (random.chance(0.8)) await witness.until(() => act.isSaved, SAVED_LIMIT_MS);
      if (wasFaulty && act.isSaved) counts.savedInJournalOnly += act.names.length;
      if (act.isSaved && random.chance(0.1)) {
        await hands.undo();
        await witness.until(() => act.isUndoShown, 500);
      }
      if (random.chance(0.2)) await sleep(random.int(0, 1_200));
    }
  }

  get #isFaultTold(): boolean {
    return this.witness.latest?.notices.some(isFault) ?? false;
  }

  /** Fills the disk and goes on; answers whether the desk said that something is wrong. */
  async #decideOnFullDisk(rig: BrowserRig, hands: Hands): Promise<boolean> {
    const { disk, witness } = this;
    const random = this.#random;
    disk.fill(random.chance(0.6) ? 0 : random.int(1, 300_000));
    await hands.goTo(random.chance(0.5) ? 'unit' : 'attendee');
    await this.#decide(hands, random.int(2, 8), true);
    if (random.chance(0.3)) await rig.page.keyboard.press('F5');
    disk.fill();
    await this.#decide(hands, random.int(1, 4), false);
    await witness.until(() => this.#isFaultTold, random.int(0, TOLD_LIMIT_MS / 10));
    return this.#isFaultTold;
  }

  /** Kills or closes the browser, on a disk that is still full; sometimes it is opened once more on that. */
  async #end(rig: BrowserRig): Promise<string> {
    const random = this.#random;
    const how = random.chance(0.6) ? 'killed' : 'closed';
    if (how === 'killed') {
      rig.aim();
      rig.strike('browser');
      await rig.bury('browser');
    } else await rig.close();
    if (random.chance(0.5)) return how;
    const refusal = await this.#tryOpen(rig).catch((error: unknown) => {
      // On a disk without a free byte the browser itself may not start.
      return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    });
    if (typeof refusal === 'string') this.#count(`on a full disk: ${refusal}`);
    else await this.#decide(refusal, random.int(1, 3), false);
    rig.aim();
    rig.strike('browser');
    await rig.bury('browser');
    return `${how}, opened on the full disk and killed`;
  }

  #count(sentence: string): void {
    const { sentences } = this.counts;
    sentences[sentence] = (sentences[sentence] ?? 0) + 1;
  }

  /** The open desk, or the sentence it was refused with. */
  async #tryOpen(rig: BrowserRig): Promise<Hands | string> {
    const page = await rig.open(this.proxy.origin);
    const hands = new Hands(page, {
      witness: this.witness,
      random: this.#random,
      isUnique: this.subjects.isUnique,
      onConfirm: () => undefined,
    });
    await hands.submitPassword(this.options.account);
    return (await hands.waitUntilOpen()) ?? hands;
  }

  async #open(rig: BrowserRig): Promise<Hands> {
    this.witness.forget();
    for (let tries = 1; ; tries++) {
      const opened = await this.#tryOpen(rig);
      if (typeof opened !== 'string') {
        if (await opened.confirmRestartIfAsked()) this.counts.confirmedRestarts++;
        return opened;
      }
      this.#count(opened);
      if (tries === 3) throw new Error(`the desk does not open: ${opened}`);
      await sleep(500);
    }
  }

  async #drain(rig: BrowserRig): Promise<void> {
    const { witness } = this;
    await this.#open(rig);
    for (let tries = 1; tries <= 10; tries++) {
      await rig.page.keyboard.press('F5');
      if (await witness.until(() => witness.latest?.toUpload === '待上传 0', 6_000)) return;
    }
    throw new Error(
      `the outbox does not empty: «${witness.latest?.toUpload}» ${witness.latest?.notices.join(' ')}`,
    );
  }
}
