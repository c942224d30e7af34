/** A traveller without a network: what it decides reaches the gateway by files, once, and its receipts come back. */
import { describe, expect, test } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type {
  DecisionsPackMade,
  HandedIn,
  TravelPackMade,
  TravelPackTaken,
} from '../../renderer/desk/contract/packs.ts';
import type { AttendeeRow, UnitRow } from '../../renderer/desk/contract/rows.ts';
import { CREDENTIALS, Rig } from './harness.ts';

const PASSPHRASE = 'a passphrase for the road';
const WINDOW_MS = 40_000;
const { account, password } = CREDENTIALS;

async function home(units = 8, peoplePerUnit = 2): Promise<Rig> {
  const rig = new Rig(1);
  for (let unit = 1; unit <= units; unit++) {
    await rig.gateway.putUnit(`u-${unit}`);
    for (let person = 1; person <= peoplePerUnit; person++)
      await rig.gateway.putAttendee(`a-${unit}-${person}`, `u-${unit}`);
  }
  await rig.start();
  await rig.signIn();
  return rig;
}

/** Another machine, which never reaches the gateway. */
async function onTheRoad(at: Rig, seed = 2): Promise<Rig> {
  const rig = new Rig(seed, at.gateway);
  rig.network.isUp = false;
  await rig.start();
  return rig;
}

async function pack(rig: Rig, imageBytes = 0): Promise<TravelPackMade> {
  const made = await rig.desk.makeTravelPack({ passphrase: PASSPHRASE, password, imageBytes });
  if (!made.ok) throw new Error(`no travel pack: ${made.why}`);
  return made;
}

const take = (
  rig: Rig,
  file: Blob,
  change: { passphrase?: string; password?: string; account?: string } = {},
) => rig.desk.takeTravelPack({ file, passphrase: PASSPHRASE, password, account, ...change });

async function taken(rig: Rig, file: Blob): Promise<TravelPackTaken> {
  const reply = await take(rig, file);
  if (!reply.ok) throw new Error(`not taken in: ${reply.why}`);
  await rig.calm();
  return reply;
}

async function packDecisions(rig: Rig): Promise<DecisionsPackMade> {
  await rig.pass(WINDOW_MS);
  const made = await rig.desk.makeDecisionsPack({ passphrase: PASSPHRASE });
  if (!made.ok) throw new Error(`no decisions pack: ${made.why}`);
  return made;
}

async function handedIn(rig: Rig, file: Blob): Promise<HandedIn> {
  const reply = await rig.desk.handIn({ file, passphrase: PASSPHRASE });
  if (!reply.ok) throw new Error(`not handed in: ${reply.why}`);
  await rig.calm();
  return reply;
}

async function pending(rig: Rig): Promise<UnitRow[]> {
  const { queryId, total } = await rig.desk.openQuery({ kind: 'unit', queue: 'pending' });
  return (await rig.desk.rows(queryId, 0, total)) as UnitRow[];
}

async function people(rig: Rig): Promise<AttendeeRow[]> {
  const { queryId, total } = await rig.desk.openQuery({ kind: 'attendee', queue: 'all' });
  return (await rig.desk.rows(queryId, 0, total)) as AttendeeRow[];
}

const approve = (row: UnitRow): DecisionInput => ({
  kind: 'unit',
  id: row.id,
  seen: row.seen,
  verdict: 'approve',
});
const tag = (row: AttendeeRow): DecisionInput => ({
  kind: 'attendee',
  id: row.id,
  seen: row.seen,
  verdict: 'tag',
  tag: 'professional',
});

const travellers = (rig: Rig) => [...rig.gateway.workstations].filter(([ws]) => ws.startsWith('travel-'));
const outbox = (rig: Rig) => ({ ...rig.status.outbox });
const EMPTY = { window: 0, queued: 0, inFlight: 0, parked: 0, conflicts: 0 };

