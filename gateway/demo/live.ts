/** Live play: every few seconds a registrant, the bureau or a second reviewer does something. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { Ports } from '../ports.ts';
import type { ImageDrawer } from './drawingWorker.ts';
import { moveAnOrder } from './liveBureau.ts';
import { addAttendee, addUnit, amendRejectedUnit } from './liveRegistrants.ts';
import { decideAsSecondReviewer } from './liveReviewer.ts';
import { createRandom, type Random } from './random.ts';

export interface LiveOptions {
  profile: EditionProfile;
  seed: number;
  drawer: ImageDrawer;
  signal: AbortSignal;
  /** resolves after so many milliseconds, at once when the play is aborted; the system's timers by default */
  pause?: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

/** What one act of the play works with. */
export interface LiveScene {
  ports: Ports;
  profile: EditionProfile;
  random: Random;
  drawer: ImageDrawer;
  /** number of this act, from 0 */
  turn: number;
}

/** One act: true if it found something to do. */
export type LiveAct = (scene: LiveScene) => Promise<boolean>;

const ACTS: readonly (readonly [name: string, act: LiveAct, weight: number])[] = [
  ['order', moveAnOrder, 30],
  ['secondReviewer', decideAsSecondReviewer, 25],
  ['amended', amendRejectedUnit, 20],
  ['added', addAttendee, 15],
  ['newUnit', addUnit, 10],
];
const PAUSE_MS = [2500, 8000] as const;

const systemPause = async (delayMs: number, signal: AbortSignal): Promise<void> => {
  // The abort is the expected end of a pause, not a fault.
  await sleep(delayMs, undefined, { signal, ref: false }).catch(() => undefined);
};

/** Plays one act; the names tell tests and the log which. Null if nothing was left to do. */
export async function playOneAct(scene: LiveScene): Promise<string | null> {
  const weighted = ACTS.map((entry) => [entry, entry[2]] as const);
  const [name, act] = scene.random.weighted(weighted);
  if (await act(scene)) return name;
  for (const [other, otherAct] of ACTS) if (otherAct !== act && (await otherAct(scene))) return other;
  return null;
}

/** Plays until aborted. A failing act is logged and the play goes on. */
export async function playLive(ports: Ports, options: LiveOptions): Promise<void> {
  const { profile, seed, drawer, signal, pause = systemPause } = options;
  const random = createRandom(seed, 'live', ports.now());
  const quiet: Ports = { ...ports, log: () => undefined };
  for (let turn = 0; !signal.aborted; turn++) {
    await pause(random.int(...PAUSE_MS), signal);
    if (signal.aborted) return;
    try {
      const name = await playOneAct({ ports: quiet, profile, random, drawer, turn });
      if (name !== null) ports.log('demo-live', { act: name });
    } catch (error) {
      if (!signal.aborted)
        ports.log('demo-live-failed', { reason: error instanceof Error ? error.message : '' });
    }
  }
}
