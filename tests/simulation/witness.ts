/**
 * What a reviewer at a workstation would swear to: what they decided on which screen, what was shown as
 * saved, what they took back themselves. Kept apart from the desk, so that a desk that forgets is found out.
 */
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { Desk } from '../../renderer/desk/contract/desk.ts';
import type { OutboxRow } from '../../renderer/desk/contract/outbox.ts';
import type { Seen } from '../../renderer/desk/contract/rows.ts';
import type { DeskStatus } from '../../renderer/desk/contract/status.ts';

export interface Told {
  id: string;
  kind: 'unit' | 'attendee';
  subjectId: string;
  verdict: OutboxRow['verdict'];
  tag: string | undefined;
  batchId: string;
  order: number;
  /** what was on screen when the key was pressed; null: made by an undo of `undoes` */
  seen: Seen | null;
  /** shown as saved on this machine */
  isSaved: boolean;
  /** undone, replaced before it was sent, or withdrawn before it was sent */
  isTakenBack: boolean;
  /** the decision that took its place before it was sent; an undo that is lost brings that one back */
  replacedBy: string | null;
}

type States = Map<string, OutboxRow>;
/** Never sent: its author may still take it back without a trace. */
const isHere = (row: OutboxRow | undefined) => row?.state === 'window' || row?.state === 'queued';

const isStanding = (row: OutboxRow | undefined) => row !== undefined && row.state !== 'undone';

export class Witness {
  readonly told = new Map<string, Told>();
  /** decisions confirmed in all, those lost unsaved included */
  decided = 0;
  #order = 0;
  /** what the newest act took back or brought back */
  #toggled: Told[] = [];

  /** Carries out an act and swears to what it changed. `inputs`: what was pressed, with what was seen. */
  async act<T>(desk: Desk, inputs: readonly DecisionInput[], act: () => Promise<T>): Promise<T> {
    const before = await statesOf(desk);
    const reply = await act();
    const after = await statesOf(desk);
    const seenOf = new Map(inputs.map((input) => [`${input.kind}:${input.id}`, input.seen]));
    for (const [id, row] of after) {
      if (!before.has(id)) this.#tell(row, seenOf.get(`${row.kind}:${row.subjectId}`) ?? null);
    }
    this.#noteTakenBack(before, after);
    for (const told of this.#toggled) {
      const next = [...after.values()].find(
        (row) => row.subjectId === told.subjectId && row.kind === told.kind && !before.has(row.decisionId),
      );
      if (told.isTakenBack && next) told.replacedBy = next.decisionId;
    }
    return reply;
  }

  #tell(row: OutboxRow, seen: Seen | null): void {
    if (this.told.has(row.decisionId)) return;
    this.decided++;
    this.told.set(row.decisionId, {
      id: row.decisionId,
      kind: row.kind,
      subjectId: row.subjectId,
      verdict: row.verdict,
      tag: row.tag,
      batchId: row.batchId,
      order: this.#order++,
      seen,
      isSaved: false,
      isTakenBack: false,
      replacedBy: null,
    });
  }

  #noteTakenBack(before: States, after: States): void {
    this.#toggled = [];
    for (const [id, row] of before) {
      const told = this.told.get(id);
      if (!told) continue;
      if (isHere(row) && !isHere(after.get(id))) this.#toggle(told);
    }
    for (const [id, row] of after) {
      const told = this.told.get(id);
      if (told?.isTakenBack && isHere(row)) this.#toggle(told);
    }
  }

  #toggle(told: Told): void {
    told.isTakenBack = !told.isTakenBack;
    this.#toggled.push(told);
  }

  /** The journal refused the newest act: the desk has put everything back as it was before. */
  async noteRefusal(desk: Desk): Promise<void> {
    const present = await statesOf(desk);
    for (const told of this.#toggled) told.isTakenBack = !isHere(present.get(told.id));
    this.#toggled = [];
    for (const told of this.told.values()) {
      if (!told.isSaved && !present.has(told.id)) this.told.delete(told.id);
    }
  }

  /** Takes down what the status says is saved. */
  noteStatus(status: DeskStatus): void {
    const { lastAct } = status;
    if (!lastAct || lastAct.state === 'saving' || lastAct.state === 'undone') return;
    for (const told of this.told.values()) if (told.batchId === lastAct.batchId) told.isSaved = true;
  }

  /** After a restart: what was never shown as saved may be gone, an undo not saved may have been lost. */
  async noteRestart(desk: Desk): Promise<void> {
    const present = await statesOf(desk);
    for (const told of this.told.values()) {
      const row = present.get(told.id);
      if (row && row.state !== 'undone') told.isTakenBack = false;
      if (!row && isStanding(present.get(told.replacedBy ?? ''))) told.isTakenBack = true;
      if (!row && !told.isSaved) this.told.delete(told.id);
    }
  }

  /** Decisions that must end with a receipt. */
  standing(): Told[] {
    return [...this.told.values()].filter((told) => !told.isTakenBack);
  }

  /** The newest standing word on each submission. */
  lastWords(): Map<string, Told> {
    return new Map(this.standing().map((told) => [`${told.kind}:${told.subjectId}`, told]));
  }
}

/** Every decision the desk knows of, by id; those replaced or in the tray are not listed by it. */
export async function statesOf(desk: Desk): Promise<States> {
  return new Map((await desk.recentDecisions(Number.MAX_SAFE_INTEGER)).map((row) => [row.decisionId, row]));
}
