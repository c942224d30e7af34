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
  subscribe(listener: () => void): () => void;
  /** Forgets what could not be had, so that the next look asks again. */
  retry(): void;
  clear(): void;
}

const LOADING: ImageState = { phase: 'loading' };

export function createImageCache(desk: Pick<Desk, 'image'>): ImageCache {
  const images = new Map<string, ImageState>();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const release = (state: ImageState | undefined) => {
    if (state?.phase === 'ready') URL.revokeObjectURL(state.url);
  };
  async function load(key: string, sha256: string, variant: 'thumb' | 'full'): Promise<void> {
    const reply = await desk.image(sha256, variant).catch((): ImageReply => ({ ok: false, why: 'offline' }));
    if (!images.has(key)) return;
    images.set(
      key,
      reply.ok
        ? { phase: 'ready', url: URL.createObjectURL(new Blob([reply.bytes], { type: reply.mediaType })) }
        : { phase: 'missing', why: reply.why },
    );
    changed();
  }
  return {
    get(sha256, variant) {
      const key = `${variant}:${sha256}`;
      const known = images.get(key);
      if (known) return known;
      images.set(key, LOADING);
      const [oldest] = images.keys();
      if (images.size > IMAGES_MAX && oldest !== undefined) {
        release(images.get(oldest));
        images.delete(oldest);
      }
      void load(key, sha256, variant);
      return LOADING;
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
