/** A traveller without a network: the pack that carries the scope out, and what it refuses. */
import { describe, expect, test } from 'vitest';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { CREDENTIALS } from './harness.ts';
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
  take,
  taken,
  travellers,
} from './travelRig.ts';

const { account, password } = CREDENTIALS;

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
      road.machine.journals.fault = { how: fault, name: 'QuotaExceededError' };
      expect(await take(road, file)).toMatchObject({ ok: false, why: 'storageFault' });
      road.machine.journals.fault = null;
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
