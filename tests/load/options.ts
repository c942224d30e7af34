/** What a load run is asked to do, from the command line. */
import { parseArgs } from 'node:util';

export interface LoadOptions {
  workstations: number;
  seconds: number;
  instances: number;
  /** decisions in a full batch */
  batch: number;
  /** mean pause of a workstation between two batches; 0 pushes as fast as replies come */
  thinkMs: number;
  /** mean time between two pulls of a workstation */
  pullMs: number;
  /** kill connections and instances, lose and double replies */
  hasChaos: boolean;
  killInstanceEveryMs: number;
  /** units made for each workstation, with two people each */
  unitsPerWorkstation: number;
  seed: number;
  /** PostgreSQL with its own fsync; false only where nothing is measured */
  isDurable: boolean;
  /** writes a CPU profile of each instance into this folder when it ends */
  profileFolder: string | null;
}

export const DEFAULTS: LoadOptions = {
  workstations: 300,
  seconds: 180,
  instances: 2,
  batch: 100,
  thinkMs: 6000,
  pullMs: 45_000,
  hasChaos: true,
  killInstanceEveryMs: 25_000,
  unitsPerWorkstation: 60,
  seed: 1,
  isDurable: true,
  profileFolder: null,
};

export const USAGE = `npm run load -- [--workstations 300] [--minutes 3] [--instances 2] [--batch 100]
  [--think 6] [--pull 45] [--calm] [--units 60] [--seed 1] [--profile FOLDER]
--think, --pull: seconds, on average; --calm: nothing is killed, lost or doubled; --units: per workstation`;

/** Reads the arguments. Throws a sentence for one that makes no sense. */
export function readOptions(args: readonly string[]): LoadOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      workstations: { type: 'string' },
      minutes: { type: 'string' },
      instances: { type: 'string' },
      batch: { type: 'string' },
      think: { type: 'string' },
      pull: { type: 'string' },
      calm: { type: 'boolean' },
      units: { type: 'string' },
      seed: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  const number = (name: keyof typeof values, fallback: number, min: number): number => {
    const value = values[name] === undefined ? fallback : Number(values[name]);
    if (!Number.isFinite(value) || value < min) throw new RangeError(`--${name} must be at least ${min}.`);
    return value;
  };
  return {
    ...DEFAULTS,
    workstations: number('workstations', DEFAULTS.workstations, 1),
    seconds: number('minutes', DEFAULTS.seconds / 60, 0.05) * 60,
    instances: number('instances', DEFAULTS.instances, 1),
    batch: number('batch', DEFAULTS.batch, 1),
    thinkMs: number('think', DEFAULTS.thinkMs / 1000, 0) * 1000,
    pullMs: number('pull', DEFAULTS.pullMs / 1000, 0.1) * 1000,
    hasChaos: !values.calm,
    unitsPerWorkstation: number('units', DEFAULTS.unitsPerWorkstation, 1),
    seed: number('seed', DEFAULTS.seed, 0),
    profileFolder: values.profile ?? null,
  };
}
