/** Retention: local data goes so many days after the edition's last day, never a decision that is not settled. */
import { addDays } from '../../shared/domain/calendar.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { WipedNotice } from './contract/access.ts';
import type { OpenDesk } from './openDesk.ts';
import type { DeskPorts } from './ports.ts';
import { NeverSettledError, StorageGate } from './store/storageGate.ts';
import { openWorkStore } from './store/workStore.ts';
import { deleteRemains, destroyKeys } from './wipe.ts';
import { knownWorkstations } from './workstation.ts';

/** Plain words in the work database: readable without keys, for a reviewer who never comes back. */
const RETENTION_META = 'retention';
interface Retention {
  /** ms since epoch */
  until: number;
  /** written when the workstation was closed in good order with nothing left to settle; false while it is open */
  isAllSettled: boolean;
}

/** When the data of an edition has to go: the end of the day so many days after its last one, Shanghai time. */
export function retentionEnd({
  dates,
  retentionDays,
}: Pick<EditionProfile, 'dates' | 'retentionDays'>): number {
  return Date.parse(`${addDays(dates.expoLastDay, retentionDays + 1)}T00:00:00.000+08:00`);
}

/** Says in plain words until when this data may stay; settled only in a desk that was closed in good order. */
export async function keepRetention(open: OpenDesk, isClosing: boolean): Promise<void> {
  const { recorder } = open.workstation;
  if (!open.cache.hasProfile || recorder.fault || recorder.isFenced) return;
  const retention: Retention = {
    until: retentionEnd(open.profile),
    isAllSettled: isClosing && open.unsettledCount === 0,
  };
  await recorder.write({ meta: { [RETENTION_META]: retention } });
}

/** At the start: wipes workstations whose time is over and that were closed with everything settled. */
export async function wipeIfOver(ports: DeskPorts): Promise<WipedNotice | null> {
  let wiped: WipedNotice | null = null;
  for (const { localId, account } of await knownWorkstations(ports)) {
    const work = openWorkStore(localId, ports.storage, new StorageGate(ports.schedule));
    const retention = await work
      .meta<Retention>(RETENTION_META)
      .catch((error: unknown) => {
        // A database that does not answer is asked again at the next start.
        if (error instanceof NeverSettledError) return undefined;
        throw error;
      })
      .finally(() => work.close());
    if (!retention?.isAllSettled || ports.clock.now() < retention.until) continue;
    await destroyKeys(ports, localId);
    await deleteRemains(ports, localId);
    wiped = { account, why: 'retention', notApplied: 0 };
  }
  return wiped;
}
