/** One simulated workstation at the level of the protocol: pulls its scope, decides on what it saw, pushes. */
import { randomUUID } from 'node:crypto';
import { canonicalJson } from '../../shared/domain/canonical.ts';
import type { PushItem, PushReply, Receipt } from '../../shared/protocol/push.ts';
import { chooseVerdict, decideOn, foresee, type Seen } from './choose.ts';
import { type ClientParts, createClient } from './client.ts';
import { FeedView } from './feedView.ts';
import { EDITION, type Reviewer, shelfNumber } from './field.ts';
import type { LoadOptions } from './options.ts';

const OWN_SHELF_SHARE = 0.85;
const REPLAY_SHARE = 0.02;
const REVERSED_SHARE = 0.05;
const HELLO_MS = 20_000;
const PRESENCE_MS = 30_000;
const POKE_AGAIN_MS = 1500;

/** What a workstation says of itself at the end, for the invariants. */
export interface Testimony {
  ws: string;
  account: string;
  scope: readonly string[] | 'delegation';
  view: ReadonlyMap<string, Seen>;
  receipts: ReadonlyMap<string, Receipt>;
  numbers: number;
  outbox: number;
  violations: readonly string[];
}

export interface Workstation {
  signIn(): Promise<void>;
  /** the first pull */
  fill(): Promise<void>;
  /** reviews until the signal aborts */
  work(signal: AbortSignal): Promise<void>;
  /** pushes what is left and pulls to the end */
  drain(): Promise<void>;
  testify(): Testimony;
}

export interface WorkstationParts extends ClientParts {
  options: LoadOptions;
  reviewer: Pick<Reviewer, 'subGroupIds' | 'shelf' | 'shelves'> | 'delegation';
}

export function createWorkstation(parts: WorkstationParts): Workstation {
  return new SimulatedWorkstation(parts);
}

class SimulatedWorkstation implements Workstation {
  readonly #parts: WorkstationParts;
  readonly #client: ReturnType<typeof createClient>;
  readonly #feed: FeedView;
  readonly #receipts = new Map<string, Receipt>();
  readonly #pushed: PushItem[] = [];
  readonly #violations: string[] = [];
  #outbox: PushItem[] = [];
  #numbers = 0;
  #hasNews = true;
  #pullAt = 0;
  #helloAt = 0;
  #presenceAt = 0;

  constructor(parts: WorkstationParts) {
    this.#parts = parts;
    this.#client = createClient(parts);
    const { reviewer, measure } = parts;
    const scope = reviewer === 'delegation' ? reviewer : reviewer.subGroupIds;
    this.#feed = new FeedView(this.#client, measure, scope, this.#violations);
  }

  signIn(): Promise<void> {
    return this.#client.signIn();
  }

  async fill(): Promise<void> {
    await this.#pull();
  }

  async work(signal: AbortSignal): Promise<void> {
    const { chance, options } = this.#parts;
    const closePoke = this.#listen(signal);
    await pause(chance.next() * options.thinkMs, signal);
    while (!signal.aborted) {
      await this.#beat();
      if (this.#hasNews && Date.now() >= this.#pullAt) await this.#pull();
      if (this.#outbox.length === 0) this.#confirmBatch();
      if (this.#outbox.length === 0) {
        // Everything in sight is decided: the next thing to do comes with a pull.
        this.#pullAt = 0;
        await pause(500, signal);
      }
      await this.#pushUntilEmpty(signal);
      if (options.thinkMs > 0) await pause(chance.around(options.thinkMs), signal);
    }
    closePoke();
  }

  async drain(): Promise<void> {
    await this.#pushUntilEmpty(null);
    await this.#pull();
  }

  testify(): Testimony {
    const { account, ws, reviewer } = this.#parts;
    return {
      ws,
      account,
      scope: reviewer === 'delegation' ? reviewer : reviewer.subGroupIds,
      view: this.#feed.seen,
      receipts: this.#receipts,
      numbers: this.#numbers,
      outbox: this.#outbox.length,
      violations: this.#violations,
    };
  }

  /** Heartbeat and presence, as seldom as a desk sends them. */
  async #beat(): Promise<void> {
    const now = Date.now();
    if (now >= this.#helloAt) {
      this.#helloAt = now + this.#parts.chance.around(HELLO_MS);
      await this.#client.attempt('hello');
    }
    const open = this.#parts.chance.pick([...this.#feed.seen.values()].slice(0, 50));
    if (open && now >= this.#presenceAt) {
      this.#presenceAt = now + this.#parts.chance.around(PRESENCE_MS);
      await this.#client.attempt('presence', { body: { open: { kind: open.kind, id: open.id } } });
    }
  }

  #listen(signal: AbortSignal): () => void {
    const { network, measure, ws } = this.#parts;
    let close = (): void => undefined;
    const open = (): void => {
      const options = {
        params: { edition: EDITION },
        query: { ws },
        headers: { Cookie: this.#client.headers.Cookie ?? '' },
      };
      close = network.listen(options, (text) => {
        if (text !== 'closed') {
          if (text.includes('"head":')) this.#hasNews = true;
          measure.count('pokes heard');
          return;
        }
        measure.count('pokes lost');
        // Without a poke one polls.
        this.#hasNews = true;
        setTimeout(() => !signal.aborted && open(), POKE_AGAIN_MS).unref();
      });
    };
    open();
    return () => close();
  }

  async #pull(): Promise<void> {
    this.#hasNews = false;
    this.#pullAt = Date.now() + this.#parts.chance.around(this.#parts.options.pullMs);
    await this.#feed.pull();
  }

