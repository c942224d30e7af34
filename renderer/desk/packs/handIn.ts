/** Handing a decisions pack in: to the gateway in batches, under the traveller's own name and numbers. */
import { z } from 'zod';
import { PUSH_BYTES_MAX, PUSH_ITEMS_MAX, type Receipt } from '../../../shared/protocol/push.ts';
import { AuditEntry } from '../../../shared/protocol/reports.ts';
import type { HandedIn, HandInInterrupted, NotApplied } from '../contract/packs.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { DeskPorts } from '../ports.ts';
import { sealingKey } from '../vault/sealing.ts';
import { fromBase64 } from '../vault/vault.ts';
import {
  AUDIT,
  assertMeant,
  DECISIONS,
  DecisionsManifest,
  openKind,
  PackedDecision,
  sha256OfFile,
} from './packContents.ts';
import { PackError } from './packFile.ts';
import { jsonOf, readRecords } from './packRecords.ts';
import { type PackMaking, refusedBy } from './travelOut.ts';

const ENVELOPE_BYTES = 4_096;
const AUDIT_ITEMS = 500;

interface Brought {
  manifest: DecisionsManifest;
  decisions: PackedDecision[];
  audit: AuditEntry[];
}

/** Hands a pack in. Throws a PackError or PackRefusedError where nothing of it was handed in. */
export async function handIn(
  ports: DeskPorts,
  open: OpenDesk,
  { file, passphrase }: { file: Blob; passphrase: string },
  making: PackMaking,
): Promise<HandedIn | HandInInterrupted> {
  const { account, edition } = open.identity;
  const { manifest, decisions, audit } = await readDecisions(ports, file, passphrase);
  assertMeant(manifest, manifest.account, { account: account.name, edition, gateway: ports.gateway });
  const params = { edition };
  const receipts = new Map<string, Receipt>();
  for (const batch of batchesOf(decisions)) {
    const stop = { ok: false, done: receipts.size, total: decisions.length } as const;
    if (making.isCancelled()) return { ...stop, why: 'cancelled' };
    making.progress({ stage: 'handIn', done: receipts.size, total: decisions.length });
    const body = { ws: manifest.ws, items: batch.map(({ item }) => item) };
    const reply = await open.client.call('handIn', { params, body, timeoutMs: 60_000 });
    if (!reply.ok) return { ...stop, why: refusedBy(reply).why };
    for (const receipt of reply.value.items) receipts.set(receipt.id, receipt);
  }
  for (let at = 0; at < audit.length; at += AUDIT_ITEMS) {
    const body = { ws: manifest.ws, items: [], audit: audit.slice(at, at + AUDIT_ITEMS) };
    const reply = await open.client.call('handIn', { params, body, timeoutMs: 60_000 });
    if (!reply.ok)
      return { ok: false, why: refusedBy(reply).why, done: receipts.size, total: decisions.length };
  }
  const fileHash = await sha256OfFile(file);
  await open.audit.write({ action: 'handIn', rowCount: decisions.length, fileHash });
  void open.inBackground(Promise.all([open.audit.handIn(), open.sync.syncNow()]));
  return outcomeOf(decisions, receipts);
}

async function readDecisions(ports: DeskPorts, file: Blob, passphrase: string): Promise<Brought> {
  const { opened, manifest } = await openKind(file, passphrase, DecisionsManifest, ports.random);
  const key = await sealingKey(fromBase64(manifest.contentKey), ports.random);
  const records = new Map<string, unknown>();
  for await (const record of readRecords(opened.content(key))) records.set(record.name, jsonOf(record));
  const decisions = z.array(PackedDecision).safeParse(records.get(DECISIONS));
  const audit = z.array(AuditEntry).safeParse(records.get(AUDIT) ?? []);
  if (!decisions.success || !audit.success) throw new PackError('damaged');
  return { manifest, decisions: decisions.data, audit: audit.data };
}

/** As many as one request may carry, in order of their numbers. */
function* batchesOf(decisions: readonly PackedDecision[]): Generator<PackedDecision[]> {
  const encoder = new TextEncoder();
  let batch: PackedDecision[] = [];
  let bytes = ENVELOPE_BYTES;
  for (const decision of decisions) {
    const size = encoder.encode(JSON.stringify(decision.item)).length + 1;
    if (batch.length >= PUSH_ITEMS_MAX || (batch.length && bytes + size > PUSH_BYTES_MAX)) {
      yield batch;
      [batch, bytes] = [[], ENVELOPE_BYTES];
    }
    batch.push(decision);
    bytes += size;
  }
  if (batch.length) yield batch;
}

function outcomeOf(decisions: readonly PackedDecision[], receipts: ReadonlyMap<string, Receipt>): HandedIn {
  const notApplied: NotApplied[] = [];
  let replayed = 0;
  for (const { item, label } of decisions) {
    const receipt = receipts.get(item.id);
    if (!receipt) continue;
    if (receipt.replayed) replayed++;
    if (receipt.result === 'applied' || (receipt.result === 'decided' && receipt.agrees)) continue;
    notApplied.push({
      kind: item.kind,
      id: item.subjectId,
      name: label,
      verdict: item.verdict,
      ...(item.tag === undefined ? {} : { tag: item.tag }),
      result: receipt.result,
      ...(receipt.why === undefined ? {} : { rule: receipt.why }),
    });
  }
  const applied = decisions.length - notApplied.length;
  return { ok: true, decisions: decisions.length, applied, replayed, notApplied };
}
