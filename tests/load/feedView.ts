/** What a simulated workstation has pulled: its view of the feed, and what of the feed should not have been. */
import type { ChangesPage, FeedItem, SnapshotManifest } from '../../shared/protocol/feed.ts';
import type { Seen } from './choose.ts';
import { type createClient, Refused } from './client.ts';
import type { Measure } from './measure.ts';

export class FeedView {
  /** by `kind/id` */
  readonly seen = new Map<string, Seen>();
  #cursor: string | null = null;
  #lastSeq = 0;

  constructor(
    private readonly client: ReturnType<typeof createClient>,
    private readonly measure: Measure,
    private readonly scope: readonly string[] | 'delegation',
    private readonly violations: string[],
  ) {}

  /** Pulls to the end, from a new snapshot where the cursor fits no longer. */
  async pull(): Promise<void> {
    for (;;) {
      try {
        this.#cursor ??= await this.#takeSnapshot();
        await this.#follow();
        return;
      } catch (error) {
        const isOutdated = error instanceof Refused && (error.status === 410 || error.status === 404);
        if (!isOutdated) throw error;
        this.measure.count('snapshots taken anew');
        this.#cursor = null;
      }
    }
  }

  async #takeSnapshot(): Promise<string> {
    const manifest = await this.client.insist<SnapshotManifest>('snapshot');
    this.seen.clear();
    this.#lastSeq = 0;
    for (const { sha256, count } of manifest.parts) {
      const text = await this.client.insist<string>('part', { params: { sha256 } });
      const lines = text.split('\n').filter((line) => line !== '');
      if (lines.length !== count) this.violations.push(`a part of ${count} had ${lines.length} lines`);
      for (const line of lines) this.#apply(JSON.parse(line) as FeedItem);
    }
    return manifest.cursor;
  }

  async #follow(): Promise<void> {
    for (;;) {
      const query = { cursor: this.#cursor ?? '' };
      const page = await this.client.insist<ChangesPage>('changes', { query });
      for (const item of page.items) {
        if (item.seq <= this.#lastSeq)
          this.violations.push(`I5: seq ${item.seq} came after ${this.#lastSeq}`);
        this.#lastSeq = item.seq;
        this.#apply(item);
      }
      this.measure.count('feed items', page.items.length);
      this.#cursor = page.cursor;
      if (!page.more) return;
    }
  }

  #apply(item: FeedItem): void {
    const key = `${item.kind}/${item.id}`;
    if ((this.seen.get(key)?.seq ?? 0) >= item.seq) return;
    if (item.op !== 'put') {
      this.seen.delete(key);
      return;
    }
    if (this.scope !== 'delegation' && !this.scope.includes(item.subGroupId))
      this.violations.push(`I7: ${key} of ${item.subGroupId} was readable`);
    this.seen.set(key, {
      kind: item.kind,
      id: item.id,
      unitId: item.kind === 'unit' ? item.id : item.unitId,
      subGroupId: item.subGroupId,
      revision: item.revision,
      hash: item.hash,
      seq: item.seq,
      status: item.status,
      decisionId: item.decision?.id ?? null,
    });
  }
}
