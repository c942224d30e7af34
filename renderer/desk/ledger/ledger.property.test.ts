/** Whatever happens to a ledger: a frame taken out leaves no trace, and a compacted journal tells what is open. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { Receipt } from '../../../shared/protocol/push.ts';
import type { Entry } from './entry.ts';
import { type ActItem, FRAME_ITEMS, type Frame, readFrames, writtenFrames } from './frames.ts';
import { Ledger } from './ledger.ts';
import { unsettledFrames } from './unsettledFrames.ts';

type Happening =
  | { type: 'act'; subjects: number[] }
  | { type: 'undo' | 'attempt' | 'resolve'; pick: number }
  | { type: 'receive'; pick: number; result: 'applied' | 'stale' }
  | { type: 'mark'; pick: number; isSet: boolean }
  | { type: 'settle' };

const pick = fc.nat(50);
const happenings = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant('act' as const),
      subjects: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ type: fc.constantFrom('undo' as const, 'attempt' as const, 'resolve' as const), pick }),
    fc.record({
      type: fc.constant('receive' as const),
      pick,
      result: fc.constantFrom('applied' as const, 'stale' as const),
    }),
    fc.record({ type: fc.constant('mark' as const), pick: fc.nat(5), isSet: fc.boolean() }),
    fc.constant({ type: 'settle' as const }),
  ),
  { maxLength: 40, size: 'max' },
);

const oneOf = <T>(all: readonly T[], pickNumber: number): T | undefined =>
  all.length ? all[pickNumber % all.length] : undefined;

/** Turns happenings into the frames a desk would record, and applies them to a ledger. */
class Story {
  readonly ledger = new Ledger();
  #no = 0;
  #seq = 0;

