/** Images: fetched by content hash, kept sealed within a budget, checked before they are shown. */
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import type { ImageReply } from '../contract/rows.ts';
import type { Clock } from '../ports.ts';
import type { CacheStore } from '../store/cacheStore.ts';
import { type SealingKey, TamperedError } from '../vault/sealing.ts';
import type { GatewayClient } from './gatewayClient.ts';

export interface ImageStorePorts {
  cache(): CacheStore;
  key: SealingKey;
  client: GatewayClient;
  edition: string;
  clock: Clock;
  /** how many bytes of images may be kept now */
  budgetBytes(): Promise<number>;
  /** whether images may be fetched that nobody has asked to see yet */
  mayPrefetch(): boolean;
}

/** The real type by the first bytes; what a server claims does not count. */
function mediaTypeOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'image/jpeg';
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return 'image/png';
  if (bytes[0] === 0x52 && bytes[8] === 0x57) return 'image/webp';
  return null;
}

export class ImageStore {
  readonly #underWay = new Map<string, Promise<ImageReply>>();

  constructor(private readonly ports: ImageStorePorts) {}

  /** An image from this machine or from the gateway; asking twice at once fetches once. */
  get(sha256: string, variant: 'thumb' | 'full'): Promise<ImageReply> {
    const name = `${sha256}/${variant}`;
    const running = this.#underWay.get(name);
    if (running) return running.then(copyOf);
    const asked = this.#get(sha256, variant, name).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, asked);
    return asked.then(copyOf);
  }

  /** An image before it is asked for: from this machine, or from the gateway where that is wanted now. */
  async ahead(sha256: string, variant: 'thumb' | 'full'): Promise<ImageReply | { ok: false; why: 'notNow' }> {
    const name = `${sha256}/${variant}`;
    if (this.#underWay.has(name)) return this.get(sha256, variant);
    const kept = await this.#kept(name);
    if (kept) return kept;
    // Nothing of the budget left: it would be fetched only to be fetched again.
    const isWanted = this.ports.mayPrefetch() && (await this.ports.budgetBytes().catch(() => 0)) > 0;
    return isWanted ? this.get(sha256, variant) : { ok: false, why: 'notNow' };
  }

  /** What lies here; null if nothing does that can be read. */
  async #kept(name: string): Promise<ImageReply | null> {
    const { key, clock } = this.ports;
    const cache = this.ports.cache();
    // What cannot be read here is fetched like what was never here.
    const sealed = await cache.image(name, clock.now()).catch(() => null);
    if (!sealed) return null;
    try {
      return reply(await key.unseal(contextOf(cache, name), sealed));
    } catch (error) {
      if (!(error instanceof TamperedError)) throw error;
      // Altered on the disk: the gateway has the true one.
      return null;
    }
  }

  async #get(sha256: string, variant: 'thumb' | 'full', name: string): Promise<ImageReply> {
    const { client, edition } = this.ports;
    const cache = this.ports.cache();
    const kept = await this.#kept(name);
    if (kept) return kept;
    const fetched = await client.bytes('image', { params: { edition, sha256, variant }, timeoutMs: 20_000 });
    if (!fetched.ok) {
      if (fetched.kind === 'problem') return { ok: false, why: fetched.status === 404 ? 'gone' : 'offline' };
      return { ok: false, why: fetched.kind === 'unreachable' ? 'offline' : 'notGateway' };
    }
    const { bytes } = fetched.value;
    if (variant === 'full' && (await sha256Hex(bytes)) !== sha256) return { ok: false, why: 'damaged' };
    await this.#keep(cache, name, bytes);
    return reply(bytes);
  }

  /** Keeps an image that came with a travel pack; false where it is not what it is named. */
  async take(sha256: string, variant: 'thumb' | 'full', bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
    if (variant === 'full' && (await sha256Hex(bytes)) !== sha256) return false;
    const cache = this.ports.cache();
    const name = `${sha256}/${variant}`;
    const budget = await this.ports.budgetBytes().catch(() => 0);
    if (bytes.length > budget) return false;
    // Waited for: a pack brings thousands, and they must not pile up in memory.
    await cache.putImage(await this.#row(cache, name, bytes), budget);
    return true;
  }

  async #row(cache: CacheStore, name: string, bytes: Uint8Array<ArrayBuffer>) {
    const { key, clock } = this.ports;
    return {
      key: name,
      usedAt: clock.now(),
      sizeBytes: bytes.length,
      sealed: await key.seal(contextOf(cache, name), bytes),
    };
  }

  /** Not kept is no harm: it is fetched again. */
  async #keep(cache: CacheStore, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const budget = await this.ports.budgetBytes().catch(() => 0);
    if (bytes.length > budget) return;
    const row = await this.#row(cache, name, bytes);
    // The picture does not wait for the disk.
    void cache.putImage(row, budget).catch(() => undefined);
  }
}

const contextOf = (cache: CacheStore, name: string) => `cache|${cache.name}|images|${name}`;

function reply(bytes: Uint8Array<ArrayBuffer>): ImageReply {
  const mediaType = mediaTypeOf(bytes);
  if (!mediaType) return { ok: false, why: 'damaged' };
  return {
    ok: true,
    bytes: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    mediaType,
  };
}

/** Each asker gets bytes of its own: they are transferred to the page. */
function copyOf(image: ImageReply): ImageReply {
  return image.ok ? { ...image, bytes: image.bytes.slice(0) } : image;
}
