/** Where image bytes live: a folder today; the port stays the same for other stores. */
import { randomUUID } from 'node:crypto';
import { access, type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageStore } from '../ports.ts';

const NAME = /^[0-9a-f]{64}(\.thumb)?$/;

/** Opens what `IMAGE_STORE` names. Throws a sentence for a scheme this version does not have. */
export function openImageStore(url: string): ImageStore {
  if (url.startsWith('file:')) {
    const folder = url.slice('file:'.length).replace(/^\/\/(?=\/)/, '');
    if (folder === '')
      throw new Error('IMAGE_STORE=file: needs a folder, such as file:/var/lib/desk/images.');
    return createFolderStore(folder);
  }
  const scheme = url.split(':')[0] ?? '';
  throw new Error(
    `IMAGE_STORE has the scheme "${scheme}:", which this version does not offer. Use file:DIR, such as file:/var/lib/desk/images.`,
  );
}

/** Images as files, two characters deep; written aside, flushed and renamed, so that none is ever half there. */
export function createFolderStore(folder: string): ImageStore {
  const pathOf = (name: string): string => {
    // SECURITY: names come from requests; only a hash may become a path.
    if (!NAME.test(name)) throw new RangeError('not an image name');
    return join(folder, name.slice(0, 2), name);
  };
  return {
    async put(name, bytes) {
      const path = pathOf(name);
      await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
      const aside = `${path}.${randomUUID()}.part`;
      const file = await open(aside, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(aside, path);
    },
    async get(name) {
      return await unlessAbsent(async () => new Uint8Array(await readFile(pathOf(name))));
    },
    async open(name) {
      const file = await unlessAbsent(() => open(pathOf(name), 'r'));
      if (!file) return null;
      const { size } = await file.stat();
      // The file closes itself when it has been read, or when nobody wants the rest of it.
      return { body: piecesOf(file), sizeBytes: size };
    },
    async has(name) {
      return await access(pathOf(name)).then(
        () => true,
        () => false,
      );
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}

async function unlessAbsent<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const PIECE_BYTES = 64 * 1024;

/** A file piece by piece, each read when the one before has been taken. */
function piecesOf(file: FileHandle): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { bytesRead, buffer } = await file.read(new Uint8Array(PIECE_BYTES), 0, PIECE_BYTES);
          if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
          await file.close();
          controller.close();
        } catch (error) {
          await file.close();
          throw error;
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}
