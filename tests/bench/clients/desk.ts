/** The product's own desk: the worker as it is shipped, asked through its contract. */
import { wrap } from 'comlink';
import { asDesk } from '../../../renderer/app/connectDesk.ts';
import type { Desk } from '../../../renderer/desk/contract/desk.ts';
import type { DeskStatus } from '../../../renderer/desk/contract/status.ts';
import { DEFAULT_CONFIG } from '../../../renderer/desk/ports.ts';
import { newKdf, passwordKey } from '../../../renderer/desk/vault/vault.ts';
import { FIRST_ROWS, offer } from './contract.ts';
import { given } from './given.ts';

const QUERY = { kind: 'attendee', queue: 'untagged' } as const;

function start(): Desk {
  const worker = new Worker(given().workerUrl, { type: 'module' });
  worker.postMessage({ type: 'start' });
  return asDesk(wrap<Desk>(worker));
}

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

async function openList(): Promise<number> {
  const { account, password } = given();
  await until(({ phase }) => phase === 'signedOut' || phase === 'locked');
  const reply = await desk().signIn({ account, password });
  if (!reply.ok) throw new Error(`the desk does not open: ${reply.why}`);
  await until(({ phase }) => phase === 'open');
  const { queryId, total } = await desk().openQuery(QUERY);
  const rows = await desk().rows(queryId, 0, FIRST_ROWS);
  if (rows.length !== Math.min(FIRST_ROWS, total)) throw new Error('rows are missing');
  await desk().closeQuery(queryId);
  return total;
}

offer({
  pull: openList,
  open: openList,
  async search(word) {
    const { queryId, total } = await desk().openQuery({ ...QUERY, search: word });
    await desk().rows(queryId, 0, Math.min(FIRST_ROWS, total));
    await desk().closeQuery(queryId);
    return total;
  },
  async decide(count) {
    const { queryId, total } = await desk().openQuery(QUERY);
    const ids = await desk().idsOf(queryId, 0, Math.min(count, total));
    const preview = await desk().previewBatch(
      { type: 'ids', kind: 'attendee', ids },
      { verdict: 'tag', tag: 'professional' },
    );
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
    const before = (await desk().status()).outbox;
    await until(({ outbox }) => outbox.window + outbox.queued + outbox.inFlight === 0);
    return before.window + before.queued + before.inFlight;
  },
});
