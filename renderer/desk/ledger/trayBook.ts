/** The tray in the book: what did not take effect, and its author's word on it. */
import type { Entry, EntryState } from './entry.ts';
import { EntryBook } from './entryBook.ts';
import type { Frame } from './frames.ts';

export class TrayBook extends EntryBook {
  /** what its author took out of the tray since the desk was opened, oldest first; for undoing it */
  readonly resolutions: { at: number; how: 'discarded' | 'accepted'; ids: string[] }[] = [];
  /** frames are being told again: what they answered may lack its receipt */
  isReplaying = false;

  /** Decisions in the tray, oldest first; a refused withdrawal is told with the decision that was to follow it. */
  parked(): Entry[] {
    const all = this.open('parked');
    const told = new Set(all.flatMap((entry) => this.#withWithdrawal(entry, 'parked').slice(1)));
    return all.filter((entry) => !told.has(entry));
  }

  /** The parked withdrawal that a parked decision was to follow, if they were one act. */
  withdrawalBefore(entry: Entry): Entry | null {
    return this.#withWithdrawal(entry, 'parked')[1] ?? null;
  }

  /** Takes decisions out by their author's word. */
  protected resolve({ ids, how, at }: Extract<Frame, { t: 'resolve' }>, dirty: Set<string>): void {
    const resolved: string[] = [];
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (!entry || !this.#isParked(entry)) continue;
      this.#leave(entry, dirty);
      resolved.push(id);
    }
    if (resolved.length) this.resolutions.push({ at, how, ids: resolved });
  }

  /** Back into the tray, unless a later decision has answered it since. */
  protected unresolve(id: string, dirty: Set<string>): void {
    for (const resolution of this.resolutions) resolution.ids = resolution.ids.filter((each) => each !== id);
    const entry = this.entries.get(id);
    if (entry?.state !== 'resolved') return;
    const isAnswered = this.chain(entry.decision.kind, entry.decision.subjectId).some(
      (later) => later.decision.supersedes === id && later.state !== 'undone' && later.state !== 'replaced',
    );
    if (!isAnswered) this.#park(entry, dirty);
  }

  /** A decision made again from the tray answers the parked one it supersedes. */
  protected answerParked(supersedes: string | undefined, dirty: Set<string>): void {
    const parked = supersedes ? this.entries.get(supersedes) : undefined;
    if (parked && this.#isParked(parked)) this.#leave(parked, dirty);
  }

  /** The answer was taken back: what it answered lies in the tray again. */
  protected parkAgain(supersedes: string | undefined, dirty: Set<string>): void {
    const parked = supersedes ? this.entries.get(supersedes) : undefined;
    if (parked?.state === 'resolved') this.#park(parked, dirty);
  }

  #leave(parked: Entry, dirty: Set<string>): void {
    for (const each of this.#withWithdrawal(parked, 'parked')) {
      each.state = 'resolved';
      dirty.add(each.chunkId);
    }
  }

  /** Puts what was resolved back into the tray; only what the gateway did refuse belongs there. */
  #park(resolved: Entry, dirty: Set<string>): void {
    for (const entry of this.#withWithdrawal(resolved, 'resolved')) {
      if (entry.receipt?.result === 'applied' || (!entry.receipt && entry.n === undefined)) continue;
      // Told again after a loss it has no receipt: it is asked for again.
      entry.state = entry.receipt ? 'parked' : 'attempted';
      this.wake(entry);
      dirty.add(entry.chunkId);
    }
  }

  /** In the tray; or it was when this was said, its receipt having been lost since. */
  #isParked({ state, n }: Entry): boolean {
    return state === 'parked' || (this.isReplaying && state === 'attempted' && n !== undefined);
  }

  /** A decision and, if it was made in one act with the withdrawal it follows, that withdrawal too. */
  #withWithdrawal(entry: Entry, state: EntryState): Entry[] {
    const before = entry.decision.previousDecisionId;
    const withdrawal = before === null ? undefined : this.entries.get(before);
    const isOneAct =
      withdrawal?.batchId === entry.batchId &&
      withdrawal.decision.verdict === 'withdraw' &&
      (withdrawal.state === state || (state === 'parked' && this.#isParked(withdrawal)));
    return isOneAct ? [entry, withdrawal] : [entry];
  }
}
