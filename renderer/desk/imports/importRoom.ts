/** The list at hand: matched against the index, judged, shown row by row, applied as one act. */
import { shanghaiDate } from '../../../shared/domain/calendar.ts';
import { climbLadder, listedKeys, type Match } from '../../../shared/workbooks/matchLadder.ts';
import { READ_LIMITS } from '../../../shared/workbooks/readOutcome.ts';
import type { DecideReply } from '../contract/decisions.ts';
import type { ImportApply, ImportInput, ImportOutcome, ImportReply, ImportRow } from '../contract/imports.ts';
import { type Scheduler, uuid } from '../ports.ts';
import type { ReviewRoom } from '../review/reviewRoom.ts';
import { findCandidates } from './candidates.ts';
import { judgeList, type ListJudgement } from './outcomes.ts';

interface OpenImport extends ImportInput {
  id: string;
  matches: Match[];
  chosen: Map<number, string>;
  judgement: ListJudgement;
}

/** What an import needs of the review room; the room is made anew with a new cache. */
export interface ImportRoomPorts {
  room(): Pick<ReviewRoom, 'context' | 'decide'>;
  schedule: Scheduler;
}

export class ImportRoom {
  #open: OpenImport | null = null;
  /** rises with each matching and each cancellation: an older one ends at its next step */
  #run = 0;
  #progress: { done: number; total: number } | null = null;

  constructor(private readonly ports: ImportRoomPorts) {}

  /** How far a matching under way has come; null when none is. */
  get progress(): { done: number; total: number } | null {
    return this.#progress;
  }

  async match(input: ImportInput): Promise<ImportReply> {
    const rowsMax = READ_LIMITS.rows;
    this.close();
    if (input.rows.length > rowsMax) return { ok: false, why: 'tooManyRows', rowsMax };
    const run = this.#run;
    const { context } = this.ports.room();
    const keys = input.rows.map(listedKeys);
    const candidates = await findCandidates(context, keys, {
      step: async (done, total) => {
        this.#progress = { done, total };
        await new Promise<void>((resolve) => {
          this.ports.schedule.after(0, resolve);
        });
        return this.#run === run;
      },
    });
    if (this.#run !== run || !candidates) return { ok: false, why: 'cancelled', rowsMax };
    this.#progress = null;
    const on = { today: shanghaiDate(context.clock.now()) };
    const matches = keys.map((each, index): Match => {
      const { exact = [], namesakes } = candidates[index] ?? {};
      const match = climbLadder(each, exact, on);
      return match.kind === 'none' ? climbLadder(each, namesakes?.() ?? [], on) : match;
    });
    const chosen = new Map<number, string>();
    const judgement = judgeList(this.ports.room().context, input.rows, matches, input.tag, chosen);
    this.#open = { ...input, id: uuid(context.random), matches, chosen, judgement };
    return { ok: true, importId: this.#open.id, ...judgement.summary };
  }

  /** Forgets the list and ends a matching under way. */
  close(): void {
    this.#run++;
    this.#open = null;
    this.#progress = null;
  }

  rows(
    importId: string,
    outcomes: readonly ImportOutcome[],
    from: number,
    to: number,
  ): { total: number; rows: ImportRow[] } {
    const { judgement } = this.#of(importId);
    const shown = judgement.rows.filter(
      ({ view }) => outcomes.includes(view.outcome) || isChosenAmong(view, outcomes),
    );
    return { total: shown.length, rows: shown.slice(from, to).map(({ view }) => view) };
  }

  choose(importId: string, index: number, attendeeId: string | null): ImportReply {
    const open = this.#of(importId);
    if (attendeeId === null) open.chosen.delete(index);
    else open.chosen.set(index, attendeeId);
    const { context } = this.ports.room();
    open.judgement = judgeList(context, open.rows, open.matches, open.tag, open.chosen);
    return { ok: true, importId, ...open.judgement.summary };
  }

  /** Decides on the rows that go, exactly as they were previewed; one act, in the list's order. */
  apply(importId: string, { includeFlagged }: ImportApply): DecideReply {
    const { judgement } = this.#of(importId);
    const inputs = judgement.rows.flatMap(({ view, input }) => {
      const goes =
        view.outcome === 'change' ||
        view.outcome === 'changesUnsent' ||
        (includeFlagged && view.outcome === 'flagged');
      return goes && input ? [input] : [];
    });
    return this.ports.room().decide(inputs);
  }

  #of(importId: string): OpenImport {
    if (this.#open?.id !== importId) throw new Error('this list is no longer open');
    return this.#open;
  }
}

/** A doubtful row that was given a person stays among the doubtful ones: there the choice can be taken back. */
const isChosenAmong = (view: ImportRow, outcomes: readonly ImportOutcome[]) =>
  view.chosen !== null && outcomes.includes('doubtful');
