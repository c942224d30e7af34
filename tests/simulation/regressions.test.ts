/** Sequences that once lost, repeated or stuck something, each by the way a reviewer would come upon it. */
import { expect, test } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { turn } from '../../renderer/desk/testing/virtualTime.ts';
import { CREDENTIALS, Rig } from './harness.ts';
import { problem } from './modelReplies.ts';
import { opened, unitRow } from './reviewing.ts';

const decision = (row: UnitRow, verdict: 'approve' | 'reject' | 'withdraw'): DecisionInput => ({
  kind: 'unit',
  id: row.id,
  seen: row.seen,
  verdict,
  ...(verdict === 'reject' ? { reasons: [{ code: 'U-DOC-UNCLEAR', text: '不清晰' }] } : {}),
});

/** Puts a layer before the gateway's answers. */
function intercept(
  rig: Rig,
  answer: (url: string, pass: () => Promise<Response>) => Promise<Response>,
): void {
  const { fetch } = rig.gateway;
  Object.assign(rig.gateway, {
    fetch: (url: string, init: RequestInit) => answer(url, () => fetch(url, init)),
  });
}

test('a decision made just before lock, with nothing unpacked yet, is there after a restart', async () => {
  const rig = await opened(3, 1);
  await rig.desk.setAside('unit', 'u-1', true);
  await rig.calm();
  rig.network.isUp = false;
  await rig.crash();
  await rig.signIn();
  await rig.desk.decide([decision(await unitRow(rig, 'u-1'), 'approve')]);
  await rig.desk.lock();
  for (let count = 0; count < 200; count++) await turn();
  await rig.crash();
  await rig.signIn();
  expect((await rig.desk.outbox()).map((row) => row.subjectId)).toEqual(['u-1']);
});

test('after lock and unlock in the same process decisions are saved as before', async () => {
  const rig = await opened(3);
  for (const id of ['u-1', 'u-2']) {
    await rig.desk.decide([decision(await unitRow(rig, id), 'approve')]);
    await rig.calm();
    expect(rig.status.lastAct?.state).toBe('savedHere');
    await rig.desk.lock();
    await rig.calm();
    await rig.signIn();
  }
  await rig.drain();
  expect(rig.gateway.effects.map((effect) => effect.subjectId)).toEqual(['u-1', 'u-2']);
});

