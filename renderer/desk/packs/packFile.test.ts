/** The pack's format: what was put in comes out, and nothing else does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealingKey } from '../vault/sealing.ts';
import { fileSource, joined, openPack, PackError, type PackSource, PackWriter } from './packFile.ts';
import { jsonRecord, type PackRecord, readRecords, recordOf } from './packRecords.ts';

const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) };
const PASSPHRASE = '出差路上用的口令 1';
const key = await sealingKey(new Uint8Array(32).fill(7), random);

async function packed(records: readonly PackRecord[], iterations = 10): Promise<Blob> {
  const writer = await PackWriter.begin(
    random,
    { passphrase: PASSPHRASE, iterations },
    async (id) => ({ kind: 'test', id }),
    key,
  );
  for (const { name, bytes } of records) for (const part of recordOf(name, bytes)) await writer.add(part);
  return writer.end();
}

function bytesSource(bytes: Uint8Array<ArrayBuffer>): PackSource {
  return { size: bytes.length, read: async (from, to) => bytes.slice(from, to) };
}

async function unpacked(
  file: Blob | Uint8Array<ArrayBuffer>,
  passphrase = PASSPHRASE,
): Promise<PackRecord[]> {
  const source = file instanceof Blob ? fileSource(file) : bytesSource(file);
  const opened = await openPack(source, passphrase, random);
  return readAll(opened.content(key));
}

async function readAll(chunks: AsyncIterable<Uint8Array<ArrayBuffer>>): Promise<PackRecord[]> {
  const records: PackRecord[] = [];
  for await (const record of readRecords(chunks)) records.push(record);
  return records;
}

const REFUSED = /^(notPack|newerFormat|truncated|damaged|wrongPassphrase)$/;

const whyOf = (task: Promise<unknown>): Promise<string> =>
  task.then(
    () => 'opened',
    (error: unknown) => (error instanceof PackError ? error.why : `threw ${String(error)}`),
  );

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
const small = [
  { name: 'a', bytes: random.bytes(40) },
  { name: '单位', bytes: new Uint8Array(0) },
];

describe('a pack', () => {
  it('gives back every record, whatever their sizes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ maxLength: 40 }), fc.integer({ min: 0, max: 700_000 })), {
          maxLength: 6,
        }),
        async (sizes) => {
          const records = sizes.map(([name, size]) => ({
            name,
            bytes: new Uint8Array(size).fill(size % 251),
          }));
          const found = await unpacked(await packed(records));
          expect(found.map(({ name }) => name)).toEqual(records.map(({ name }) => name));
          // Not by toEqual, which takes its time over every byte.
          const isSame = found.every(({ bytes }, at) => {
            const expected = records[at]?.bytes;
            return (
              expected?.length === bytes.length && bytes.every((byte, index) => byte === expected[index])
            );
          });
          expect(isSame).toBe(true);
        },
      ),
      { numRuns: 8 },
    );
  }, 60_000);

  it('is refused with any byte altered, wherever', async () => {
    const bytes = await bytesOf(await packed(small));
    const contentAt = firstChunkEnd(bytes);
    const alter = (at: number) => {
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    };
    for (let at = 0; at < contentAt; at++) {
      alter(at);
      expect(await whyOf(openPack(bytesSource(bytes), PASSPHRASE, random)), `byte ${at}`).toMatch(REFUSED);
      alter(at);
    }
    // Opened once, so that the passphrase is not derived anew for every byte of the content.
    const opened = await openPack(bytesSource(bytes), PASSPHRASE, random);
    for (let at = contentAt; at < bytes.length; at++) {
      alter(at);
      expect(await whyOf(readAll(opened.content(key))), `byte ${at}`).toMatch(REFUSED);
      alter(at);
    }
    expect(await readAll(opened.content(key))).toEqual(small);
  }, 120_000);

  it('is refused wherever it was cut off, also between two chunks', async () => {
    const whole = await bytesOf(await packed(small));
    for (let length = 0; length < whole.length; length++)
      expect(await whyOf(unpacked(whole.slice(0, length))), `${length} bytes`).toMatch(
        /^(notPack|truncated)$/,
      );
    const large = await bytesOf(await packed([{ name: 'large', bytes: new Uint8Array(900_000).fill(3) }]));
    const view = new DataView(large.buffer);
    // Three whole chunks and a last one: each boundary is where a copy that stopped would look whole.
    for (let at = firstChunkEnd(large); at < large.length; at += 4 + view.getUint32(at))
      expect(await whyOf(unpacked(large.slice(0, at)))).toBe('truncated');
  }, 120_000);

  it('is refused with two chunks swapped, one left out, or something behind the end', async () => {
    const bytes = await bytesOf(await packed([{ name: 'large', bytes: new Uint8Array(900_000).fill(3) }]));
    const ends = [firstChunkEnd(bytes)];
    const view = new DataView(bytes.buffer);
    while ((ends.at(-1) ?? 0) < bytes.length)
      ends.push((ends.at(-1) ?? 0) + 4 + view.getUint32(ends.at(-1) ?? 0));
    const chunks = ends.slice(1).map((end, index) => bytes.slice(ends[index], end));
    expect(chunks.length).toBeGreaterThan(3);
    const head = bytes.slice(0, ends[0]);
    const [one, two, ...rest] = chunks as [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
    for (const mixed of [
      [two, one, ...rest],
      [one, ...rest],
      [one, one, two, ...rest],
      [...chunks, chunks.at(-1) ?? one],
      [...chunks, new Uint8Array(3)],
    ])
      expect(await whyOf(unpacked(joined([head, ...mixed])))).toMatch(/^(damaged|truncated)$/);
  });

  it('tells a wrong passphrase from damage, and takes the same one in full-width letters', async () => {
    const file = await packed(small);
    expect(await whyOf(unpacked(file, `${PASSPHRASE} `))).toBe('wrongPassphrase');
    expect(await unpacked(file, PASSPHRASE.replace('1', '１'))).toEqual(small);
  });

  it('does not take a chunk of another pack under the same keys', async () => {
    const [one, other] = [await bytesOf(await packed(small)), await bytesOf(await packed(small))];
    const mixed = new Blob([one.slice(0, firstChunkEnd(one)), other.slice(firstChunkEnd(other))]);
    expect(await whyOf(unpacked(mixed))).toBe('damaged');
  });

  it('refuses a newer format and what is no pack at all, and derives no key for hours', async () => {
    const newer = await bytesOf(await packed(small));
    newer[7] = 2;
    expect(await whyOf(unpacked(newer))).toBe('newerFormat');
    expect(await whyOf(unpacked(new Blob(['PK\u0003\u0004 a zip of some kind'])))).toBe('notPack');
    expect(await whyOf(unpacked(new Blob([])))).toBe('notPack');
    const forged = new TextEncoder().encode(
      JSON.stringify({ id: 'x', kdf: { salt: 'AAAA', iterations: 2 ** 31 }, check: 'AAAA' }),
    );
    const start = new Blob(['ERDPACK\u0001', new Uint8Array([0, 0, 0, forged.length]), forged]);
    const hash = await crypto.subtle.digest('SHA-256', await start.arrayBuffer());
    expect(await whyOf(unpacked(new Blob([start, hash])))).toBe('damaged');
  });

  it('has nothing readable in it but its id and its rounds', async () => {
    const writer = await PackWriter.begin(
      random,
      { passphrase: PASSPHRASE, iterations: 10 },
      async () => ({ account: 'reviewer.guangzhou' }),
      key,
    );
    for (const part of jsonRecord('profile', { name: '进博会' })) await writer.add(part);
    const text = await (await writer.end()).text();
    for (const word of ['reviewer', 'profile', '进博会', PASSPHRASE]) expect(text).not.toContain(word);
  });
});

/** Where the manifest's chunk ends and the content begins. */
function firstChunkEnd(bytes: Uint8Array<ArrayBuffer>): number {
  const view = new DataView(bytes.buffer);
  const at = 8 + 4 + view.getUint32(8) + 32;
  return at + 4 + view.getUint32(at);
}
