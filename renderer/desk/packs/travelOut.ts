/** Making a travel pack: what a first pull would bring, as the gateway has it now, sealed for one account. */
import { z } from 'zod';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import { type FeedItem, PutItem } from '../../../shared/protocol/feed.ts';
import { isTravelWorkstation } from '../../../shared/protocol/handIn.ts';
import { PASSPHRASE_MIN, type PackDesk, type PackProgress, type TravelPackMade } from '../contract/packs.ts';
import type { OpenDesk } from '../openDesk.ts';
import { configOf, type DeskPorts } from '../ports.ts';
import { unlock } from '../signIn/unlock.ts';
import type { Failure, Outcome } from '../sync/gatewayClient.ts';
import { sealingKey } from '../vault/sealing.ts';
import { newKdf, passwordKey, wrapRaw } from '../vault/vault.ts';
import { carryImages, imageOrder } from './carryImages.ts';
import {
  changesName,
  type PackedReceipts,
  PackRefusedError,
  PROFILE,
  partName,
  receiptsName,
  SNAPSHOT,
  sha256OfFile,
  type TravelManifest,
} from './packContents.ts';
import { PackWriter } from './packFile.ts';
import { jsonRecord, recordOf } from './packRecords.ts';

/** Grants may change while a traveller cannot hear of it: a pack that was not opened by then is made anew. */
const OPENS_FOR_MS = 14 * 24 * 3_600_000;
const CONTENT_KEY_BYTES = 32;
/** SECURITY: bound to the pack, so that the wrap of one opens no other. */
export const contentWrapContext = (packId: string) => `pack|${packId}|content`;

export interface PackMaking {
  progress(progress: PackProgress): void;
  isCancelled(): boolean;
}

/** What a failed call means to whoever makes or hands in a pack. */
export function refusedBy(failure: Failure): PackRefusedError {
  if (failure.kind === 'unreachable' || failure.kind === 'notGateway') return new PackRefusedError('offline');
  if (failure.kind !== 'problem') return new PackRefusedError('gatewayFault');
  if (failure.status === 401) return new PackRefusedError('signInNeeded');
  if (failure.slug === 'not-granted') return new PackRefusedError('notGranted');
  if (failure.slug === 'travel-foreign') return new PackRefusedError('travelForeign');
  if (failure.slug === 'travel-lost') return new PackRefusedError('travelLost');
  return new PackRefusedError(failure.status >= 500 ? 'offline' : 'gatewayFault');
}

async function ask<T>(call: Promise<Outcome<T>>): Promise<T> {
  const reply = await call;
  if (!reply.ok) throw refusedBy(reply);
  return reply.value;
}

/** As for a password, and not the password itself: the pack would then have one lock instead of two. */
export function assertPassphrase(passphrase: string, password?: string): void {
  if (passphrase.length < PASSPHRASE_MIN) throw new PackRefusedError('passphraseShort');
  if (passphrase.normalize('NFKC') === password?.normalize('NFKC'))
    throw new PackRefusedError('passphraseIsPassword');
}

interface Gathered {
  profile: EditionProfile;
  /** the newest state of each submission, by `kind:id` */
  items: Map<string, PutItem>;
  records: Uint8Array<ArrayBuffer>[];
  epoch: string;
  head: number;
  serverTime: string;
}

