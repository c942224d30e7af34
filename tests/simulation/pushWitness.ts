/** Keeps its own account of what arrived at the real gateway, which receipts it gave, and what its effects were on. */
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';
import type { Effect } from './modelJudge.ts';
import type { Held } from './side.ts';

export class PushWitness {
  /** every statement that ever arrived, by id, with the workstation it first came from */
  readonly arrived = new Map<string, { item: PushItem; ws: string }>();
  readonly issued = new Map<string, Receipt>();
  readonly effects: Effect[] = [];
  /** ids whose receipt was another when it was told again */
  readonly contradictions: string[] = [];

  arrive(items: readonly PushItem[], ws: string): void {
    for (const item of items) if (!this.arrived.has(item.id)) this.arrived.set(item.id, { item, ws });
  }

  /** Takes a receipt with what its subjects were just before: what an effect was really on. */
  answered(receipt: Receipt, items: readonly PushItem[], before: ReadonlyMap<string, Held>): void {
    const { replayed, ...content } = receipt;
    if (content.result === 'fingerprint-mismatch' || content.result === 'sequence-reused') return;
    const known = this.issued.get(receipt.id);
    if (known) {
      if (JSON.stringify(known) !== JSON.stringify(content)) this.contradictions.push(receipt.id);
      return;
    }
    if (replayed) this.contradictions.push(`${receipt.id} first heard of as a replay`);
    this.issued.set(receipt.id, content);
    const item = items.find(({ id }) => id === receipt.id);
    const held = item && before.get(`${item.kind}:${item.subjectId}`);
    if (receipt.result !== 'applied' || !item) return;
    this.effects.push({
      decisionId: item.id,
      kind: item.kind,
      subjectId: item.subjectId,
      baseRevision: item.baseRevision,
      revision: held?.revision ?? 0,
      seenHash: item.seenHash,
      hash: held?.hash ?? '',
      previousDecisionId: item.previousDecisionId,
    });
  }
}
