/** Hands checked rows in, slice by slice, each slice's images before it; a stop keeps what went before. */
import type { RowToImport } from '../../../../shared/workbooks/submissionRows.ts';
import type { IntakePlan, IntakeStop, SendReply, SentRow } from '../../../desk/contract/intake.ts';
import type { ImageReading } from '../../../workbooks/imageBundle.ts';

export const SLICE = 100;

export interface SlicePorts {
  image(path: string): Promise<ImageReading>;
  putImage(
    sha256: string,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<{ ok: true } | { ok: false; why: IntakeStop }>;
  send(from: number, to: number): Promise<SendReply>;
  isStopped(): boolean;
  progress(done: number): void;
}

export interface SentSlices {
  rows: SentRow[];
  total: number;
  /** why it ended before the end; `stopped`: by the secretary's word */
  why: IntakeStop | 'stopped' | null;
}

export async function sendSlices(
  ports: SlicePorts,
  rows: readonly RowToImport[],
  { order }: Pick<IntakePlan, 'order'>,
): Promise<SentSlices> {
  const result: SentSlices = { rows: [], total: order.length, why: null };
  const stored = new Set<string>();
  for (let from = 0; from < order.length; from += SLICE) {
    if (ports.isStopped()) return { ...result, why: 'stopped' };
    ports.progress(from);
    const going = order.slice(from, from + SLICE).flatMap((at) => rows[at] ?? []);
    const why = await upload(ports, going, stored);
    if (why) return { ...result, why };
    const reply = await ports.send(from, from + SLICE);
    if (!reply.ok) return { ...result, why: reply.why };
    result.rows.push(...reply.rows);
  }
  return result;
}

/** Stores the images of some rows, each once. */
async function upload(
  ports: SlicePorts,
  rows: readonly RowToImport[],
  stored: Set<string>,
): Promise<IntakeStop | 'stopped' | null> {
  for (const { imageHash, imageName } of rows) {
    if (imageHash === undefined || stored.has(imageHash)) continue;
    if (ports.isStopped()) return 'stopped';
    const image = await ports.image(imageName);
    // Changed or gone since the dry run: what goes is what was looked at, or nothing.
    if (!image.ok || image.sha256 !== imageHash) return 'imageRefused';
    const reply = await ports.putImage(imageHash, image.bytes);
    if (!reply.ok) return reply.why;
    stored.add(imageHash);
  }
  return null;
}
