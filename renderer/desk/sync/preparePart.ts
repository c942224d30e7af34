/**
 * What of a snapshot's part can be done without the desk: its bytes checked and parsed, each content hash
 * computed, index rows made. Runs in a helper worker or in the desk's own; what comes out is text, for that
 * crosses between workers at no cost.
 */
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import { PutItem } from '../../../shared/protocol/feed.ts';
import { type IndexRow, indexRow } from '../index/indexRow.ts';
import { blockOfLines } from './blockText.ts';
import { contentHash } from './contentHash.ts';
import { exactTest } from './exactTest.ts';

export interface PartOrder {
  /** the part as it came: JSON lines */
  bytes: Uint8Array<ArrayBuffer>;
  /** of those bytes, as the manifest has it */
  sha256: string;
  profile: EditionProfile;
  /** YYYY-MM-DD */
  today: string;
}

/** A part ready to be sealed and stored. */
export interface ReadyPart {
  ok: true;
  count: number;
  /** JSON of the submissions, a line for each, UTF-8 */
  items: Uint8Array<ArrayBuffer>;
  /** JSON of their index rows in the same order, UTF-8 */
  rows: Uint8Array<ArrayBuffer>;
}
/** A part that is not what it claims to be: nothing of it is taken. */
export type PreparedPart = ReadyPart | { ok: false; why: 'schema' | 'hashMismatch' };

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const isExact = exactTest(PutItem);

/** A line's submission and the line it is stored as; null if it is none. */
function read(line: string): { item: PutItem; line: string } | null {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return null;
  }
  if (isExact(raw)) {
    // As it came, unless the gateway writes blanks around it.
    const isBare = line.startsWith('{') && line.endsWith('}');
    return { item: raw as PutItem, line: isBare ? line : JSON.stringify(raw) };
  }
  const { data } = PutItem.safeParse(raw);
  return data ? { item: data, line: JSON.stringify(data) } : null;
}

/** Checks a part whole and makes of it what is stored. */
export async function preparePart({ bytes, sha256, profile, today }: PartOrder): Promise<PreparedPart> {
  if ((await sha256Hex(bytes)) !== sha256) return { ok: false, why: 'schema' };
  const items: PutItem[] = [];
  const lines: string[] = [];
  for (const line of decoder.decode(bytes).split('\n')) {
    if (line === '') continue;
    const found = read(line);
    if (!found) return { ok: false, why: 'schema' };
    items.push(found.item);
    lines.push(found.line);
  }
  const rows: IndexRow[] = [];
  for (const item of items) {
    if (contentHash(item) !== item.hash) return { ok: false, why: 'hashMismatch' };
    rows.push(indexRow(item, profile, today));
  }
  return {
    ok: true,
    count: items.length,
    items: blockOfLines(lines),
    rows: encoder.encode(JSON.stringify(rows)),
  };
}

/** The index rows of a prepared part. */
export function readRows({ rows }: ReadyPart): IndexRow[] {
  return JSON.parse(decoder.decode(rows)) as IndexRow[];
}
