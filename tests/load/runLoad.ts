/** A whole run: database, instances, players, faults, drain, invariants, figures. */
import { setMaxListeners } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPorts, readConfiguration } from '../../gateway/openPorts.ts';
import { startPostgres } from '../../gateway/testing/postgres.ts';
import { killConnections, killInstances } from './chaos.ts';
import { checkInvariants } from './checkInvariants.ts';
import { type CpuUse, describeCpu, readCpu } from './cpu.ts';
import { layOutField } from './field.ts';
import { createNetwork } from './httpClient.ts';
import { type Instance, startInstance } from './instances.ts';
import { createMeasure, type Measure } from './measure.ts';
import type { LoadOptions } from './options.ts';
import { createChance } from './random.ts';
import { createRegistrants } from './registrants.ts';
import { createTransfers } from './secretariat.ts';
import { createWorkstation } from './workstation.ts';

export interface LoadResult {
  measure: Measure;
  /** of the phase in which all worked */
  seconds: number;
  batches: number;
  decisions: number;
  /** who used the processors meanwhile */
  cpu: string;
  violations: string[];
  faults: string[];
}

/** Runs and cleans up behind itself. `say` hears how far it has come. */
export async function runLoad(options: LoadOptions, say: (line: string) => void): Promise<LoadResult> {
  const server = await startPostgres({ isDurable: options.isDurable });
  const folder = await mkdtemp(join(tmpdir(), 'desk-load-'));
  const env = { DATABASE_URL: server.urlOf('postgres'), DATA_DIR: folder };
  const instances: Instance[] = [];
  const { ports, close } = await openPorts(readConfiguration(env, 'load'));
  try {
    const startedAt = Date.now();
    const field = await layOutField(ports, options);
    say(
      `${field.submissions} submissions in ${field.subGroupIds.length} sub-groups, ${since(startedAt)} s to deliver`,
    );
    const profile = options.profileFolder ? ['--cpu-prof', '--cpu-prof-dir', options.profileFolder] : [];
    for (let i = 0; i < options.instances; i += 1) instances.push(await startInstance(env, profile));
    const cpu = (): CpuUse | null =>
      readCpu(
        instances.flatMap((instance) => instance.processId() ?? []),
        server.processId(),
      );
    return await play(options, { instances, field, db: ports.db, cpu, say });
  } finally {
    for (const instance of instances) await instance.end('SIGTERM');
    await close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Stage {
  instances: Instance[];
  field: Awaited<ReturnType<typeof layOutField>>;
  db: Parameters<typeof checkInvariants>[0];
  cpu: () => CpuUse | null;
  say: (line: string) => void;
}

async function play(options: LoadOptions, stage: Stage): Promise<LoadResult> {
  const { instances, field, db, cpu, say } = stage;
  const measure = createMeasure();
  const chance = createChance(options.seed);
  const up = (): string[] => {
    // A balancer leaves out what does not answer; when none does, the call fails as it would there.
    const list = instances.filter((instance) => instance.isUp()).map((instance) => instance.url());
    return list.length > 0 ? list : instances.map((instance) => instance.url());
  };
  const network = createNetwork(up, measure, chance);
  const common = (index: number) => ({ network, measure, chance: createChance(options.seed * 1000 + index) });
  const workstations = field.reviewers.map((reviewer, index) =>
    createWorkstation({
      ...common(index),
      options,
      reviewer,
      account: reviewer.account,
      ws: `ws-${index}`,
    }),
  );
  const secretary = createWorkstation({
    ...common(-1),
    options,
    reviewer: 'delegation',
    account: 'secretariat',
    ws: 'ws-secretariat',
  });
  const all = [...workstations, secretary];
  const registrants = createRegistrants({ ...common(-2), account: 'intake', ws: 'ws-intake' });
  const transfers = createTransfers(
    { ...common(-3), account: 'secretariat', ws: 'ws-transfers' },
    field,
    Math.floor((options.workstations * options.unitsPerWorkstation) / field.subGroupIds.length),
  );

  let phaseAt = Date.now();
  await inTurns([...all, registrants, transfers], (player) => player.signIn());
  say(`all signed in after ${since(phaseAt)} s`);
  phaseAt = Date.now();
  await inTurns(all, (workstation) => workstation.fill());
  say(`all filled after ${since(phaseAt)} s`);

  const [before, stop] = [snapshotOf(measure), new AbortController()];
  setMaxListeners(0, stop.signal);
  const workedFrom = Date.now();
  const cpuBefore = cpu();
  network.isRough = options.hasChaos;
  const reports = setInterval(() => say(progress(measure, before, workedFrom)), 15_000);
  const working = Promise.all([
    ...all.map((workstation) => workstation.work(stop.signal)),
    registrants.work(stop.signal),
    ...(options.hasChaos
      ? [
          transfers.work(stop.signal),
          killConnections(db, chance, measure, stop.signal),
          killInstances(instances, options.killInstanceEveryMs, chance, measure, stop.signal),
        ]
      : []),
  ]);
  const timer = setTimeout(() => stop.abort(), options.seconds * 1000);
  await working.finally(() => {
    stop.abort();
    clearTimeout(timer);
    clearInterval(reports);
  });
  const seconds = (Date.now() - workedFrom) / 1000;
  const worked = snapshotOf(measure);
  const cpuLine = describeCpu(cpuBefore, cpu(), seconds);

  network.isRough = false;
  phaseAt = Date.now();
  await inTurns(all, (workstation) => workstation.drain());
  // The pushes of the last to drain moved what the first had pulled: all look once more.
  await inTurns(all, (workstation) => workstation.drain());
  await registrants.drain();
  say(`drained after ${since(phaseAt)} s`);
  const violations = await checkInvariants(
    db,
    all.map((workstation) => workstation.testify()),
    registrants.heard(),
  );
  network.close();
  return {
    measure,
    seconds,
    batches: worked.batches - before.batches,
    decisions: worked.decisions - before.decisions,
    cpu: cpuLine,
    violations: [...violations, ...registrants.violations()],
    faults: instances.flatMap((instance) => [...instance.faults()]),
  };
}

/** A few at a time, as people come in the morning. */
async function inTurns<T>(list: readonly T[], act: (entry: T) => Promise<void>): Promise<void> {
  const waiting = [...list];
  const worker = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) await act(entry);
  };
  await Promise.all(Array.from({ length: 12 }, worker));
}

function snapshotOf(measure: Measure): { batches: number; decisions: number } {
  return { batches: measure.get('batches'), decisions: measure.get('decisions') };
}

function progress(measure: Measure, before: { batches: number }, from: number): string {
  const batches = measure.get('batches') - before.batches;
  return `${since(from)} s: ${batches} batches, ${measure.get('retries')} retries`;
}

function since(at: number): string {
  return ((Date.now() - at) / 1000).toFixed(1);
}
