/** `npm run endurance -- kills|diskfull …`: what a real browser loses when it is killed or its disk is full. */
import { parseArgs } from 'node:util';
import { BACKENDS, type Backend } from './browserRig.ts';
import { type DiskFullReport, runDiskFull } from './diskFull.ts';
import { isClean, type Judgement } from './judge.ts';
import { type KillReport, runKills } from './kills.ts';
import { DISK_KINDS } from './smallDisk.ts';

const USAGE = `npm run endurance -- kills [--rounds 200] [--seed S] [--backend leveldb|sqlite|both] [--units N]
npm run endurance -- diskfull [--rounds 10] [--seed S] [--backend leveldb|sqlite|both] [--disk ext4|tmpfs] [--unkept] [--units N]
  --unkept: the browser has not promised to keep the data; Chromium then evicts it, so losses are expected`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    seed: { type: 'string' },
    backend: { type: 'string', default: 'leveldb' },
    units: { type: 'string' },
    disk: { type: 'string', default: 'ext4' },
    unkept: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
});

function wholeNumber(name: 'rounds' | 'seed' | 'units', otherwise: number): number {
  const raw = values[name];
  if (raw === undefined) return otherwise;
  const number = Number(raw);
  if (!Number.isInteger(number) || number < 0)
    throw new Error(`--${name} wants a whole number, not "${raw}".`);
  return number;
}

function backends(): readonly Backend[] {
  if (values.backend === 'both') return BACKENDS;
  const found = BACKENDS.find((backend) => backend === values.backend);
  if (!found) throw new Error(`--backend wants ${BACKENDS.join(', ')} or both, not "${values.backend}".`);
  return [found];
}

const say = (line: string) => {
  if (!values.quiet) console.log(line);
};

function showJudgement(judgement: Judgement): void {
  const { asked, saved, undone, receipts, byResult, lost, doubled, unasked, undoLost, numbers } = judgement;
  console.log(`  decisions asked for            ${asked}`);
  console.log(`  shown as saved, not undone     ${saved}`);
  console.log(`  shown as undone                ${undone}`);
  console.log(`  receipts at the gateway        ${receipts}  ${JSON.stringify(byResult)}`);
  console.log(
    `  lost ${lost.length}, doubled ${doubled.length}, never asked for ${unasked.length}, undone in vain ${undoLost.length}, faults of numbers ${numbers.length}`,
  );
  for (const sentence of [...lost, ...doubled, ...unasked, ...undoLost, ...numbers])
    console.log(`  ✖ ${sentence}`);
}

function showKills(backend: Backend, report: KillReport): void {
  console.log(
    `\n${report.rounds} kills, IndexedDB on ${report.backendsFound.join(' and ')} (asked for ${backend}), ${report.secondsPerRound.toFixed(1)} s a round`,
  );
  console.log(`  killed                         ${JSON.stringify(report.victims)}`);
  console.log(`  at the moment of               ${JSON.stringify(report.moments)}`);
  console.log(`  before the last was saved      ${report.killedUnsaved}`);
  console.log(`  replies of pushes lost         ${report.lostReplies}`);
  console.log(`  restarts confirmed             ${report.confirmedRestarts}`);
  console.log(`  sentences at the door          ${JSON.stringify(report.sentences)}`);
  for (const trouble of report.troubles) console.log(`  not as planned                 ${trouble}`);
  showJudgement(report.judgement);
}

/** What was asked for is not always what a browser does. */
function isOnly(found: readonly Backend[], backend: Backend): boolean {
  const isReal = found.length === 1 && found[0] === backend;
  if (!isReal) console.log(`  ✖ the browser did not use ${backend} alone`);
  return isReal;
}

async function kills(): Promise<boolean> {
  const rounds = wholeNumber('rounds', 200);
  const seed = wholeNumber('seed', Date.now() % 1_000_000);
  let hasPassed = true;
  for (const backend of backends()) {
    const units = wholeNumber('units', Math.max(60, rounds * 3));
    const report = await runKills({ rounds, seed, backend, account: 'secretariat', units, say });
    showKills(backend, report);
    hasPassed &&=
      report.rounds >= rounds && isClean(report.judgement) && isOnly(report.backendsFound, backend);
  }
  return hasPassed;
}

function showDiskFull(report: DiskFullReport): void {
  console.log(
    `\n${report.rounds} full disks, IndexedDB on ${report.backendsFound.join(' and ')}, the fault was told in ${report.told}`,
  );
  console.log(`  ended by                       ${JSON.stringify(report.endings)}`);
  console.log(`  saved in the journal alone     ${report.savedInJournalOnly}`);
  console.log(`  restarts confirmed             ${report.confirmedRestarts}`);
  console.log(`  evicted by the browser         ${report.evicted}`);
  for (const notice of report.notices) console.log(`  notice                         ${notice}`);
  for (const [sentence, times] of Object.entries(report.sentences)) {
    console.log(`  at the door, ${times} times           ${sentence}`);
  }
  showJudgement(report.judgement);
}

async function diskFull(): Promise<boolean> {
  const rounds = wholeNumber('rounds', 10);
  const seed = wholeNumber('seed', Date.now() % 1_000_000);
  const units = wholeNumber('units', Math.max(60, rounds * 6));
  const disk = DISK_KINDS.find((kind) => kind === values.disk);
  if (!disk) throw new Error(`--disk wants ${DISK_KINDS.join(' or ')}, not "${values.disk}".`);
  let hasPassed = true;
  for (const backend of backends()) {
    const isKept = !values.unkept;
    const report = await runDiskFull({
      rounds,
      seed,
      backend,
      disk,
      isKept,
      account: 'secretariat',
      units,
      say,
    });
    if (typeof report === 'string') {
      console.log(`\nfull disk on ${backend}: skipped, ${report}`);
      continue;
    }
    showDiskFull(report);
    hasPassed &&=
      report.rounds >= rounds && isClean(report.judgement) && isOnly(report.backendsFound, backend);
  }
  return hasPassed;
}

// Ctrl-C ends through `exit`, where disks are taken down.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const commands: Record<string, () => Promise<boolean>> = { kills, diskfull: diskFull };
const command = commands[positionals[0] ?? ''];
if (!command) {
  console.error(USAGE);
  process.exitCode = 2;
} else process.exitCode = (await command()) ? 0 : 1;