  play(happening: Happening): void {
    const { ledger } = this;
    if (happening.type === 'settle') ledger.settle(this.#seq, () => undefined);
    else if (happening.type === 'receive') {
      const entry = oneOf(ledger.open('attempted'), happening.pick);
      if (entry) ledger.receive([this.#receipt(entry, happening.result)], 0);
    } else {
      const frame = this.frameOf(happening);
      if (frame) ledger.apply(frame);
    }
  }

  #receipt({ decision }: Entry, result: 'applied' | 'stale'): Receipt {
    return { id: decision.id, result, seq: ++this.#seq, replayed: false } as Receipt;
  }

  frameOf(happening: Exclude<Happening, { type: 'receive' } | { type: 'settle' }>): Frame | null {
    const no = ++this.#no;
    const ids = (entry: Entry | undefined) => (entry ? [entry.decision.id] : []);
    switch (happening.type) {
      case 'act': {
        const items = happening.subjects.map((subject) => this.#item(no, `u-${subject}`));
        return { t: 'act', no, batchId: `b-${no}`, at: no, windowMs: 1, items };
      }
      case 'undo':
        return { t: 'undo', no, at: no, ids: ids(oneOf(this.ledger.open('window'), happening.pick)) };
      case 'attempt': {
        const entry = oneOf(this.ledger.open('window'), happening.pick);
        return entry
          ? { t: 'attempt', no, at: no, ns: [[entry.decision.id, this.ledger.highestN + 1]] }
          : null;
      }
      case 'resolve': {
        const parked = ids(oneOf(this.ledger.open('parked'), happening.pick));
        return { t: 'resolve', no, at: no, ids: parked, how: 'discarded' };
      }
      case 'mark':
        return {
          t: 'mark',
          no,
          kind: 'unit',
          id: `u-${happening.pick}`,
          revision: 1,
          isSet: happening.isSet,
        };
    }
  }

  #item(no: number, subjectId: string): ActItem {
    const chain = this.ledger.chain('unit', subjectId);
    const waiting = chain.findLast(({ state }) => state === 'window');
    const parked = chain.findLast(({ state }) => state === 'parked');
    const decision = {
      id: `d-${no}-${subjectId}`,
      kind: 'unit',
      subjectId,
      baseRevision: 1,
      seenHash: 'h',
      previousDecisionId: null,
      verdict: 'approve',
      ...(parked && !waiting ? { supersedes: parked.decision.id } : {}),
    } as unknown as Decision;
    return {
      decision,
      label: subjectId,
      unitId: subjectId,
      ...(waiting ? { replaces: waiting.decision.id } : {}),
    };
  }
}

/** All that a ledger knows, in a form to compare. */
function contentOf(ledger: Ledger): unknown {
  return structuredClone({
    entries: [...ledger.entries.values()],
    order: ledger.ordered.map(({ decision }) => decision.id),
    batches: [...ledger.batches].map(([id, entries]) => [id, entries.length]),
    chunks: [...ledger.chunks].map(([id, entries]) => [id, entries.length]),
    marks: [...ledger.marks],
    highestN: ledger.highestN,
    open: ledger
      .open('window', 'attempted', 'applied', 'parked', 'replaced')
      .map(({ decision }) => decision.id),
    resolutions: ledger.resolutions,
  });
}

it('a frame taken in and out again leaves a ledger as it was, also the newest of several', () => {
  fc.assert(
    fc.property(happenings, happenings, (before, refused) => {
      const story = new Story();
      for (const happening of before) story.play(happening);
      const { ledger } = story;
      const former = contentOf(ledger);
      const reverts: (() => unknown)[] = [];
      for (const happening of refused) {
        if (happening.type === 'receive' || happening.type === 'settle') continue;
        const frame = story.frameOf(happening);
        if (frame) reverts.push(ledger.applyRevertibly(frame).revert);
      }
      for (const revert of reverts.reverse()) revert();
      expect(contentOf(ledger)).toEqual(former);
    }),
    { numRuns: 300 },
  );
});

it('what a compacted journal tells is what was open, and nothing else', () => {
  fc.assert(
    fc.property(happenings, (all) => {
      const story = new Story();
      for (const happening of all) story.play(happening);
      const { ledger } = story;
      const told = new Ledger();
      for (const frame of readFrames(unsettledFrames(ledger).flatMap(writtenFrames))) told.apply(frame);

      // A receipt is not told again: its decision is asked for, and is answered as before.
      const waiting = (each: Ledger, ...states: ('attempted' | 'applied' | 'parked')[]) =>
        each.open(...states).map(({ decision, n }) => [decision.id, n]);
      expect(waiting(told, 'attempted')).toEqual(waiting(ledger, 'attempted', 'applied', 'parked'));
      const unsent = (each: Ledger) => each.open('window').map(({ decision }) => decision.id);
      expect(unsent(told)).toEqual(unsent(ledger));
      expect(told.highestN).toBe(ledger.highestN);
      expect([...told.marks].sort()).toEqual([...ledger.marks].sort());

      // Undoing the newest word brings the same earlier one back.
      for (const entry of ledger.open('window')) {
        const undo: Frame = { t: 'undo', no: 10_000, at: 0, ids: [entry.decision.id] };
        const first = ledger.applyRevertibly(undo);
        const second = told.applyRevertibly(undo);
        expect(unsent(told)).toEqual(unsent(ledger));
        first.revert();
        second.revert();
      }
    }),
    { numRuns: 300 },
  );
});

it('an act of any size is told whole, and not at all while a part of it is missing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 * FRAME_ITEMS }), fc.nat(3), (size, missing) => {
      const items = Array.from({ length: size }, (_, index) => ({ label: String(index) }) as ActItem);
      const act: Frame = { t: 'act', no: 7, batchId: 'b', at: 1, windowMs: 2, items };
      const mark: Frame = { t: 'mark', no: 8, kind: 'unit', id: 'u-1', revision: 1, isSet: true };
      const written = [...writtenFrames(act), ...writtenFrames(mark)];
      expect(readFrames(written)).toEqual([act, mark]);
      const parts = written.length - 1;
      const torn = written.filter((_, index) => index !== missing % parts);
      expect(readFrames(torn)).toEqual([mark]);
    }),
    { numRuns: 40 },
  );
});