/** Makes the pack. Throws a PackRefusedError where it cannot be made. */
export async function makeTravelPack(
  ports: DeskPorts,
  open: OpenDesk,
  input: Parameters<PackDesk['makeTravelPack']>[0],
  making: PackMaking,
): Promise<TravelPackMade> {
  const { workstation, identity } = open;
  const { account, edition } = identity;
  assertPassphrase(input.passphrase, input.password);
  const unlocked = await unlock(ports, workstation.header, input.password);
  if (!unlocked.ok)
    throw new PackRefusedError(unlocked.why === 'wrongPassword' ? 'wrongPassword' : 'keyStore');
  if (!account.grants.some((grant) => grant.right === 'export' && grant.edition === edition))
    throw new PackRefusedError('notGranted');
  // What is on its way up would be pending again on the road, and decided twice.
  const unsent = workstation.ledger.open('window', 'attempted').length;
  if (unsent > 0) throw new PackRefusedError('unsent', unsent);
  const gathered = await gather(open, making);
  const receipts = await receiptsOfTravellers(open);
  const madeAtMs = Date.parse(gathered.serverTime);
  const opensUntil = madeAtMs + OPENS_FOR_MS;
  const counts = countsOf(gathered.items);
  const contentKey = ports.random.bytes(CONTENT_KEY_BYTES);
  const writer = await PackWriter.begin(
    ports.random,
    { passphrase: input.passphrase, iterations: configOf(ports).kdfIterations },
    async (id): Promise<TravelManifest> => {
      const kdf = newKdf(ports.random, configOf(ports).kdfIterations);
      const key = await passwordKey(input.password, kdf, `pack|${id}`, ports.random);
      return {
        kind: 'travel',
        edition,
        gateway: ports.gateway,
        madeAt: gathered.serverTime,
        account,
        epoch: gathered.epoch,
        head: gathered.head,
        opensUntil: new Date(opensUntil).toISOString(),
        kdf,
        wrap: await wrapRaw(key, contentWrapContext(id), contentKey),
        counts,
      };
    },
    await sealingKey(contentKey, ports.random),
  );
  for (const record of gathered.records) await writer.add(record);
  for (const [ws, own] of receipts)
    for (const part of jsonRecord(receiptsName(ws), own)) await writer.add(part);
  const order = imageOrder(gathered.items.values(), input.images);
  const images = await carryImages(open, order, input.imageBytes, writer, making);
  making.progress({ stage: 'sealing', done: 0, total: null });
  const file = await writer.end();
  const fileHash = await sha256OfFile(file);
  const rowCount = counts.units + counts.attendees;
  if (!(await open.audit.write({ action: 'packOut', rowCount, fileHash, purpose: writer.id })))
    throw new PackRefusedError('storageFault');
  void open.inBackground(open.audit.handIn());
  const told = [...receipts.values()].reduce((sum, { items }) => sum + items.length, 0);
  return { ok: true, file, packId: writer.id, fileHash, ...counts, ...images, receipts: told, opensUntil };
}

/** Profile, snapshot and changes up to the head, as the gateway gives them to this account now. */
async function gather({ client, identity }: OpenDesk, making: PackMaking): Promise<Gathered> {
  const params = { edition: identity.edition };
  const { serverTime } = await ask(client.call('hello'));
  const profile = await ask(client.call('profile', { params }));
  const manifest = await ask(client.call('snapshot', { params }));
  const records = [...jsonRecord(PROFILE, profile), ...jsonRecord(SNAPSHOT, manifest)];
  const items = new Map<string, PutItem>();
  const total = manifest.parts.reduce((sum, part) => sum + part.count, 0);
  let done = 0;
  for (const { sha256, count } of manifest.parts) {
    if (making.isCancelled()) throw new PackRefusedError('cancelled');
    making.progress({ stage: 'submissions', done, total });
    const { bytes } = await ask(client.bytes('part', { params: { ...params, sha256 }, timeoutMs: 120_000 }));
    records.push(...recordOf(partName(sha256), bytes));
    take(items, z.array(PutItem).parse(linesOf(bytes)));
    done += count;
  }
  for (let { cursor } = manifest; ; ) {
    if (making.isCancelled()) throw new PackRefusedError('cancelled');
    const page = await ask(client.call('changes', { params, query: { cursor } }));
    records.push(...jsonRecord(changesName(cursor), page));
    take(items, page.items);
    cursor = page.cursor;
    if (!page.more) return { profile, items, records, epoch: page.epoch, head: page.head, serverTime };
  }
}

function linesOf(bytes: Uint8Array): unknown[] {
  return new TextDecoder()
    .decode(bytes)
    .split('\n')
    .flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]));
}

function take(items: Map<string, PutItem>, fresh: readonly FeedItem[]): void {
  for (const item of fresh) {
    const key = `${item.kind}:${item.id}`;
    if ((items.get(key)?.seq ?? 0) >= item.seq) continue;
    if (item.op === 'put') items.set(key, item);
    else items.delete(key);
  }
}

function countsOf(items: ReadonlyMap<string, PutItem>): { units: number; attendees: number } {
  let units = 0;
  for (const { kind } of items.values()) if (kind === 'unit') units++;
  return { units, attendees: items.size - units };
}

/** All receipts of the account's travelling workstations, by their names: each takes its own. */
async function receiptsOfTravellers({ client, identity }: OpenDesk): Promise<Map<string, PackedReceipts>> {
  const found = new Map<string, PackedReceipts>();
  const { items } = await ask(client.call('listWorkstations'));
  for (const { ws, account, revoked } of items) {
    if (!isTravelWorkstation(ws) || account !== identity.account.name || revoked === 'lost') continue;
    const own: PackedReceipts = { contiguous: 0, highest: 0, items: [] };
    for (let after = 0; ; ) {
      const query = { ws, after };
      const page = await ask(client.call('receipts', { params: { edition: identity.edition }, query }));
      own.contiguous = page.contiguous;
      own.items.push(...page.items);
      after = page.items.at(-1)?.n ?? after;
      if (!page.more || page.items.length === 0) break;
    }
    own.highest = Math.max(own.contiguous, own.items.at(-1)?.n ?? 0);
    found.set(ws, own);
  }
  return found;
}
