/** Digests: count and sum of seq per sub-group, the gateway's beside ours at the same seq. They differ: a new snapshot is due. */
import type { ReviewIndex, SubmissionTable } from '../index/reviewIndex.ts';
import type { Clock } from '../ports.ts';
import type { GatewayClient } from './gatewayClient.ts';

/** Not more often than this, and only when something came since. */
const CHECK_EVERY_MS = 10 * 60_000;
/** A copy that differs again at once would only be fetched for ever. */
const REBUILD_EVERY_MS = 60 * 60_000;
/** Sums are kept as numbers below this, where they are exact. */
const EXACT_MAX = 2 ** 52;

interface Digest {
  count: number;
  sumOfSeq: bigint;
}

/** What the index holds of each sub-group. */
function digestsOf({ units, attendees }: Pick<ReviewIndex, 'units' | 'attendees'>): Map<string, Digest> {
  const digests = new Map<string, Digest>();
  for (const table of [units, attendees]) addDigests(digests, table);
  return digests;
}

/** One pass over the columns' numbers: half a million rows in words would hold up whoever types just then. */
function addDigests(digests: Map<string, Digest>, table: SubmissionTable): void {
  const { length } = table;
  const [gone, seqs] = [table.isGone.values(length), table.seq.values(length)];
  const subGroups = table.subGroupId.codes(length);
  const counts = new Int32Array(table.subGroupId.codeCount);
  const pending = new Float64Array(counts.length);
  const sums = Array.from(counts, () => 0n);
  for (let row = 0; row < length; row++) {
    if (gone[row]) continue;
    const code = subGroups[row] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
    const sum = (pending[code] ?? 0) + (seqs[row] ?? 0);
    pending[code] = sum < EXACT_MAX ? sum : 0;
    if (sum >= EXACT_MAX) sums[code] = (sums[code] ?? 0n) + BigInt(sum);
  }
  for (const [code, count] of counts.entries()) {
    if (!count) continue;
    const id = table.subGroupId.textOf(code) ?? '';
    const known = digests.get(id) ?? { count: 0, sumOfSeq: 0n };
    const sumOfSeq = known.sumOfSeq + (sums[code] ?? 0n) + BigInt(pending[code] ?? 0);
    digests.set(id, { count: known.count + count, sumOfSeq });
  }
}

export class DigestCheck {
  #isDue = true;
  #askedAt = Number.NEGATIVE_INFINITY;
  #rebuiltAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly client: GatewayClient,
    private readonly edition: string,
    private readonly clock: Clock,
  ) {}

  /** After a pull of so many items up to `head`: true if the local copy is not the gateway's. */
  async differs(
    index: Pick<ReviewIndex, 'units' | 'attendees'>,
    head: number,
    items: number,
  ): Promise<boolean> {
    const now = this.clock.now();
    if (items > 0) this.#isDue = true;
    // After a quiet pull only: while the feed moves, both sides would hardly ever be at the same seq.
    if (items > 0 || !this.#isDue || now - this.#askedAt < CHECK_EVERY_MS) return false;
    this.#askedAt = now;
    const reply = await this.client.call('digests', { params: { edition: this.edition } });
    if (!reply.ok || reply.value.seq !== head) return false;
    this.#isDue = false;
    const ours = digestsOf(index);
    const isSame =
      reply.value.subGroups.filter(({ count }) => count > 0).length === ours.size &&
      reply.value.subGroups.every(({ subGroupId, count, sumOfSeq }) => {
        const own = ours.get(subGroupId);
        return count === (own?.count ?? 0) && BigInt(sumOfSeq) === (own?.sumOfSeq ?? 0n);
      });
    if (isSame || now - this.#rebuiltAt < REBUILD_EVERY_MS) return false;
    this.#rebuiltAt = now;
    this.#isDue = true;
    return true;
  }
}