describe('a travel pack', () => {
  test('carries the scope out, the decisions back, and the receipts out again', async () => {
    const office = await home();
    const made = await pack(office, 1_000_000);
    expect(made).toMatchObject({ units: 8, attendees: 16, imagesLeftOut: 0 });
    const road = await onTheRoad(office);
    expect(await taken(road, made.file)).toMatchObject({ units: 8, attendees: 16, images: made.images });
    expect(road.status).toMatchObject({ phase: 'open', connectivity: 'offline' });
    const rows = await pending(road);
    expect(rows).toHaveLength(8);
    await road.desk.decide(rows.slice(0, 5).map(approve));
    await road.desk.decide((await people(road)).slice(0, 3).map(tag));
    // What is undone on the road is never in a file.
    await road.desk.decide([approve(rows[5] as UnitRow)]);
    expect(await road.desk.undo()).toMatchObject({ ok: true, how: 'undone' });

    expect(await road.desk.makeDecisionsPack({ passphrase: password })).toMatchObject({
      why: 'passphraseIsPassword',
    });
    const back = await packDecisions(road);
    expect(back).toMatchObject({ decisions: 8, left: 0 });
    expect(office.gateway.effects).toHaveLength(0);
    const first = await handedIn(office, back.file);
    expect(first).toMatchObject({ decisions: 8, applied: 8, replayed: 0, notApplied: [] });
    expect(office.gateway.effects).toHaveLength(8);
    const again = await handedIn(office, back.file);
    expect(again).toMatchObject({ decisions: 8, applied: 8, replayed: 8 });
    expect(office.gateway.effects).toHaveLength(8);
    expect(await pending(office)).toHaveLength(3);

    const next = await pack(office);
    expect(next.receipts).toBe(8);
    expect(await taken(road, next.file)).toMatchObject({ receipts: 8, parked: 0 });
    expect(outbox(road)).toEqual(EMPTY);
    expect(await pending(road)).toHaveLength(3);
    expect(await road.desk.unsettledCount()).toBe(0);
    expect(travellers(office).map(([, { numbers }]) => [...numbers.keys()])).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
    ]);
  });

  test('survives a restart on the road, locked and opened by the account’s password', async () => {
    const office = await home();
    const road = await onTheRoad(office);
    await taken(road, (await pack(office)).file);
    await road.desk.decide((await pending(road)).slice(0, 2).map(approve));
    await road.calm();
    await road.crash();
    expect(road.status).toMatchObject({ phase: 'signedOut', workstations: [{ account, unsent: 2 }] });
    await road.signIn();
    expect(await pending(road)).toHaveLength(6);
    const { file } = await packDecisions(road);
    await road.crash();
    await road.signIn();
    // Numbered before the file was there: the next one says the same.
    await handedIn(office, file);
    expect(await handedIn(office, (await packDecisions(road)).file)).toMatchObject({ replayed: 2 });
  });

  test('is refused with the reason, and nothing of it stays', async () => {
    const office = await home();
    office.gateway.addAccount('reviewer.foshan', '佛山市分团审核员', ['foshan']);
    const { file } = await pack(office);
    const road = await onTheRoad(office);
    const whyOf = async (reply: ReturnType<typeof take>) => {
      const told = await reply;
      return told.ok ? 'taken' : told.why;
    };
    expect(await whyOf(take(road, file, { passphrase: 'another passphrase' }))).toBe('wrongPassphrase');
    expect(await whyOf(take(road, file, { password: 'wrong-password' }))).toBe('wrongPassword');
    expect(await whyOf(take(road, file, { account: 'reviewer.foshan' }))).toBe('foreignAccount');
    expect(await whyOf(take(road, file.slice(0, file.size - 1)))).toBe('truncated');
    expect(await whyOf(take(road, new Blob([file.slice(0, file.size - 5), 'xxxxx'])))).toBe('damaged');
    expect(await whyOf(take(road, new Blob(['a letter'])))).toBe('notPack');
    expect((await road.desk.status()).workstations).toEqual([]);
    expect((await road.machine.indexedDB.databases()).length).toBe(0);
    expect(await road.machine.ports(road.network.fetch).journal.list()).toEqual([]);
    await taken(road, file);
    await road.desk.lock();
    await road.calm();
    expect(await whyOf(take(road, file))).toBe('alreadyHere');
    await road.signIn();
    expect(await road.desk.handIn({ file, passphrase: PASSPHRASE })).toMatchObject({ why: 'wrongKind' });
  });

  test('expires, and an older one does not take the place of a newer', async () => {
    const office = await home();
    const old = await pack(office);
    office.gateway.decideAsOther('u-1', 'approve', 'd-other');
    await office.desk.syncNow();
    const fresh = await pack(office);
    const road = await onTheRoad(office);
    await taken(road, fresh.file);
    expect(await take(road, old.file)).toMatchObject({ ok: false, why: 'older' });
    expect(await pending(road)).toHaveLength(7);
    // The very same one again: no news, no harm.
    expect(await take(road, fresh.file)).toMatchObject({ ok: true });
    const late = await onTheRoad(office, 3);
    await late.pass(15 * 24 * 3_600_000);
    expect(await take(late, fresh.file)).toMatchObject({ ok: false, why: 'expired' });
  });

  test('a pack cut off midway through its import leaves nothing that stands in the way of the next', async () => {
    const office = await home();
    const { file } = await pack(office);
    for (const fault of ['refuse', 'flushFails'] as const) {
      const road = await onTheRoad(office);
      road.machine.journalFault = { how: fault, name: 'QuotaExceededError' };
      expect(await take(road, file)).toMatchObject({ ok: false, why: 'storageFault' });
      road.machine.journalFault = null;
      await road.crash();
      expect(road.status.workstations).toEqual([]);
      await taken(road, file);
      expect(await pending(road)).toHaveLength(8);
    }
  });

  test('is not made while decisions are on their way, nor with a weak passphrase, nor by a guest', async () => {
    const office = await home();
    await office.desk.decide((await pending(office)).slice(0, 1).map(approve));
    const input = { passphrase: PASSPHRASE, password, imageBytes: 0 };
    expect(await office.desk.makeTravelPack(input)).toEqual({ ok: false, why: 'unsent', count: 1 });
    await office.drain();
    expect(await office.desk.makeTravelPack({ ...input, passphrase: 'short' })).toMatchObject({
      why: 'passphraseShort',
    });
    expect(await office.desk.makeTravelPack({ ...input, passphrase: password })).toMatchObject({
      why: 'passphraseIsPassword',
    });
    expect(await office.desk.makeTravelPack({ ...input, password: 'not it at all' })).toMatchObject({
      why: 'wrongPassword',
    });
    office.network.isUp = false;
    expect(await office.desk.makeTravelPack(input)).toMatchObject({ why: 'offline' });
    expect(await office.desk.makeDecisionsPack({ passphrase: PASSPHRASE })).toMatchObject({
      why: 'notTraveller',
    });
  });
});

