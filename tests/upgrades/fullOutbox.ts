/** A workstation with a decision in every state there is, and what the desk says of it. */

import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { Desk } from '../../renderer/desk/contract/desk.ts';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { type DatabaseDump, dumpDatabases } from '../../renderer/desk/testing/databaseDump.ts';
import { Rig } from '../simulation/harness.ts';

/** A released version's disk, with what its desk showed. Made once per release, never changed. */
export interface OutboxFixture {
  version: string;
  databases: DatabaseDump[];
  /** by local id and file; the filling behind the last frame is left out */
  journals: Record<string, Record<string, TrimmedFile>>;
  shown: Shown;
}
export interface TrimmedFile {
  length: number;
  fill: number;
  bytes: Uint8Array<ArrayBuffer>;
}
export interface Shown {
  outbox: [subjectId: string, verdict: string, state: string][];
  tray: [subjectId: string, result: string][];
  recent: [subjectId: string, verdict: string, state: string][];
  setAside: string[];
  undoWindowSeconds: number;
}

/** What of a desk must be the same after every upgrade. */
export async function shownBy(desk: Desk): Promise<Shown> {
  const aside = await desk.openQuery({ kind: 'unit', queue: 'setAside' });
  const recent = await desk.recentDecisions(1_000);
  return {
    outbox: (await desk.outbox()).map((row) => [row.subjectId, row.verdict, row.state]),
    tray: (await desk.tray()).map((row): [string, string] => [row.subjectId, row.result]).sort(),
    recent: recent.map((row) => [row.subjectId, row.verdict, row.state]),
    setAside: await desk.idsOf(aside.queryId, 0, aside.total),
    undoWindowSeconds: (await desk.settings()).undoWindowSeconds,
  };
}

const reasons = [{ code: 'U-DOC-UNCLEAR', text: '资质文件不清晰' }];

async function decide(rig: Rig, id: string, verdict: 'approve' | 'reject'): Promise<void> {
  const [row] = (await rig.desk.rowsById('unit', [id])) as [UnitRow];
  const input: DecisionInput = { kind: 'unit', id, seen: row.seen, verdict };
  const reply = await rig.desk.decide([verdict === 'reject' ? { ...input, reasons } : input]);
  if (!reply.decided) throw new Error(`${id} was refused: ${reply.refused[0]?.why}`);
  await rig.calm();
}

/** Fills an outbox: settled, parked, resolved, applied, attempted, in the window, replaced, undone. */
async function fill(rig: Rig): Promise<void> {
  await decide(rig, 'u-1', 'approve');
  await rig.drain();
  rig.network.isUp = false;
  for (const id of ['u-2', 'u-3']) await decide(rig, id, 'approve');
  await rig.gateway.amend('unit', 'u-2');
  rig.gateway.decideAsOther('u-3', 'reject', 'theirs-3');
  await rig.drain();
  const parked = (await rig.desk.tray()).find((row) => row.subjectId === 'u-3');
  await rig.desk.resolve(parked ? [parked.decisionId] : [], 'accepted');
  const lost: string[] = ['/changes'];
  const { fetch } = rig.gateway;
  Object.assign(rig.gateway, {
    fetch: async (url: string, init: RequestInit) => {
      if (lost.some((part) => url.includes(part))) throw new TypeError('request lost');
      return fetch(url, init);
    },
  });
  await decide(rig, 'u-4', 'reject');
  await rig.pass(15_000);
  lost.push('/decisions');
  await decide(rig, 'u-5', 'approve');
  await rig.pass(15_000);
  rig.network.isUp = false;
  await decide(rig, 'u-6', 'approve');
  await decide(rig, 'u-7', 'approve');
  await decide(rig, 'u-7', 'reject');
  await decide(rig, 'u-8', 'approve');
  await rig.desk.undo();
  await rig.desk.setAside('unit', 'u-9', true);
  await rig.desk.changeSettings({ undoWindowSeconds: 20 });
  await rig.calm();
}

function trimmed(bytes: Uint8Array<ArrayBuffer>): TrimmedFile {
  const fill = bytes.at(-1) ?? 0;
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === fill) end--;
  return { length: bytes.length, fill, bytes: bytes.slice(0, end) };
}

export function untrimmed({ length, fill, bytes }: TrimmedFile): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length).fill(fill);
  whole.set(bytes);
  return whole;
}

/** Makes the fixture of the code as it is, as version `version`. */
export async function makeFullOutbox(version: string): Promise<OutboxFixture> {
  const rig = new Rig(version.length);
  for (let unit = 1; unit <= 12; unit++) await rig.gateway.putUnit(`u-${unit}`);
  await rig.start();
  await rig.signIn();
  await fill(rig);
  const shown = await shownBy(rig.desk);
  await rig.desk.lock();
  await rig.calm();
  const journals = Object.entries(rig.machine.journals.copies()).map(([localId, files]) => [
    localId,
    Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, trimmed(bytes)])),
  ]);
  return {
    version,
    databases: await dumpDatabases(rig.machine.indexedDB),
    journals: Object.fromEntries(journals),
    shown,
  };
}
