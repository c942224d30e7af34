/** Setting up a workstation from a travel pack: out of reach of the gateway, known only once it is whole. */

import { TRAVEL_WS_PREFIX } from '../../../shared/protocol/handIn.ts';
import { type LeadEvents, takeLead } from '../leadership.ts';
import { OpenDesk, type OpenDeskEvents } from '../openDesk.ts';
import { type DeskPorts, uuid } from '../ports.ts';
import { leadName, type SignedIn, signedInWith } from '../signIn/signedIn.ts';
import { createGatewayClient } from '../sync/gatewayClient.ts';
import { deleteRemains, destroyKeys } from '../wipe.ts';
import { createJournalFiles, makeKnown, openWorkstation, prepareWorkstation } from '../workstation.ts';
import { PackRefusedError } from './packContents.ts';
import { PackError } from './packFile.ts';
import type { TravelPack } from './readTravelPack.ts';
import { sourceOf } from './travelIn.ts';

/**
 * Makes and opens the workstation; the account's password unlocks it from now on. Throws a PackError or a
 * PackRefusedError, and then nothing is left of it.
 */
export async function openTraveller(
  ports: DeskPorts,
  pack: TravelPack,
  password: string,
  events: OpenDeskEvents,
  leadEvents: LeadEvents,
): Promise<SignedIn> {
  const account = pack.manifest.account.name;
  const lead = await takeLead(ports, leadName(ports, account), leadEvents, false);
  if (!lead) throw new PackRefusedError('elsewhere');
  const localId = uuid(ports.random);
  let open: OpenDesk | null = null;
  try {
    // Marked as a wipe that is not finished: cut off before its end, the next start takes it away.
    await destroyKeys(ports, localId);
    const names = { localId, ws: `${TRAVEL_WS_PREFIX}${uuid(ports.random)}`, account };
    const { header, raw } = await prepareWorkstation(ports, names, { password });
    await createJournalFiles(ports, localId, raw);
    const workstation = await openWorkstation(ports, header, raw, events.fault);
    const { edition, account: granted } = pack.manifest;
    const identity = { account: granted, edition };
    open = new OpenDesk(ports, workstation, createGatewayClient(ports, header.ws), identity, events);
    await fill(open, pack);
    await makeKnown(ports, header);
    open.start();
    return signedInWith(open, lead);
  } catch (error) {
    await open?.close();
    await ports.journal.close(localId);
    await deleteRemains(ports, localId).catch(() => undefined);
    lead.release();
    const isOurs = error instanceof PackError || error instanceof PackRefusedError;
    throw isOurs ? error : new PackRefusedError('storageFault');
  }
}

async function fill(open: OpenDesk, pack: TravelPack): Promise<void> {
  await open.saveIdentity();
  await open.load();
  const source = sourceOf(pack);
  await open.cache.fetchProfile(source);
  const pulled = await open.cache.firstPull(source);
  if (!pulled.ok) throw new PackError('damaged');
  if (open.workstation.recorder.fault) throw new PackRefusedError('storageFault');
}
