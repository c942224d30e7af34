/** What a traveller decided reaches the gateway by a file, once, and its receipts come back. */
import { describe, expect, test } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { AttendeeRow } from '../../renderer/desk/contract/rows.ts';
import { CREDENTIALS, Rig } from './harness.ts';
import { approve, pending } from './reviewing.ts';
import {
  EMPTY,
  handedIn,
  home,
  onTheRoad,
  outbox,
  PASSPHRASE,
  pack,
  packDecisions,
  people,
  tag,
  taken,
  travellers,
  WINDOW_MS,
} from './travelRig.ts';

const { password } = CREDENTIALS;

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
