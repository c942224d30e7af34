/** The pull: a snapshot by parts, then pages of changes until the gateway says there are no more. */
import { z } from 'zod';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import { SUBMISSION_KINDS } from '../../../shared/domain/vocabulary.ts';
import { SnapshotManifest } from '../../../shared/protocol/feed.ts';
import { type AppliedChange, type FeedStore, HashMismatchError } from './feedStore.ts';
import type { Failure, GatewayClient } from './gatewayClient.ts';
import type { PreparedPart } from './preparePart.ts';

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

type Part = SnapshotManifest['parts'][number];
type PullStopped = PullResult & { ok: false };

async function pullSnapshot(feed: FeedStore, ports: PullPorts): Promise<{ ok: true } | PullStopped> {
  const { client, edition } = ports;
  // A manifest of a pull that was cut off is taken up again; its parts are kept by the gateway for a day.
  let manifest = SnapshotManifest.safeParse(feed.meta.manifest).data;
  if (!manifest) {
    const reply = await client.call('snapshot', { params: { edition } });
    if (!reply.ok) return failed(reply);
    manifest = reply.value;
    await feed.setMeta({ manifest, epoch: manifest.epoch, scopeGen: manifest.scopeGen });
  }
  const { parts, cursor } = manifest;
  const total = countOf(parts);
  const missing: Part[] = [];
  for (const part of parts) if (!(await feed.hasBlock(`p-${part.sha256}`))) missing.push(part);
  let done = total - countOf(missing);
  ports.onProgress({ stage: 'snapshot', done, total });
  feed.preparer.expect(total - done);
  feed.index.beginBulk();
  try {
    const stopped = await storeParts(feed, ports, missing, (part) => {
      done += part.count;
      ports.onProgress({ stage: 'snapshot', done, total });
    });
    if (stopped) return stopped;
  } finally {
    feed.index.endBulk();
    feed.preparer.end();
  }
  await feed.setMeta({ cursor, manifest: null });
  return { ok: true };
}

const countOf = (parts: readonly Part[]): number => parts.reduce((sum, part) => sum + part.count, 0);

/** Stores the parts in their order, with the next ones fetched and prepared meanwhile; answers with what ended it early. */
async function storeParts(
  feed: FeedStore,
  ports: PullPorts,
  parts: readonly Part[],
  onStored: (part: Part) => void,
): Promise<PullStopped | null> {
  const underWay: Promise<PreparedPart | Failure>[] = [];
  const prepareUpTo = (end: number) => {
    for (const part of parts.slice(underWay.length, end)) {
      const prepared = fetchAndPrepare(feed, ports, part);
      // A failure is met when its turn comes, or not at all if an earlier part has failed.
      prepared.catch(() => undefined);
      underWay.push(prepared);
    }
  };
  for (const [at, part] of parts.entries()) {
    prepareUpTo(at + feed.preparer.depth);
    const prepared = await (underWay[at] as NonNullable<(typeof underWay)[number]>);
    delete underWay[at];
    if ('why' in prepared) return { ok: false, why: 'stopped', detail: prepared.why };
    if (!prepared.ok) {
      // The gateway has made new parts since; what is here of the old ones may hold what has left the scope.
      if (prepared.kind === 'problem' && prepared.slug === 'not-found')
        return { ok: false, why: 'cursorInvalid' };
      return failed(prepared);
    }
    await feed.storePart(part.sha256, prepared);
    onStored(part);
  }
  return null;
}

async function fetchAndPrepare(
  feed: FeedStore,
  { client, edition, profile }: PullPorts,
  { sha256 }: Part,
): Promise<PreparedPart | Failure> {
  const reply = await client.bytes('part', { params: { edition, sha256 }, timeoutMs: 120_000 });
  if (!reply.ok) return reply;
  return feed.preparer.prepare({ bytes: reply.value.bytes, sha256, profile, today: feed.today });
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
