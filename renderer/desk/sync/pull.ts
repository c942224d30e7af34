/** The pull: a snapshot by parts, then pages of changes until the gateway says there are no more. */
import { z } from 'zod';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import { SUBMISSION_KINDS } from '../../../shared/domain/vocabulary.ts';
import { PutItem, SnapshotManifest } from '../../../shared/protocol/feed.ts';
import { type AppliedChange, type FeedStore, HashMismatchError } from './feedStore.ts';
import type { Failure, GatewayClient } from './gatewayClient.ts';

export interface PullProgress {
  stage: 'snapshot' | 'changes';
  done: number;
  total: number | null;
}

export type PullResult =
  | { ok: true; items: number; feedHead: number }
  /** the cursor fits no longer: a new cache is due, the outbox untouched */
  | { ok: false; why: 'cursorInvalid' }
  | { ok: false; why: 'stopped'; detail: 'unknownKind' | 'schema' | 'hashMismatch' }
  | { ok: false; why: 'failed'; failure: Failure };

const PAGE_LIMIT = 2_000;
const decoder = new TextDecoder();

export interface PullPorts {
  client: GatewayClient;
  edition: string;
  profile: EditionProfile;
  now(): number;
  onProgress(progress: PullProgress): void;
  onApplied(change: AppliedChange): void;
}

/** Brings the feed store up to the gateway's head. One call at a time. */
export async function pull(feed: FeedStore, ports: PullPorts): Promise<PullResult> {
  try {
    if (feed.meta.cursor === undefined) {
      const snapshot = await pullSnapshot(feed, ports);
      if (!snapshot.ok) return snapshot;
    }
    return await pullChanges(feed, ports);
  } catch (error) {
    if (error instanceof HashMismatchError) return { ok: false, why: 'stopped', detail: 'hashMismatch' };
    throw error;
  }
}

/** A newer gateway's kind of item is no breach of contract: the program is too old for it. */
function hasUnknownKind(raw: unknown): boolean {
  const page = z.object({ items: z.array(z.looseObject({ kind: z.string() })) }).safeParse(raw);
  const isKnown = (kind: string) => SUBMISSION_KINDS.some((known) => known === kind);
  return page.success && page.data.items.some(({ kind }) => !isKnown(kind));
}

function failed(failure: Failure): PullResult & { ok: false } {
  if (failure.kind === 'incompatible')
    return { ok: false, why: 'stopped', detail: hasUnknownKind(failure.raw) ? 'unknownKind' : 'schema' };
  if (failure.kind === 'problem' && failure.slug === 'cursor-invalid')
    return { ok: false, why: 'cursorInvalid' };
  return { ok: false, why: 'failed', failure };
}

async function pullSnapshot(
  feed: FeedStore,
  ports: PullPorts,
): Promise<{ ok: true } | (PullResult & { ok: false })> {
  const { client, edition, profile } = ports;
  // A manifest of a pull that was cut off is taken up again; its parts are kept by the gateway for a day.
  let manifest = SnapshotManifest.safeParse(feed.meta.manifest).data;
  if (!manifest) {
    const reply = await client.call('snapshot', { params: { edition } });
    if (!reply.ok) return failed(reply);
    manifest = reply.value;
    await feed.setMeta({ manifest, epoch: manifest.epoch, scopeGen: manifest.scopeGen });
  }
  const total = manifest.parts.reduce((sum, part) => sum + part.count, 0);
  let done = 0;
  ports.onProgress({ stage: 'snapshot', done, total });
  const fetchPart = (sha256: string) =>
    client.bytes('part', { params: { edition, sha256 }, timeoutMs: 120_000 });
  const missing: typeof manifest.parts = [];
  for (const part of manifest.parts) {
    if (await feed.hasBlock(`p-${part.sha256}`)) done += part.count;
    else missing.push(part);
  }
  let next = missing[0] ? fetchPart(missing[0].sha256) : null;
  for (const [index, part] of missing.entries()) {
    const reply = await (next as NonNullable<typeof next>);
    // The next part is on its way while this one is unpacked and sealed.
    const following = missing[index + 1];
    next = following ? fetchPart(following.sha256) : null;
    if (!reply.ok) {
      void next?.catch(() => undefined);
      // The gateway has made new parts since; what is here of the old ones may hold what has left the scope.
      if (reply.kind === 'problem' && reply.slug === 'not-found') return { ok: false, why: 'cursorInvalid' };
      return failed(reply);
    }
    const items = await readPart(reply.value.bytes, part.sha256);
    if (!items) return { ok: false, why: 'stopped', detail: 'schema' };
    await feed.storePart(part.sha256, items, profile);
    done += part.count;
    ports.onProgress({ stage: 'snapshot', done, total });
  }
  await feed.setMeta({ cursor: manifest.cursor, manifest: null });
  return { ok: true };
}

/** The items of a part, or null if the bytes are not those of the manifest or not of our schema. */
async function readPart(bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<PutItem[] | null> {
  if ((await sha256Hex(bytes)) !== sha256) return null;
  const items: PutItem[] = [];
  for (const line of decoder.decode(bytes).split('\n')) {
    if (line === '') continue;
    const parsed = PutItem.safeParse(JSON.parse(line));
    if (!parsed.success) return null;
    items.push(parsed.data);
  }
  return items;
}

async function pullChanges(feed: FeedStore, ports: PullPorts): Promise<PullResult> {
  let count = 0;
  for (;;) {
    const reply = await ports.client.call('changes', {
      params: { edition: ports.edition },
      query: { cursor: feed.meta.cursor ?? '', limit: PAGE_LIMIT },
    });
    if (!reply.ok) return failed(reply);
    const page = reply.value;
    if (feed.meta.epoch !== undefined && page.epoch !== feed.meta.epoch)
      return { ok: false, why: 'cursorInvalid' };
    const isUnchanged = page.items.length === 0 && !page.more && page.cursor === feed.meta.cursor;
    const end = page.more ? {} : { feedHead: page.head, lastSyncAt: ports.now() };
    if (isUnchanged && feed.meta.feedHead === page.head)
      feed.meta = { ...feed.meta, lastSyncAt: ports.now() };
    else ports.onApplied(await feed.applyPage(page, ports.profile, { cursor: page.cursor, ...end }));
    count += page.items.length;
    // The end is `more: false`, never a short page.
    if (!page.more) return { ok: true, items: count, feedHead: page.head };
    ports.onProgress({ stage: 'changes', done: count, total: null });
  }
}
