/**
 * News: what others did to one's own – a decision withdrawn or overruled, a unit moved into or out of the
 * sub-group. Kept sealed on this machine until 200 newer ones have come; nothing of a submission that left
 * stays in it but what the reviewer's own decisions name anyway.
 */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { PutItem, TransferNote } from '../../../shared/protocol/feed.ts';
import type { NewsRow } from '../contract/secretariat.ts';
import { type Entry, tagOf } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AppliedChange } from '../sync/feedStore.ts';

const ROWS_MAX = 200;

export interface NewsPorts {
  ledger: Ledger;
  account: string;
  /** sub-groups in scope; null: the whole delegation, where nothing arrives or leaves */
  ownSubGroups(): readonly string[] | null;
  item(kind: SubmissionKind, id: string): Promise<PutItem | null>;
  save(rows: readonly NewsRow[]): Promise<unknown>;
  onChanged(): void;
}

export class News {
  #rows: NewsRow[] = [];

  constructor(private readonly ports: NewsPorts) {}

  /** Takes up what an earlier run kept. */
  remember(rows: readonly NewsRow[]): void {
    this.#rows = [...rows];
  }

  /** Newest first. */
  rows(): NewsRow[] {
    return [...this.#rows].reverse();
  }

  get unread(): number {
    return this.#rows.filter(({ isRead }) => !isRead).length;
  }

  /** How a unit left, if that was told: for the decisions on it and its people that are parked. */
  leaving(unitId: string): NewsRow | null {
    return this.#rows.findLast(({ what, subjectId }) => what === 'left' && subjectId === unitId) ?? null;
  }

  async markRead(): Promise<void> {
    if (this.unread === 0) return;
    this.#rows = this.#rows.map((row) => ({ ...row, isRead: true }));
    await this.#changed();
  }

  /** Looks at a page of changes; the first pull is no news. */
  async take(change: AppliedChange): Promise<void> {
    if (change.isFirst) return;
    const fresh: NewsRow[] = [];
    for (const { id, transfer } of change.left) if (transfer) fresh.push(...this.#left(id, transfer));
    const arrived = new Set(change.arrived);
    for (const { kind, id } of change.changed) {
      const own = this.#ownDecision(kind, id);
      if (!own && !(kind === 'unit' && arrived.has(id))) continue;
      const item = await this.ports.item(kind, id);
      if (!item) continue;
      if (item.kind === 'unit' && arrived.has(id)) fresh.push(...this.#arrived(item));
      if (own) fresh.push(...this.#undone(item, own));
    }
    const known = new Set(this.#rows.map(({ id }) => id));
    const news = fresh.filter(({ id }) => !known.has(id));
    const gone = new Set(change.left.map(({ id }) => id));
    // What arrived and went on again leaves no name behind.
    const kept = this.#rows.map((row) =>
      row.what === 'arrived' && gone.has(row.subjectId) ? { ...row, name: null } : row,
    );
    if (news.length === 0 && gone.size === 0) return;
    this.#rows = [...kept, ...news].slice(-ROWS_MAX);
    await this.#changed();
  }

  async #changed(): Promise<void> {
    this.ports.onChanged();
    await this.ports.save(this.#rows);
  }

  /** The newest decision of one's own that took effect on a submission. */
  #ownDecision(kind: SubmissionKind, id: string): Entry | null {
    const took = (entry: Entry) => entry.state === 'applied' || entry.state === 'settled';
    return this.ports.ledger.chain(kind, id).findLast(took) ?? null;
  }

  #undone(item: PutItem, own: Entry): NewsRow[] {
    const { decision } = item;
    if (!decision || decision.by === this.ports.account) return [];
    const { verdict, baseRevision } = own.decision;
    // An amendment ends a decision by itself, and a withdrawal leaves nothing to be taken back.
    if (decision.id === own.decision.id || verdict === 'withdraw' || baseRevision !== item.revision)
      return [];
    // Somebody else's word was there before mine, and mine only agreed with it.
    if (own.receipt?.result !== undefined && own.receipt.result !== 'applied') return [];
    const tag = tagOf(own.decision);
    return [
      {
        id: decision.id,
        what: decision.verdict === 'withdraw' ? 'withdrawn' : 'overruled',
        kind: item.kind,
        subjectId: item.id,
        name: own.label,
        at: Date.parse(decision.at),
        by: decision.byName ?? decision.by,
        reason: decision.note ?? (decision.reasons ?? []).map(({ text, code }) => text || code).join(' · '),
        verdict: decision.verdict,
        ...(decision.tag ? { tag: decision.tag } : {}),
        mine: { verdict, ...(tag ? { tag } : {}), at: own.confirmedAt },
        isRead: false,
      },
    ];
  }

  #arrived(item: PutItem & { kind: 'unit' }): NewsRow[] {
    const { transfer } = item;
    if (!transfer || !this.#isForeign(transfer)) return [];
    return [this.#moved('arrived', item.id, item.material.unitName, transfer)];
  }

  #left(unitId: string, transfer: TransferNote): NewsRow[] {
    if (!this.#isForeign(transfer)) return [];
    const own = this.ports.ledger.chain('unit', unitId).at(-1);
    return [this.#moved('left', unitId, own?.label ?? null, transfer)];
  }

  #isForeign({ by, subGroupId }: TransferNote): boolean {
    const own = this.ports.ownSubGroups();
    return own !== null && !own.includes(subGroupId) && by !== this.ports.account;
  }

  #moved(what: 'arrived' | 'left', unitId: string, name: string | null, note: TransferNote): NewsRow {
    const { by, byName, at, reason, subGroupId } = note;
    return {
      id: `${what}:${unitId}:${at}`,
      what,
      kind: 'unit',
      subjectId: unitId,
      name,
      at: Date.parse(at),
      by: byName ?? by,
      reason,
      subGroupId,
      isRead: false,
    };
  }
}
