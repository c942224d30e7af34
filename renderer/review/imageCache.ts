/** Images as object URLs: fetched once, kept while recently used, released after. */
import type { Desk } from '../desk/contract/desk.ts';
import type { ImageReply } from '../desk/contract/rows.ts';

const IMAGES_MAX = 48;

export type ImageState =
  | { phase: 'loading' }
  | { phase: 'ready'; url: string }
  | { phase: 'missing'; why: Extract<ImageReply, { ok: false }>['why'] };

export interface ImageCache {
  get(sha256: string, variant: 'thumb' | 'full'): ImageState;
  /** Fetches these one after the other, unasked; a later call takes the place of what is left of an earlier one. */
  ahead(wanted: readonly { sha256: string; variant: 'thumb' | 'full' }[]): Promise<void>;
  subscribe(listener: () => void): () => void;
  /** Forgets what could not be had, so that the next look asks again. */
  retry(): void;
  clear(): void;
}

const LOADING: ImageState = { phase: 'loading' };

const ready = (image: Extract<ImageReply, { ok: true }>): ImageState => ({
  phase: 'ready',
  url: URL.createObjectURL(new Blob([image.bytes], { type: image.mediaType })),
});

export function createImageCache(desk: Pick<Desk, 'image' | 'imageAhead'>): ImageCache {
  const images = new Map<string, ImageState>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const release = (state: ImageState | undefined) => {
    if (state?.phase === 'ready') URL.revokeObjectURL(state.url);
  };
  let aheadSerial = 0;
  function put(key: string, state: ImageState): void {
    images.set(key, state);
    const [oldest] = images.keys();
    if (images.size <= IMAGES_MAX || oldest === undefined) return;
    release(images.get(oldest));
    images.delete(oldest);
  }
  async function load(key: string, sha256: string, variant: 'thumb' | 'full'): Promise<void> {
    const reply = await desk.image(sha256, variant).catch((): ImageReply => ({ ok: false, why: 'offline' }));
    if (!images.has(key)) return;
    images.set(key, reply.ok ? ready(reply) : { phase: 'missing', why: reply.why });
    changed();
  }
  return {
    get(sha256, variant) {
      const key = `${variant}:${sha256}`;
      const known = images.get(key);
      if (known) {
        // Map order is order of use: the first is the one not looked at for longest.
        images.delete(key);
        images.set(key, known);
        return known;
      }
      put(key, LOADING);
      void load(key, sha256, variant);
      return LOADING;
    },
    async ahead(wanted) {
      const mine = ++aheadSerial;
      for (const { sha256, variant } of wanted) {
        const key = `${variant}:${sha256}`;
        if (images.has(key)) continue;
        const reply = await desk.imageAhead(sha256, variant).catch(() => null);
        // Asked for meanwhile: that answer counts. Nothing that failed is kept, for nobody wanted it yet.
        if (reply?.ok && !images.has(key)) put(key, ready(reply));
        if (mine !== aheadSerial || (reply?.ok === false && reply.why === 'notNow')) return;
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry() {
      for (const [key, state] of images) if (state.phase === 'missing') images.delete(key);
      changed();
    },
    clear() {
      for (const state of images.values()) release(state);
      images.clear();
    },
  };
}
