import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryFile } from '../testing/memoryFile.ts';
import { type SealingKey, sealingKey, TamperedError } from '../vault/sealing.ts';
import { crc32c } from './crc32c.ts';
import { readHeader, type WorkstationHeader, writeHeader } from './header.ts';
import { Journal, JournalFullError } from './journal.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const text = (value: string) => new TextEncoder().encode(value);
const texts = (frames: Uint8Array[]) => frames.map((frame) => new TextDecoder().decode(frame));
const SIZE = 64 * 1024;

let key: SealingKey;
beforeAll(async () => {
  key = await sealingKey(random.bytes(32), random);
});

async function made() {
  const files = { a: memoryFile(), b: memoryFile() };
  return { files, journal: await Journal.create(files, key, 'local', SIZE) };
}

describe('crc32c', () => {
  it('has the check value of the Castagnoli polynomial', () => {
    expect(crc32c(text('123456789'))).toBe(0xe3069283);
  });
  it('continues from a seed', () => {
    expect(crc32c(text('6789'), crc32c(text('12345')))).toBe(crc32c(text('123456789')));
  });
});

describe('journal', () => {
  it('writes real bytes before it is used, so that appending needs no space', async () => {
    const { files, journal } = await made();
    expect(files.a.bytes.length).toBe(SIZE);
    expect(files.b.bytes.every((byte) => byte !== 0)).toBe(true);
    files.a.limitBytes = SIZE;
    for (let frame = 0; frame < 100; frame++) await journal.append([text(`frame ${frame}`)]);
    expect((await Journal.open(files, key, 'local', SIZE)).frames).toHaveLength(100);
  });

  it('gives back what was appended, in order, after any number of frames', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 200 }), { maxLength: 30 }), async (frames) => {
        const { files, journal } = await made();
        await Promise.all(frames.map((frame) => journal.append([text(frame)])));
        expect(texts((await Journal.open(files, key, 'local', SIZE)).frames)).toEqual(frames);
      }),
      { numRuns: 30 },
    );
  });

  it('flushes each frame before it says so', async () => {
    const { files, journal } = await made();
    const before = files.a.flushes;
    await journal.append([text('one')]);
    expect(files.a.flushes).toBe(before + 1);
  });

  it('ends at a torn frame wherever it is cut, and goes on from there', async () => {
    const { files, journal } = await made();
    await journal.append([text('whole')]);
    const { usedBytes } = await journal.usage();
    await journal.append([text('torn by a power cut')]);
    const end = (await journal.usage()).usedBytes;
    for (let cut = usedBytes; cut < end; cut += 3) {
      const torn = { a: memoryFile(), b: memoryFile() };
      torn.a.bytes = files.a.bytes.slice();
      torn.b.bytes = files.b.bytes.slice();
      torn.a.bytes.fill(0xa5, cut, end);
      const opened = await Journal.open(torn, key, 'local', SIZE);
      expect(texts(opened.frames)).toEqual(['whole']);
      await opened.journal.append([text('after')]);
      expect(texts((await Journal.open(torn, key, 'local', SIZE)).frames)).toEqual(['whole', 'after']);
    }
  });

  it('keeps the former generation until the compacted one is complete', async () => {
    const { files, journal } = await made();
    for (const frame of ['one', 'two', 'three']) await journal.append([text(frame)]);
    files.b.limitBytes = 30;
    files.b.bytes = files.b.bytes.slice(0, 30);
    await expect(journal.compact([text('three')])).rejects.toThrow();
    expect(texts((await Journal.open(files, key, 'local', SIZE)).frames)).toEqual(['one', 'two', 'three']);
  });

  it('after compaction holds the new frames only, left-overs of an earlier use never pass', async () => {
    const { files, journal } = await made();
    for (let round = 0; round < 6; round++) {
      for (let frame = 0; frame < 20; frame++) await journal.append([text(`round ${round} frame ${frame}`)]);
      await journal.compact([text(`kept ${round}`)]);
      expect(texts((await Journal.open(files, key, 'local', SIZE)).frames)).toEqual([`kept ${round}`]);
    }
    await journal.append([text('goes on')]);
    expect(texts((await Journal.open(files, key, 'local', SIZE)).frames)).toEqual(['kept 5', 'goes on']);
  });

  it('says that it is full, appends nothing, and still holds what it had', async () => {
    const { files, journal } = await made();
    files.a.limitBytes = SIZE;
    await journal.append([text('kept')]);
    await expect(journal.append([new Uint8Array(SIZE)])).rejects.toThrow(JournalFullError);
    await journal.append([text('small ones still fit')]);
    expect(texts((await Journal.open(files, key, 'local', SIZE)).frames)).toEqual([
      'kept',
      'small ones still fit',
    ]);
  });

  it('leaves the last room to undos and numbers when acts have filled the rest', async () => {
    const { files, journal } = await made();
    files.a.limitBytes = SIZE;
    const act = new Uint8Array(1_000);
    await expect(
      (async () => {
        for (;;) await journal.append([act], { keepsReserve: true });
      })(),
    ).rejects.toThrow(JournalFullError);
    for (let undo = 0; undo < 5; undo++) await journal.append([act]);
    const { frames } = await Journal.open(files, key, 'local', SIZE);
    expect(frames.length).toBeGreaterThan(50);
  });

  it('appends several frames at once, or none of them', async () => {
    const { files, journal } = await made();
    await journal.append([text('before')]);
    const write = files.a.write.bind(files.a);
    let left = 1;
    // The second write takes half and fails, as on a disk that has just filled up.
    files.a.write = async (at, bytes) => {
      if (left-- > 0) return write(at, bytes);
      await write(at, bytes.slice(0, bytes.length >> 1));
      if (left === -1) throw new DOMException('no room', 'QuotaExceededError');
    };
    await expect(journal.append([text('first'), text('second')])).rejects.toThrow('no room');
    files.a.write = write;
    expect(texts((await Journal.open(files, key, 'local', SIZE)).frames)).toEqual(['before']);
    await journal.append([text('after')]);
    expect(texts((await Journal.open(files, key, 'local', SIZE)).frames)).toEqual(['before', 'after']);
  });

  it('does not find again what it said it had not saved, though the bytes were taken', async () => {
    const { files, journal } = await made();
    const flush = files.a.flush.bind(files.a);
    files.a.flush = () => Promise.reject(new DOMException('not flushed', 'UnknownError'));
    await expect(journal.append([text('refused')])).rejects.toThrow('not flushed');
    files.a.flush = flush;
    expect((await Journal.open(files, key, 'local', SIZE)).frames).toEqual([]);
  });

  it('yields a prefix of what was appended from any prefix of its bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ maxLength: 60 }), { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (frames, share) => {
          const { files, journal } = await made();
          const ends: number[] = [];
          for (const frame of frames) {
            await journal.append([text(frame)]);
            ends.push((await journal.usage()).usedBytes);
          }
          const cut = 20 + Math.floor(((ends.at(-1) ?? 20) - 20) * share);
          const before = files.a.bytes.slice();
          files.a.bytes.fill(0xa5, cut);
          // Ciphertext may end in the very byte that it is written over with: then nothing is torn.
          const torn = before.findIndex((byte, at) => byte !== files.a.bytes[at]);
          const whole = ends.filter((end) => torn < 0 || end <= torn).length;
          expect(texts((await Journal.open(files, key, 'local', SIZE)).frames)).toEqual(
            frames.slice(0, whole),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives back what it grew by, once its content is small again', async () => {
    const { files, journal } = await made();
    for (let frame = 0; frame < 3; frame++) await journal.append([new Uint8Array(SIZE)]);
    expect(files.a.bytes.length).toBeGreaterThan(SIZE);
    await journal.compact([text('little')]);
    expect([files.a.bytes.length, files.b.bytes.length]).toEqual([SIZE, SIZE]);
    await journal.append([text('more')]);
    expect(texts((await Journal.open(files, key, 'local', SIZE)).frames)).toEqual(['little', 'more']);
  });

  it('refuses a frame that was made for another place or workstation', async () => {
    const { files, journal } = await made();
    await journal.append([text('one')]);
    await expect(Journal.open(files, key, 'another', SIZE)).rejects.toThrow(TamperedError);
    const foreign = await sealingKey(random.bytes(32), random);
    await expect(Journal.open(files, foreign, 'local', SIZE)).rejects.toThrow(TamperedError);
  });

  it('shows nothing in clear on the disk', async () => {
    const { files, journal } = await made();
    await journal.append([text('11010519491231002X')]);
    expect(new TextDecoder('latin1').decode(files.a.bytes)).not.toContain('11010519491231002X');
  });
});