  /** Puts a batch of decisions into the outbox, each with its number: from now on they are frozen. */
  #confirmBatch(): void {
    const { chance, options, reviewer } = this.#parts;
    const batchId = randomUUID();
    const isOwnOnly = chance.hits(OWN_SHELF_SHARE);
    const keys = [...this.#feed.seen.keys()];
    const start = chance.below(keys.length);
    const wantedSize = reviewer === 'delegation' ? Math.ceil(options.batch / 4) : options.batch;
    for (let index = 0; index < keys.length && this.#outbox.length < wantedSize; index += 1) {
      const seen = this.#feed.seen.get(keys[(start + index) % keys.length] ?? '');
      if (!seen || (isOwnOnly && !this.#isOnOwnShelf(seen))) continue;
      const wanted = this.#choose(seen);
      if (!wanted) continue;
      this.#numbers += 1;
      this.#outbox.push(decideOn(seen, wanted, this.#numbers, batchId));
    }
  }

  #choose(seen: Seen): ReturnType<typeof chooseVerdict> {
    const { chance, reviewer } = this.#parts;
    if (reviewer !== 'delegation') return chooseVerdict(seen, chance);
    const isDecided = seen.kind === 'unit' && seen.status !== 'pendingReview';
    return isDecided && chance.hits(0.2) ? { verdict: 'withdraw' } : null;
  }

  #isOnOwnShelf(seen: Seen): boolean {
    const { reviewer } = this.#parts;
    return reviewer === 'delegation' || shelfNumber(seen.unitId) % reviewer.shelves === reviewer.shelf;
  }

  async #pushUntilEmpty(signal: AbortSignal | null): Promise<void> {
    for (let failures = 0; this.#outbox.length > 0; ) {
      const isDone = await this.#pushOnce(failures);
      if (isDone) failures = 0;
      else {
        if (signal?.aborted) return;
        await this.#client.backOff(failures);
        failures += 1;
      }
    }
  }

  /** One request. A retry is cut differently, sometimes the other way round, sometimes with old ones in it. */
  async #pushOnce(failures: number): Promise<boolean> {
    const { chance, measure, options } = this.#parts;
    const size = failures === 0 ? options.batch : 1 + chance.below(options.batch);
    const items = this.#outbox.slice(0, size);
    if (chance.hits(REPLAY_SHARE)) items.push(...this.#pushed.slice(-5));
    if (failures > 0 && chance.hits(REVERSED_SHARE)) items.reverse();
    const reply = await this.#client.attempt<PushReply>('push', {
      body: { ws: this.#parts.ws, items: [...new Set(items)] },
    });
    if (!reply) return false;
    const byId = new Map(items.map((item) => [item.id, item]));
    for (const receipt of reply.items) {
      const item = byId.get(receipt.id);
      if (item) this.#keepReceipt(receipt, item);
    }
    this.#outbox = this.#outbox.filter(({ id }) => !this.#receipts.has(id));
    measure.count('batches');
    return true;
  }

  #keepReceipt(receipt: Receipt, item: PushItem): void {
    const { measure } = this.#parts;
    const { replayed, ...kept } = receipt;
    if (kept.result === 'fingerprint-mismatch' || kept.result === 'sequence-reused') {
      this.#violations.push(`I1: ${item.id} was answered ${kept.result}`);
      return;
    }
    const before = this.#receipts.get(item.id);
    if (before) {
      measure.count('receipts replayed');
      if (canonicalJson(before) !== canonicalJson(kept))
        this.#violations.push(`I2: the receipt of ${item.id} changed`);
      if (replayed !== true) this.#violations.push(`I2: ${item.id} was judged twice`);
      return;
    }
    this.#receipts.set(item.id, kept);
    this.#pushed.push(item);
    measure.count('decisions');
    measure.count(`  ${kept.result}`);
    const seen = this.#feed.seen.get(`${item.kind}/${item.subjectId}`);
    if (!seen) return;
    if (kept.result === 'applied') foresee(seen, item);
    else if (kept.result === 'decided') {
      seen.decisionId = kept.current?.decision?.id ?? null;
      seen.status = kept.current?.status ?? seen.status;
    } else this.#pullAt = Math.min(this.#pullAt, Date.now() + 2000);
  }
}

/** Resolves after the time, at once when the signal aborts. */
export function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, durationMs);
    signal.addEventListener('abort', end);
  });
}
