/** Watches what is left of disk and quota: images go first, then the databases rest, decisions never wait. */
import type { DeskPorts } from '../ports.ts';

export type SpaceLevel =
  | 'plenty'
  /** no image is fetched ahead */
  | 'noPrefetch'
  /** no image is kept */
  | 'noImages'
  /** nothing but the pre-written journal is written */
  | 'journalOnly';

const MB = 1024 * 1024;
const NO_PREFETCH_BYTES = 2_000 * MB;
const NO_IMAGES_BYTES = 1_000 * MB;
const JOURNAL_ONLY_BYTES = 500 * MB;
/** What must be free beyond the limit before the databases are written again, lest it flutters. */
const MARGIN_BYTES = 50 * MB;
/** No more of the origin's quota is used for what can be fetched again. */
const CACHE_SHARE = 1 / 2;

/** The level for so many free bytes, coming from another; null is a host that cannot say. */
export function spaceLevel(freeBytes: number | null, from: SpaceLevel = 'plenty'): SpaceLevel {
  if (freeBytes === null) return 'plenty';
  if (freeBytes < JOURNAL_ONLY_BYTES + (from === 'journalOnly' ? MARGIN_BYTES : 0)) return 'journalOnly';
  if (freeBytes < NO_IMAGES_BYTES) return 'noImages';
  return freeBytes < NO_PREFETCH_BYTES ? 'noPrefetch' : 'plenty';
}

/** How many bytes of images may be kept beside what the origin uses otherwise. */
export function imageBudget(
  estimate: { usageBytes: number | null; quotaBytes: number | null },
  imageBytes: number,
  mostBytes: number,
): number {
  if (estimate.quotaBytes === null) return mostBytes;
  const others = Math.max(0, (estimate.usageBytes ?? 0) - imageBytes);
  return Math.max(0, Math.min(mostBytes, Math.floor(estimate.quotaBytes * CACHE_SHARE) - others));
}

export interface SpaceWatchPorts {
  schedule: DeskPorts['schedule'];
  freeBytes(): Promise<number | null>;
  estimate(): Promise<{ usageBytes: number | null; quotaBytes: number | null }>;
  everyMs: number;
  imageMostBytes: number;
}

export class SpaceWatch {
  level: SpaceLevel = 'plenty';
  freeBytes: number | null = null;
  #estimate: Awaited<ReturnType<SpaceWatchPorts['estimate']>> = { usageBytes: null, quotaBytes: null };
  #cancel = () => {};
  #isStopped = false;
  /** hears each new level with the former one */
  onLevel: (level: SpaceLevel, former: SpaceLevel) => Promise<void> = async () => undefined;

  constructor(private readonly ports: SpaceWatchPorts) {}

  /** Looks now and from then on again and again. */
  async start(): Promise<void> {
    await this.look();
    this.#plan();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** How many bytes of images may be kept now, `imageBytes` of them being there. */
  imageBudgetBytes(imageBytes: number): number {
    if (this.level === 'noImages' || this.level === 'journalOnly') return 0;
    return imageBudget(this.#estimate, imageBytes, this.ports.imageMostBytes);
  }

  async look(): Promise<void> {
    const former = this.level;
    try {
      this.freeBytes = await this.ports.freeBytes();
      this.#estimate = await this.ports.estimate();
    } catch {
      // A host that cannot say now is asked again; until then the last answer holds.
      return;
    }
    this.level = spaceLevel(this.freeBytes, former);
    if (this.level !== former) await this.onLevel(this.level, former);
  }

  #plan(): void {
    if (this.#isStopped) return;
    this.#cancel = this.ports.schedule.after(this.ports.everyMs, () => {
      void this.look().finally(() => this.#plan());
    });
  }
}
