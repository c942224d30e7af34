/** What a full disk means for an open desk: images go, then the databases rest until there is space again. */
import type { CacheStore } from './store/cacheStore.ts';
import type { Workstation } from './workstation.ts';

export interface SpaceCarePorts {
  cache(): CacheStore;
  /** there is room again: what was halted may go on */
  onRoom(): void;
  onChanged(): void;
}

/** Watches the space for as long as the workstation is open; resolves once it has looked for the first time. */
export async function careForSpace(workstation: Workstation, ports: SpaceCarePorts): Promise<void> {
  const { space, gate, recorder } = workstation;
  space.onLevel = async (level) => {
    if (level === 'noImages' || level === 'journalOnly') {
      // A shut gate keeps them: nothing is written there then, not even less.
      await ports
        .cache()
        .dropImages()
        .catch(() => undefined);
    }
    if (level === 'journalOnly') gate.isPaused = true;
    else if (gate.isPaused) {
      await recorder.resume();
      ports.onRoom();
    }
    ports.onChanged();
  };
  await space.start();
}