describe('handing in', () => {
  test('what did not take effect comes back to the traveller’s tray, with what it was', async () => {
    const office = await home();
    const road = await onTheRoad(office);
    await taken(road, (await pack(office)).file);
    const rows = await pending(road);
    await road.desk.decide(rows.slice(0, 3).map(approve));
    office.gateway.decideAsOther(rows[0]?.id ?? '', 'reject', 'd-other');
    await office.gateway.amend('unit', rows[1]?.id ?? '');
    const reply = await handedIn(office, (await packDecisions(road)).file);
    expect(reply).toMatchObject({ decisions: 3, applied: 1 });
    expect(reply.notApplied.map(({ result }) => result).sort()).toEqual(['decided', 'stale']);
    expect(reply.notApplied.every(({ name }) => name !== '')).toBe(true);
    await office.desk.syncNow();
    expect(await taken(road, (await pack(office)).file)).toMatchObject({ receipts: 3, parked: 2 });
    expect(outbox(road)).toMatchObject({ inFlight: 0, queued: 0, parked: 2, conflicts: 2 });
  });

  test('a later word on the same person goes in a later file, behind the first', async () => {
    const office = await home();
    const road = await onTheRoad(office);
    await taken(road, (await pack(office)).file);
    const [person] = await people(road);
    await road.desk.decide([tag(person as AttendeeRow)]);
    const noon = await packDecisions(road);
    const [now] = await people(road);
    await road.desk.decide([{ ...tag(now as AttendeeRow), tag: 'vip' } as DecisionInput]);
    const evening = await packDecisions(road);
    expect([noon.decisions, evening.decisions]).toEqual([1, 2]);
    // The evening's file came first; the noon's then changes nothing.
    expect(await handedIn(office, evening.file)).toMatchObject({ applied: 2, replayed: 0 });
    expect(await handedIn(office, noon.file)).toMatchObject({ applied: 1, replayed: 1 });
    expect(office.gateway.attendee(person?.id ?? '')?.tag).toBe('vip');
    await office.desk.syncNow();
    await taken(road, (await pack(office)).file);
    expect(outbox(road)).toEqual(EMPTY);
  });

  test('cut off midway it is handed in again; another account is refused', async () => {
    const office = await home();
    office.gateway.addAccount('reviewer2.guangzhou', '广州市分团审核员二', ['guangzhou']);
    const road = await onTheRoad(office);
    await taken(road, (await pack(office)).file);
    await road.desk.decide((await pending(road)).slice(0, 4).map(approve));
    const { file } = await packDecisions(road);
    office.network.only = '/handIns';
    office.network.faults = ['dropReply'];
    expect(await office.desk.handIn({ file, passphrase: PASSPHRASE })).toMatchObject({
      ok: false,
      why: 'offline',
      total: 4,
    });
    expect(await handedIn(office, file)).toMatchObject({ applied: 4, replayed: 4 });
    expect(office.gateway.effects).toHaveLength(4);
    const other = new Rig(5, office.gateway);
    await other.start();
    await other.desk.signIn({ account: 'reviewer2.guangzhou', password });
    expect(await other.desk.handIn({ file, passphrase: PASSPHRASE })).toMatchObject({
      why: 'foreignAccount',
    });
    office.gateway.live.revoked.set(travellers(office)[0]?.[0] ?? '', 'lost');
    expect(await office.desk.handIn({ file, passphrase: PASSPHRASE })).toMatchObject({ why: 'travelLost' });
    expect((await office.desk.status()).phase).toBe('open');
  });

  test('the same pack on two machines makes two workstations, whose numbers never meet', async () => {
    const office = await home();
    const { file } = await pack(office);
    const [one, two] = [await onTheRoad(office, 2), await onTheRoad(office, 9)];
    await taken(one, file);
    await taken(two, file);
    await one.desk.decide((await pending(one)).slice(0, 4).map(approve));
    await two.desk.decide((await pending(two)).slice(2, 6).map(approve));
    expect(await handedIn(office, (await packDecisions(one)).file)).toMatchObject({ applied: 4 });
    // Two of them both decided the same: agreed, and told to whom it belongs.
    expect(await handedIn(office, (await packDecisions(two)).file)).toMatchObject({
      decisions: 4,
      applied: 4,
    });
    expect(office.gateway.effects).toHaveLength(6);
    await office.desk.syncNow();
    const next = await pack(office);
    for (const road of [one, two]) {
      await taken(road, next.file);
      expect(outbox(road)).toEqual(EMPTY);
      expect(await pending(road)).toHaveLength(2);
    }
  });

  test('a copied profile has used its numbers: it takes another name and is handed in for anew', async () => {
    const office = await home();
    const road = await onTheRoad(office);
    await taken(road, (await pack(office)).file);
    const rows = await pending(road);
    await road.desk.decide(rows.slice(0, 2).map(approve));
    await handedIn(office, (await packDecisions(road)).file);
    const [[ws, known] = ['', null]] = travellers(office);
    // The twin was handed in for first: its decisions have the numbers 3 and 4.
    for (const n of [3, 4]) known?.numbers.set(n, `of-the-twin-${n}`);
    await road.desk.decide(rows.slice(2, 5).map(approve));
    const reply = await handedIn(office, (await packDecisions(road)).file);
    expect(reply.notApplied.map(({ result }) => result)).toEqual(['sequence-reused', 'sequence-reused']);
    await taken(road, (await pack(office)).file);
    expect(outbox(road)).toMatchObject({ inFlight: 0, queued: 2 });
    expect(await handedIn(office, (await packDecisions(road)).file)).toMatchObject({
      decisions: 2,
      applied: 2,
    });
    await office.desk.syncNow();
    await taken(road, (await pack(office)).file);
    expect(outbox(road)).toEqual(EMPTY);
    expect(office.gateway.effects).toHaveLength(5);
    const fresh = travellers(office).find(([name]) => name !== ws);
    expect([...(fresh?.[1].numbers.keys() ?? [])]).toEqual([1, 2]);
  });

  test('a traveller that gets a network goes on by itself', async () => {
    const office = await home();
    const road = await onTheRoad(office);
    await taken(road, (await pack(office)).file);
    await road.desk.decide((await pending(road)).slice(0, 3).map(approve));
    const { file } = await packDecisions(road);
    await handedIn(office, file);
    await road.desk.decide((await pending(road)).slice(0, 1).map(approve));
    await road.pass(WINDOW_MS);
    await road.crash();
    road.network.isUp = true;
    await road.signIn();
    await road.drain();
    expect(outbox(road)).toEqual(EMPTY);
    expect(office.gateway.effects).toHaveLength(4);
    const [[, traveller] = ['', null]] = travellers(office);
    expect([...(traveller?.numbers.keys() ?? [])]).toEqual([1, 2, 3, 4]);
  });
});
