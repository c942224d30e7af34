/** The product's own desk: the worker as it is shipped, asked through its contract. */
import { wrap } from 'comlink';
import { asDesk } from '../../../renderer/app/connectDesk.ts';
import type { Desk } from '../../../renderer/desk/contract/desk.ts';
import type { DeskStatus } from '../../../renderer/desk/contract/status.ts';
import { DEFAULT_CONFIG } from '../../../renderer/desk/ports.ts';
import { newKdf, passwordKey } from '../../../renderer/desk/vault/vault.ts';
import { FIRST_ROWS, type List, offer, TAG } from './contract.ts';
import { given } from './given.ts';

const PACKED_LOOK_MS = 500;
const QUERY = { kind: 'attendee', queue: 'untagged' } as const;

function start(): Desk {
  const worker = new Worker(given().workerUrl, { type: 'module' });
  worker.postMessage({ type: 'start' });
  return asDesk(wrap<Desk>(worker));
}

/** people of the first pull */
let pulled = 0;
let started: Desk | null = null;
function desk(): Desk {
  started ??= start();
  return started;
}

/** Resolves with the first status that is as wanted. */
async function until(isWanted: (status: DeskStatus) => boolean): Promise<DeskStatus> {
  return new Promise((resolve, reject) => {
    desk()
      .subscribe((event) => {
        if (event.type === 'status' && isWanted(event.status)) resolve(event.status);
      })
      .catch(reject);
  });
}

async function openList(): Promise<List> {
  const { account, password } = given();
  await until(({ phase }) => phase === 'signedOut' || phase === 'locked');
  let reply = await desk().signIn({ account, password });
  // On a machine that is busy beyond reason the gateway may not answer in time: one asks again.
  for (let again = 0; !reply.ok && reply.why === 'unreachable' && again < 3; again++)
    reply = await desk().signIn({ account, password });
  if (!reply.ok) throw new Error(`the desk does not open: ${reply.why}`);
  await until(({ phase }) => phase === 'open');
  return listFor('');
}

async function listFor(search: string): Promise<List> {
  const { queryId, total } = await desk().openQuery({ ...QUERY, search });
  const rows = await desk().rows(queryId, 0, Math.min(FIRST_ROWS, total));
  await desk().closeQuery(queryId);
  return { total, first: rows.filter((row) => row !== null).length };
}

/** Whether the index lies packed on the disk; the desk does that by itself once it has rested, and tells nobody. */
async function isPacked(): Promise<boolean> {
  const [cache] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('cache-'));
  if (cache?.name === undefined) return false;
  const { name } = cache;
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const asking = database.transaction('packed').objectStore('packed').get('head');
      asking.onerror = () => reject(asking.error);
      asking.onsuccess = () => {
        database.close();
        resolve(asking.result !== undefined);
      };
    };
  });
}

/** Of few submissions none is packed. */
async function untilPacked(): Promise<void> {
  if (pulled < DEFAULT_CONFIG.packFromRows) return;
  while (!(await isPacked())) await new Promise((resolve) => setTimeout(resolve, PACKED_LOOK_MS));
}

const unsent = ({ outbox }: DeskStatus) => outbox.window + outbox.queued + outbox.inFlight;

offer({
  async pull() {
    const list = await openList();
    pulled = list.total;
    return list;
  },
  keep: untilPacked,
  open: openList,
  search: listFor,
  async waiting(count) {
    const { queryId, total } = await desk().openQuery(QUERY);
    const ids = await desk().idsOf(queryId, 0, Math.min(count, total));
    await desk().closeQuery(queryId);
    return ids;
  },
  async decide(ids) {
    const action = { verdict: 'tag', tag: TAG } as const;
    const preview = await desk().previewBatch({ type: 'ids', kind: 'attendee', ids }, action);
    const include = preview.leftOut.map(({ id }) => id);
    const reply = await desk().confirmBatch(preview.previewId, { include, overrideNote: 'measured' });
    if (reply.decided !== ids.length) throw new Error(`${reply.decided} of ${ids.length} were decided`);
    await until(({ lastAct }) => lastAct?.batchId === reply.batchId && lastAct.state !== 'saving');
  },
  async apart() {
    const random = { bytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)) };
    const from = performance.now();
    await passwordKey(given().password, newKdf(random, DEFAULT_CONFIG.kdfIterations), 'bench', random);
    return performance.now() - from;
  },
  async push() {
    const before = await desk().status();
    const after = await until((status) => unsent(status) === 0);
    return unsent(before) - (after.outbox.parked - before.outbox.parked);
  },
  async sync() {
    await desk().wake();
    // The session went with the killed browser: the desk asks for the password, as it would on screen.
    const { connectivity } = await until(({ connectivity: at }) => at === 'signInNeeded' || at === 'online');
    if (connectivity === 'signInNeeded') await desk().signIn(given());
    await until((status) => unsent(status) === 0);
    await desk().syncNow();
  },
  async told() {
    return (await desk().status()).outbox.parked;
  },
  async kept() {
    return (await desk().tray()).length;
  },
  async view(ids) {
    const rows = await desk().rowsById('attendee', ids);
    return rows.flatMap((row) =>
      row?.kind === 'attendee' ? [{ id: row.id, revision: row.seen.revision, tag: row.tag ?? null }] : [],
    );
  },
});