test('a first pull that was cut off goes on when the gateway no longer has its parts', async () => {
  const rig = new Rig();
  for (let count = 1; count <= 50; count++) await rig.gateway.putUnit(`u-${count}`);
  await rig.start();
  rig.network.only = '/parts/';
  rig.network.faults = ['none', 'dropRequest', 'dropRequest'];
  expect(await rig.desk.signIn(CREDENTIALS)).toMatchObject({ ok: false });
  await rig.calm();
  rig.network.faults = [];
  const present = new Set<string>();
  intercept(rig, async (url, pass) => {
    const [, part] = /\/parts\/(\w+)/.exec(url) ?? [];
    if (part && !present.has(part)) return problem('not-found');
    const reply = await pass();
    if (url.includes('/snapshot')) {
      const { parts } = (await reply.clone().json()) as { parts: { sha256: string }[] };
      for (const { sha256 } of parts) present.add(sha256);
    }
    return reply;
  });
  await rig.gateway.putUnit('u-51');
  await rig.crash();
  await rig.signIn();
  expect((await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total).toBe(51);
});

test.each([false, true])(
  'a gateway restored from a backup gets again what it forgot (pull first: %s)',
  async (isPullFirst) => {
    const rig = await opened(3);
    let born = 'epoch-1';
    intercept(rig, async (url, pass) => {
      if (url.includes('/snapshot')) born = rig.gateway.epoch;
      return url.includes('/changes') && born !== rig.gateway.epoch ? problem('cursor-invalid') : pass();
    });
    const backup = structuredClone({ items: [...rig.gateway.items], head: rig.gateway.head });
    await rig.desk.decide([decision(await unitRow(rig, 'u-1'), 'approve')]);
    await rig.drain();
    expect((await rig.desk.recentDecisions(1))[0]?.state).toBe('settled');

    rig.gateway.items.clear();
    for (const [key, item] of backup.items) rig.gateway.items.set(key, item);
    rig.gateway.head = backup.head;
    rig.gateway.receipts.clear();
    rig.gateway.numbers.clear();
    rig.gateway.effects.length = 0;
    rig.gateway.epoch = 'epoch-2';
    if (isPullFirst) {
      rig.network.only = '/hello';
      rig.network.faults = ['busy', 'busy', 'busy', 'busy', 'busy', 'busy'];
    }
    await rig.pass(120_000);
    await rig.drain();
    await rig.pass(60_000);
    expect(rig.gateway.effects.map((effect) => effect.subjectId)).toEqual(['u-1']);
  },
);

test('a decision on a resubmission follows nothing of the former revision', async () => {
  const rig = await opened(3);
  rig.network.only = '/decisions';
  rig.network.faults = ['dropReply'];
  await rig.desk.decide([decision(await unitRow(rig, 'u-1'), 'reject')]);
  await rig.pass(10_100);
  expect(rig.gateway.effects).toHaveLength(1);
  await rig.gateway.amend('unit', 'u-1');
  rig.network.faults = Array(50).fill('dropRequest');
  await rig.desk.syncNow();
  await rig.calm();
  const again = await unitRow(rig, 'u-1');
  expect(again).toMatchObject({ status: 'pendingReview', seen: { revision: 2, previousDecisionId: null } });
  await rig.desk.decide([decision(again, 'approve')]);
  await rig.drain();
  expect(rig.gateway.effects.map((effect) => effect.revision)).toEqual([1, 2]);
  expect(await rig.desk.tray()).toEqual([]);
});

test('under a new name the numbers begin at one and stay without a hole', async () => {
  const rig = await opened(8);
  for (const id of ['u-1', 'u-2', 'u-3'])
    await rig.desk.decide([decision(await unitRow(rig, id), 'approve')]);
  await rig.drain();
  // A cloned profile has used the next number.
  rig.gateway.numbers.set(4, 'somebody-else');
  await rig.desk.decide([decision(await unitRow(rig, 'u-4'), 'approve')]);
  await rig.pass(15_000);
  // Nobody was asked for a password: the session that holds bound the new name.
  expect(rig.status.connectivity).toBe('online');
  expect(rig.gateway.effects).toHaveLength(4);
  await rig.crash();
  await rig.signIn();
  await rig.desk.decide([decision(await unitRow(rig, 'u-5'), 'approve')]);
  await rig.drain();
  expect([...rig.gateway.numbers.keys()]).toEqual([1, 2]);
});

test('lock during a rebuild of the cache keeps the one that is there', async () => {
  const rig = await opened(60);
  let isInvalid = true;
  let release = () => {};
  let isHeld = false;
  intercept(rig, async (url, pass) => {
    if (url.includes('/changes') && isInvalid) return problem('cursor-invalid');
    if (url.includes('/snapshot')) isInvalid = false;
    if (url.includes('/parts/') && !isHeld) {
      isHeld = true;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    }
    return pass();
  });
  void rig.desk.syncNow();
  for (let count = 0; count < 2_000 && !isHeld; count++) await turn();
  expect(isHeld).toBe(true);
  await rig.desk.lock();
  release();
  for (let count = 0; count < 500; count++) await turn();
  rig.network.isUp = false;
  await rig.signIn();
  expect((await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total).toBe(60);
});

test('storage that throws at unlock is a refusal, not a stuck screen', async () => {
  const rig = await opened(1);
  await rig.desk.lock();
  await rig.calm();
  const { open } = rig.machine.indexedDB;
  Object.assign(rig.machine.indexedDB, {
    open: () => {
      throw new DOMException('no', 'UnknownError');
    },
  });
  expect(await rig.desk.signIn(CREDENTIALS)).toEqual({ ok: false, why: 'storageDenied' });
  expect((await rig.desk.status()).phase).toBe('locked');
  Object.assign(rig.machine.indexedDB, { open });
  await rig.signIn();
});
