/** What the travellers' stories share: two machines at one gateway, of which one never reaches it, and the files between. */

import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type {
  DecisionsPackMade,
  HandedIn,
  TravelPackMade,
  TravelPackTaken,
} from '../../renderer/desk/contract/packs.ts';
import type { AttendeeRow } from '../../renderer/desk/contract/rows.ts';
import { CREDENTIALS, Rig } from './harness.ts';
import { opened } from './reviewing.ts';

export const PASSPHRASE = 'a passphrase for the road';
export const WINDOW_MS = 40_000;
const { account, password } = CREDENTIALS;

/** The machine that has a network. */
export const home = (units = 8, peoplePerUnit = 2) => opened(units, peoplePerUnit);

/** Another machine, which never reaches the gateway. */
export async function onTheRoad(at: Rig, seed = 2): Promise<Rig> {
  const rig = new Rig(seed, at.gateway);
  rig.network.isUp = false;
  await rig.start();
  return rig;
}

export async function pack(rig: Rig, imageBytes = 0): Promise<TravelPackMade> {
  const made = await rig.desk.makeTravelPack({ passphrase: PASSPHRASE, password, imageBytes });
  if (!made.ok) throw new Error(`no travel pack: ${made.why}`);
  return made;
}

export const take = (
  rig: Rig,
  file: Blob,
  change: { passphrase?: string; password?: string; account?: string } = {},
) => rig.desk.takeTravelPack({ file, passphrase: PASSPHRASE, password, account, ...change });

export async function taken(rig: Rig, file: Blob): Promise<TravelPackTaken> {
  const reply = await take(rig, file);
  if (!reply.ok) throw new Error(`not taken in: ${reply.why}`);
  await rig.calm();
  return reply;
}

export async function packDecisions(rig: Rig): Promise<DecisionsPackMade> {
  await rig.pass(WINDOW_MS);
  const made = await rig.desk.makeDecisionsPack({ passphrase: PASSPHRASE });
  if (!made.ok) throw new Error(`no decisions pack: ${made.why}`);
  return made;
}

export async function handedIn(rig: Rig, file: Blob): Promise<HandedIn> {
  const reply = await rig.desk.handIn({ file, passphrase: PASSPHRASE });
  if (!reply.ok) throw new Error(`not handed in: ${reply.why}`);
  await rig.calm();
  return reply;
}

export async function people(rig: Rig): Promise<AttendeeRow[]> {
  const { queryId, total } = await rig.desk.openQuery({ kind: 'attendee', queue: 'all' });
  return (await rig.desk.rows(queryId, 0, total)) as AttendeeRow[];
}

export const tag = (row: AttendeeRow): DecisionInput => ({
  kind: 'attendee',
  id: row.id,
  seen: row.seen,
  verdict: 'tag',
  tag: 'professional',
});

export const travellers = (rig: Rig) =>
  [...rig.gateway.workstations].filter(([ws]) => ws.startsWith('travel-'));
export const outbox = (rig: Rig) => ({ ...rig.status.outbox });
export const EMPTY = { window: 0, queued: 0, inFlight: 0, parked: 0, conflicts: 0 };
