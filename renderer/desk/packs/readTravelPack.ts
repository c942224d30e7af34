/** Reading a travel pack to its end before anything of it is used: whole, unaltered, and meant for who opens it. */

import type { DeskPorts } from '../ports.ts';
import type { GatewayClient } from '../sync/gatewayClient.ts';
import { sealingKey } from '../vault/sealing.ts';
import { passwordKey, unwrapRaw } from '../vault/vault.ts';
import { isWhole, packClient } from './packClient.ts';
import {
  assertMeant,
  imageOf,
  openKind,
  PackedReceipts,
  PackRefusedError,
  receiptsName,
  TravelManifest,
} from './packContents.ts';
import { PackError } from './packFile.ts';
import { jsonOf, type PackRecord, readRecords } from './packRecords.ts';
import { contentWrapContext } from './travelOut.ts';

/** Everything but the images stays in memory while a pack is taken in. */
const RECORDS_BYTES_MAX = 400 * 1024 * 1024;

export interface TravelPack {
  manifest: TravelManifest;
  /** answers a first pull */
  client: GatewayClient;
  /** when it was made, by the gateway's clock */
  madeAt: number;
  receiptsOf(ws: string): PackedReceipts | null;
  /** the images, read anew from the file */
  images(): AsyncGenerator<{ sha256: string; variant: 'thumb' | 'full'; bytes: Uint8Array<ArrayBuffer> }>;
}

export interface PackOpening {
  file: Blob;
  passphrase: string;
  /** the account's at the gateway, as it was when the pack was made */
  password: string;
}

/** Opens and verifies a pack. Throws a PackError or a PackRefusedError; then nothing was used of it. */
export async function readTravelPack(
  ports: DeskPorts,
  { file, passphrase, password }: PackOpening,
  here: { account: string; edition?: string },
): Promise<TravelPack> {
  const { opened, manifest } = await openKind(file, passphrase, TravelManifest, ports.random);
  assertMeant(manifest, manifest.account.name, { ...here, gateway: ports.gateway });
  if (ports.clock.now() > Date.parse(manifest.opensUntil)) throw new PackRefusedError('expired');
  const passwordOpens = await passwordKey(password, manifest.kdf, `pack|${opened.id}`, ports.random);
  const raw = await unwrapRaw(passwordOpens, contentWrapContext(opened.id), manifest.wrap);
  if (!raw) throw new PackRefusedError('wrongPassword');
  const key = await sealingKey(raw, ports.random);
  const records = new Map<string, Uint8Array<ArrayBuffer>>();
  let bytes = 0;
  for await (const record of readRecords(opened.content(key))) {
    if (imageOf(record.name)) continue;
    bytes += record.bytes.length;
    if (bytes > RECORDS_BYTES_MAX) throw new PackError('tooLarge');
    records.set(record.name, record.bytes);
  }
  if (!isWhole(records)) throw new PackError('damaged');
  return {
    manifest,
    client: packClient(records),
    madeAt: Date.parse(manifest.madeAt),
    receiptsOf(ws) {
      const record = records.get(receiptsName(ws));
      return record ? PackedReceipts.parse(jsonOf(record)) : null;
    },
    images: () => imagesOf(readRecords(opened.content(key))),
  };
}

async function* imagesOf(records: AsyncIterable<PackRecord>) {
  for await (const { name, bytes } of records) {
    const image = imageOf(name);
    if (image) yield { ...image, bytes };
  }
}
