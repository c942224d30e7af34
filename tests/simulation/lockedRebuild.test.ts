/** A lock while a new cache is built beside the present one: its key goes too, and the next unlock goes on with it. */
import './deterministic.ts';
import { expect, test } from 'vitest';
import { turn } from '../../renderer/desk/testing/virtualTime.ts';
import { watchSealing } from './deterministic.ts';
import { opened } from './reviewing.ts';

const turns = async (count: number) => {
  for (let at = 0; at < count; at++) await turn();
};

test('nothing is sealed with the cache’s key any more, and no part is lost', async () => {
  const rig = await opened(30, 1);
  const { fetch } = rig.gateway;
  let arrive = () => {};
  const onTheWay = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  let asked = 0;
  Object.assign(rig.gateway, {
    fetch: async (url: string, init: RequestInit) => {
      if (url.includes('/parts/') && ++asked) await onTheWay;
      return fetch(url, init);
    },
  });
  rig.gateway.epoch = 'epoch-2';
  void rig.desk.syncNow();
  while (asked === 0) await turn();
  await rig.desk.lock();
  const sealed: string[] = [];
  const end = watchSealing((context) => sealed.push(context));
  arrive();
  await turns(300);
  await rig.calm();
  end();
  expect(rig.status.phase).toBe('locked');
  expect(sealed.filter((context) => context.startsWith('cache|'))).toEqual([]);
  await rig.signIn();
  await rig.drain();
  expect((await rig.desk.openQuery({ kind: 'unit', queue: 'all' })).total).toBe(30);
  expect((await rig.desk.openQuery({ kind: 'attendee', queue: 'all' })).total).toBe(30);
  const caches = (await rig.machine.indexedDB.databases()).filter(({ name }) => name?.startsWith('cache-'));
  expect(caches).toHaveLength(1);
});
