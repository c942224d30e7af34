/** The journal's plaintext header: whose it is and the wrapped keys, in two slots written in turn. */
import { z } from 'zod';
import type { JournalFile } from '../ports.ts';
import { crc32c } from './crc32c.ts';

export const Wrap = z.object({ iv: z.string(), data: z.string() });
export type Wrap = z.infer<typeof Wrap>;

/** Nothing personal: an account's name, the gateway, and keys that need a password to open. */
export const WorkstationHeader = z.object({
  format: z.literal(1),
  localId: z.string(),
  /** the name the gateway knows this workstation by; replaced when a cloned profile is found */
  ws: z.string(),
  account: z.string(),
  gateway: z.string(),
  kdf: z.object({ salt: z.string(), iterations: z.number().int().positive() }),
  /**
   * a secret that the operating system's key store has sealed for this workstation; where it is there, the
   * password's wraps need it besides the password
   */
  systemKey: z.string().optional(),
  wraps: z.object({ password: z.array(Wrap).min(1), recovery: Wrap.optional() }),
  /**
   * when this one was chosen among several of its account and gateway, ms since epoch; the latest chosen is in
   * use, the others lie aside. Absent as long as there was nothing to choose
   */
  chosenAt: z.number().optional(),
});
export type WorkstationHeader = z.infer<typeof WorkstationHeader>;

const SLOT_BYTES = 16 * 1024;
const SLOT_HEAD_BYTES = 12;

interface Slot {
  index: number;
  generation: number;
  header: WorkstationHeader;
}

async function readSlot(file: JournalFile, index: number): Promise<Slot | null> {
  const bytes = await file.read(index * SLOT_BYTES, SLOT_BYTES);
  if (bytes.length < SLOT_HEAD_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const generation = view.getUint32(0);
  const length = view.getUint32(4);
  if (generation === 0 || length > SLOT_BYTES - SLOT_HEAD_BYTES) return null;
  const body = bytes.subarray(SLOT_HEAD_BYTES, SLOT_HEAD_BYTES + length);
  if (crc32c(body, generation) !== view.getUint32(8)) return null;
  const parsed = WorkstationHeader.safeParse(JSON.parse(new TextDecoder().decode(body)));
  return parsed.success ? { index, generation, header: parsed.data } : null;
}

/** The whole slots, newest first. */
async function wholeSlots(file: JournalFile): Promise<Slot[]> {
  const slots = [await readSlot(file, 0), await readSlot(file, 1)];
  return slots.filter((slot) => slot !== null).sort((a, b) => b.generation - a.generation);
}

async function newestSlot(file: JournalFile): Promise<Slot | null> {
  return (await wholeSlots(file))[0] ?? null;
}

/** The newest whole header among these bytes of a header file, or null. */
export function parseHeader(bytes: Uint8Array<ArrayBuffer>): Promise<WorkstationHeader | null> {
  return readHeader({
    size: async () => bytes.length,
    read: async (at, length) => bytes.slice(at, at + length),
    write: () => Promise.reject(new TypeError('read only')),
    flush: async () => undefined,
    truncate: () => Promise.reject(new TypeError('read only')),
  });
}

/** The newest whole header of the file, or null if it holds none. */
export async function readHeader(file: JournalFile): Promise<WorkstationHeader | null> {
  return (await newestSlot(file))?.header ?? null;
}

/** Writes the header into the slot that is not the newest and flushes: a torn write loses no key. */
export async function writeHeader(file: JournalFile, header: WorkstationHeader): Promise<void> {
  const newest = await newestSlot(file);
  const generation = (newest?.generation ?? 0) + 1;
  const body = new TextEncoder().encode(JSON.stringify(header));
  if (body.length > SLOT_BYTES - SLOT_HEAD_BYTES) throw new RangeError('header too large');
  const bytes = new Uint8Array(SLOT_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, generation);
  view.setUint32(4, body.length);
  view.setUint32(8, crc32c(body, generation));
  bytes.set(body, SLOT_HEAD_BYTES);
  if ((await file.size()) < 2 * SLOT_BYTES) await file.write(0, new Uint8Array(2 * SLOT_BYTES));
  await file.write(newest?.index === 0 ? SLOT_BYTES : 0, bytes);
  await file.flush();
}

/**
 * Writes over the former header if its wraps are not those of the newest.
 * SECURITY: a password that was changed, or that no longer suffices, would still open what lies there.
 */
export async function effaceFormer(file: JournalFile): Promise<void> {
  const [newest, former] = await wholeSlots(file);
  if (!newest || !former || JSON.stringify(former.header.wraps) === JSON.stringify(newest.header.wraps))
    return;
  await writeHeader(file, newest.header);
}
