/** The model's feed: who sees what, snapshots in parts, pages of changes, digests and images. */
import { sha256Hex } from '../../shared/domain/canonical.ts';
import type { PutItem } from '../../shared/protocol/feed.ts';
import { HEADERS, json, problem } from './modelReplies.ts';
import { ModelState } from './modelState.ts';

const PART_ITEMS = 20;
const PAGE_ITEMS = 7;

export interface ModelAccount {
  name: string;
  displayName: string;
  role: 'reviewer' | 'secretariat';
  /** null: the whole delegation */
  subGroups: string[] | null;
  scopeGen: number;
}

export class ModelFeed extends ModelState {
  readonly #parts = new Map<string, { text: string; subGroupId: string }>();

  /** What an account may see. */
  isInScope(account: ModelAccount, subGroupId: string): boolean {
    return account.subGroups === null || account.subGroups.includes(subGroupId);
  }

  protected async snapshot(account: ModelAccount) {
    const parts = [];
    const bySubGroup = new Map<string, PutItem[]>();
    for (const item of this.items.values()) {
      if (!this.isInScope(account, item.subGroupId)) continue;
      const list = bySubGroup.get(item.subGroupId) ?? [];
      list.push(item);
      bySubGroup.set(item.subGroupId, list);
    }
    for (const [subGroupId, all] of bySubGroup) {
      for (let from = 0; from < all.length; from += PART_ITEMS) {
        const items = all.slice(from, from + PART_ITEMS);
        const text = items.map((item) => `${JSON.stringify(item)}\n`).join('');
        const sha256 = await sha256Hex(text);
        this.#parts.set(sha256, { text, subGroupId });
        parts.push({ sha256, bytes: new TextEncoder().encode(text).length, count: items.length });
      }
    }
    return {
      epoch: this.epoch,
      scopeGen: account.scopeGen,
      parts,
      cursor: this.#cursor(account, this.head),
    };
  }

  protected part(account: ModelAccount, sha256: string): Response {
    const part = this.#parts.get(sha256);
    if (!part || !this.isInScope(account, part.subGroupId)) return problem('not-found');
    return new Response(part.text, { headers: { ...HEADERS, 'Content-Type': 'application/x-ndjson' } });
  }

  #cursor(account: ModelAccount, seq: number): string {
    return `c-${seq}-${account.scopeGen}-${this.epoch}`;
  }

  protected changes(account: ModelAccount, search: URLSearchParams): Response {
    const raw = search.get('cursor') ?? '';
    const since = Number(raw.split('-')[1]);
    if (raw !== this.#cursor(account, since) || since > this.head) return problem('cursor-invalid');
    const sees = (subGroupId: string) => this.isInScope(account, subGroupId);
    const left = this.exits
      .filter(({ from, kind, id }) => {
        const present = this.items.get(ModelState.key(kind, id));
        return sees(from) && !(present && sees(present.subGroupId));
      })
      .map(({ from: _, ...exit }) => exit);
    const all = [...[...this.items.values()].filter((item) => sees(item.subGroupId)), ...this.gone, ...left]
      .filter((item) => item.seq > since)
      .sort((a, b) => a.seq - b.seq);
    const items = all.slice(0, PAGE_ITEMS);
    const more = all.length > items.length;
    const seq = more ? (items.at(-1)?.seq ?? since) : this.head;
    return json({ epoch: this.epoch, items, cursor: this.#cursor(account, seq), more, head: this.head });
  }

  protected digests(account: ModelAccount) {
    const groups = new Map<string, { count: number; sum: number }>();
    for (const item of this.items.values()) {
      if (!this.isInScope(account, item.subGroupId)) continue;
      const group = groups.get(item.subGroupId) ?? { count: 0, sum: 0 };
      groups.set(item.subGroupId, { count: group.count + 1, sum: group.sum + item.seq });
    }
    const subGroups = [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([subGroupId, { count, sum }]) => ({ subGroupId, count, sumOfSeq: String(sum) }));
    return { seq: this.head, subGroups };
  }

  protected image(account: ModelAccount, sha256: string): Response {
    const image = this.images.get(sha256);
    const item = this.items.get(image?.key ?? '');
    if (!image || !item || !this.isInScope(account, item.subGroupId)) return problem('not-found');
    return new Response(image.bytes, { headers: { ...HEADERS, 'Content-Type': 'image/png' } });
  }
}
