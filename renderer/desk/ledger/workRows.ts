/** The work database's rows: what of the ledger is sealed into them, and the ledger filled from them again. */
import type { Receipt } from '../../../shared/protocol/push.ts';
import type { ChunkRow, SeenRow, StandingRow, WorkContent, WorkWrite } from '../store/workStore.ts';
import { type SealingKey, sealJson, unsealJson } from '../vault/sealing.ts';
import type { Entry } from './entry.ts';
import { type ActFrame, FRAME_ITEMS } from './frames.ts';
import type { Ledger } from './ledger.ts';

/** What was on screen of a subject when it was decided: kept beside the decision for the tray. */
export interface SeenMaterial {
  decisionId: string;
  material: unknown;
  images: Readonly<Record<string, string>>;
}
/** The same before it is stored: the submission as the cache has it, the JSON of an object. */
export interface SeenText {
  decisionId: string;
  text: Uint8Array;
}

type StoredChunk = Pick<ActFrame, 'batchId' | 'at' | 'windowMs' | 'items'>;
type StoredReceipt = { receipt: Receipt; at: number };

const chunkContext = (id: string) => `work|chunks|${id}`;
const seenContext = (id: string) => `work|seen|${id}`;
const encoder = new TextEncoder();
const RECEIPTS_CONTEXT = 'work|receipts';

export function standingRows(ledger: Ledger, chunkIds: Iterable<string>): StandingRow[] {
  return [...chunkIds].map((chunkId) => ({ chunkId, items: ledger.standing(chunkId) }));
}

/**
 * An act's decisions in sealed blocks, as the ledger has cut them. `written`: the act as the journal has it; a
 * frame with the same decisions says all that a block does, and need not be made twice.
 */
export async function chunkRows(
  ledger: Ledger,
  key: SealingKey,
  act: ActFrame,
  written: readonly Uint8Array<ArrayBuffer>[] = [],
): Promise<ChunkRow[]> {
  const byChunk = new Map<string, { first: Entry; items: ActFrame['items'] }>();
  for (const item of act.items) {
    const entry = ledger.entries.get(item.decision.id);
    if (!entry) continue;
    const chunk = byChunk.get(entry.chunkId);
    if (chunk) chunk.items.push(item);
    else byChunk.set(entry.chunkId, { first: entry, items: [item] });
  }
  const rows: ChunkRow[] = [];
  for (const [id, { first, items }] of byChunk) {
    const stored: StoredChunk = { batchId: act.batchId, at: act.at, windowMs: act.windowMs, items };
    const plain = frameOf(act, items, written) ?? encoder.encode(JSON.stringify(stored));
    rows.push({ id, order: first.order, decisions: await key.seal(chunkContext(id), plain) });
  }
  return rows;
}

/** The frame of an act that has exactly these of its items, if one has. */
function frameOf(
  act: ActFrame,
  items: ActFrame['items'],
  written: readonly Uint8Array<ArrayBuffer>[],
): Uint8Array<ArrayBuffer> | undefined {
  if (!written.length || items[0] === undefined) return undefined;
  const from = act.items.indexOf(items[0]);
  const isCutAlike =
    from % FRAME_ITEMS === 0 && items.length === Math.min(FRAME_ITEMS, act.items.length - from);
  return isCutAlike ? written[from / FRAME_ITEMS] : undefined;
}

export async function receiptsRow(key: SealingKey, receipts: readonly Receipt[], at: number) {
  const stored: StoredReceipt[] = receipts.map((receipt) => ({ receipt, at }));
  return { sealed: await sealJson(key, RECEIPTS_CONTEXT, stored) };
}

/** What was seen, by the chunks that the decisions lie in. */
export function seenByChunk(ledger: Ledger, seen: readonly SeenText[]): Map<string, SeenText[]> {
  const byChunk = new Map<string, SeenText[]>();
  for (const item of seen) {
    const chunkId = ledger.entries.get(item.decisionId)?.chunkId;
    if (chunkId === undefined) continue;
    const chunk = byChunk.get(chunkId);
    if (chunk) chunk.push(item);
    else byChunk.set(chunkId, [item]);
  }
  return byChunk;
}

export async function seenRows(
  key: SealingKey,
  byChunk: Iterable<[chunkId: string, seen: readonly SeenText[]]>,
): Promise<SeenRow[]> {
  const rows: SeenRow[] = [];
  for (const [chunkId, items] of byChunk)
    rows.push({ chunkId, sealed: await key.seal(seenContext(chunkId), seenJson(items)) });
  return rows;
}

/** An array of the submissions, each with its decision named first: nothing is parsed for it. */
function seenJson(items: readonly SeenText[]): Uint8Array<ArrayBuffer> {
  const pieces = items.flatMap(({ decisionId, text }, at) => [
    encoder.encode(`${at ? ',' : '['}{"decisionId":${JSON.stringify(decisionId)},`),
    // Without its brace.
    text.subarray(1),
  ]);
  pieces.push(encoder.encode(']'));
  const json = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    json.set(piece, at);
    at += piece.length;
  }
  return json;
}

export function openSeen(key: SealingKey, { chunkId, sealed }: SeenRow): Promise<SeenMaterial[]> {
  return unsealJson<SeenMaterial[]>(key, seenContext(chunkId), sealed);
}

/** Several writes as one: what comes later counts. */
export function mergedWrite(writes: readonly WorkWrite[]): WorkWrite {
  const standing = new Map<string, StandingRow>();
  const marks = new Map<string, number | null>();
  const merged: WorkWrite = { chunks: [], receipts: [], audit: [], seen: [], meta: {} };
  for (const write of writes) {
    merged.chunks?.push(...(write.chunks ?? []));
    merged.receipts?.push(...(write.receipts ?? []));
    merged.audit?.push(...(write.audit ?? []));
    merged.seen?.push(...(write.seen ?? []));
    for (const row of write.standing ?? []) standing.set(row.chunkId, row);
    for (const { key, revision } of write.marks?.put ?? []) marks.set(key, revision);
    for (const key of write.marks?.remove ?? []) marks.set(key, null);
    Object.assign(merged.meta ?? {}, write.meta);
    if (write.appliedFrame !== undefined) merged.appliedFrame = write.appliedFrame;
  }
  merged.standing = [...standing.values()];
  merged.marks = { put: [], remove: [] };
  for (const [key, revision] of marks) {
    if (revision === null) merged.marks.remove.push(key);
    else merged.marks.put.push({ key, revision });
  }
  return merged;
}

/** Fills a ledger from the work database; throws `TamperedError` if a stored block was altered. */
export async function restoreLedger(ledger: Ledger, content: WorkContent, key: SealingKey): Promise<void> {
  const receipts = new Map<string, StoredReceipt>();
  for (const row of content.receipts) {
    for (const stored of await unsealJson<StoredReceipt[]>(key, RECEIPTS_CONTEXT, row.sealed)) {
      receipts.set(stored.receipt.id, stored);
    }
  }
  const standing = new Map(content.standing.map((row) => [row.chunkId, row.items]));
  for (const chunk of content.chunks) {
    const stored = await unsealJson<StoredChunk>(key, chunkContext(chunk.id), chunk.decisions);
    ledger.restore(chunk.id, stored, standing.get(chunk.id) ?? [], receipts);
  }
  for (const mark of content.marks) ledger.marks.set(mark.key, mark.revision);
  ledger.lastFrame = Math.max(ledger.lastFrame, content.appliedFrame);
}