describe('header', () => {
  const header = (ws: string): WorkstationHeader => ({
    format: 1,
    localId: 'local',
    ws,
    account: 'reviewer.guangzhou',
    gateway: 'http://127.0.0.1:4810',
    kdf: { salt: 'AAAA', iterations: 1000 },
    wraps: { password: [{ iv: 'AAAA', data: 'AAAA' }] },
  });

  it('reads back the newest', async () => {
    const file = memoryFile();
    expect(await readHeader(file)).toBeNull();
    for (const ws of ['one', 'two', 'three']) {
      await writeHeader(file, header(ws));
      expect((await readHeader(file))?.ws).toBe(ws);
    }
  });

  it('falls back to the one before when the newest write was torn, wherever', async () => {
    const file = memoryFile();
    await writeHeader(file, header('before'));
    const before = file.bytes.slice();
    await writeHeader(file, header('after'));
    const after = file.bytes.slice();
    const changed = [...after.keys()].filter((at) => after[at] !== before[at]);
    const [first = 0, last = 0] = [changed[0], changed.at(-1)];
    for (let cut = first; cut <= last; cut += 37) {
      file.bytes = before.slice();
      file.bytes.set(after.subarray(0, cut));
      expect((await readHeader(file))?.ws).toBe('before');
    }
  });
});
