/** The tray: decisions that did not take effect, what each stands beside, and what their author does with them. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { CurrentDecision, PutItem } from '../../../shared/protocol/feed.ts';
import type { DecisionInput } from '../contract/decisions.ts';
import type { NewsRow } from '../contract/secretariat.ts';
import type {
  ActionRefusal,
  CompareReply,
  TrayDetail,
  TrayHow,
  TrayOutcome,
  TrayPreview,
  TrayRow,
  VersionRef,
} from '../contract/tray.ts';
import { type Entry, tagOf } from '../ledger/entry.ts';
import type { Recorder } from '../ledger/recorder.ts';
import type { SeenMaterial } from '../ledger/workRows.ts';
import { uuid } from '../ports.ts';
import { type BuiltAct, buildAct, refusalOf } from '../review/buildAct.ts';
import type { ReviewContext } from '../review/context.ts';
import { personalValue } from '../review/personal.ts';
import type { ReviewRoom } from '../review/reviewRoom.ts';
import { seenOf } from '../review/rows.ts';
import { compare, fieldOfReason } from './compare.ts';
import { changedNames, type Plain } from './diff.ts';
import { grouped, groupOf } from './grouping.ts';
import { decisionRow } from './outboxRows.ts';
import { overruleItems, overruleRefusal } from './overrule.ts';
import { parkedWords } from './parkedResult.ts';
import { findVersion, type VersionPorts } from './versions.ts';

const PREVIEWS_MAX = 4;
const NOW: VersionRef = { of: 'now' };
const CHANGED: ActionRefusal = { why: 'changedSinceSeen' };

export interface TrayPorts {
  room(): ReviewRoom;
  recorder: Recorder;
  history: VersionPorts['history'];
  /** may withdraw anyone's decision at any time: the delegation's secretariat */
  isDelegation(): boolean;
  /** how a unit left the scope, if that was told */
  leavingOf(unitId: string): NewsRow | null;
}

/** What is known of a parked decision's subject. */
interface Standing {
  item: PutItem | null;
  theirs: CurrentDecision | null;
  /** what the decision would be on what is now; null out of scope */
  again: DecisionInput | null;
}

export class TrayRoom {
  readonly #previews = new Map<string, TrayPreview & { seen: Map<string, DecisionInput['seen']> }>();

  constructor(private readonly ports: TrayPorts) {}

  get #context(): ReviewContext {
    return this.ports.room().context;
  }

  /** Ports of one question: each chunk of what was seen is unsealed once for it. */
  #versions(): VersionPorts {
    const chunks = new Map<string, Promise<SeenMaterial[]>>();
    return {
      context: this.#context,
      history: this.ports.history,
      seenOf: async (entry) => {
        const chunk = chunks.get(entry.chunkId) ?? this.ports.recorder.seen.ofChunk(entry.chunkId);
        chunks.set(entry.chunkId, chunk);
        return (await chunk).find((item) => item.decisionId === entry.decision.id) ?? null;
      },
    };
  }

  // ── looking ───────────────────────────────────────────────────────────────────────────────────────

  /** All parked decisions, newest first. */
  async rows(): Promise<TrayRow[]> {
    const versions = this.#versions();
    const rows: TrayRow[] = [];
    for (const entry of this.#context.ledger.parked().reverse()) {
      const standing = await this.#standing(entry);
      rows.push(this.#row(entry, standing, (await this.#changed(entry, standing, versions)) ?? []));
    }
    return rows;
  }

  #row(entry: Entry, { item, theirs }: Standing, changed: string[]): TrayRow {
    const withdrawal = this.#context.ledger.withdrawalBefore(entry);
    return {
      ...decisionRow(entry),
      ...parkedWords(entry),
      note: entry.decision.note ?? '',
      theirs,
      changed,
      receivedAt: entry.receivedAt ?? entry.confirmedAt,
      canDecideAgain: item !== null,
      ...(withdrawal ? { withdrawal: parkedWords(withdrawal) } : {}),
    };
  }

  async #standing(entry: Entry): Promise<Standing> {
    const { decision, receipt } = entry;
    const { kind, subjectId } = decision;
    const item = await this.#context.items.item(kind, subjectId);
    const isNewer = item !== null && item.seq >= (receipt?.seq ?? 0);
    const holds = isNewer ? item.decision : (receipt?.current?.decision ?? item?.decision ?? null);
    // One's own of this workstation is nobody else's word.
    const theirs = holds && !this.#context.ledger.entries.has(holds.id) ? holds : null;
    const row = this.#context.index.table(kind).find(subjectId);
    const again =
      item && row !== undefined ? inputOf(entry, seenOf(this.#context, kind, subjectId, row)) : null;
    return { item, theirs, again };
  }

  /** Names of what changed since it was seen; null where that cannot be told here. */
  async #changed(entry: Entry, { item }: Standing, versions: VersionPorts): Promise<string[] | null> {
    const told = entry.receipt?.current?.changed;
    const isTold = told !== undefined && told.length > 0;
    if (!item) return isTold ? told : null;
    if (item.hash === entry.decision.seenHash) return [];
    const seen = await versions.seenOf(entry);
    if (!seen) return isTold ? told : null;
    return changedNames(
      { material: seen.material as Plain, images: seen.images },
      { material: item.material, images: item.images },
    );
  }

  /** One parked decision with everything beside it; null when it is not in the tray any more. */
  async detail(decisionId: string): Promise<TrayDetail | null> {
    const entry = this.#context.ledger.entries.get(decisionId);
    if (entry?.state !== 'parked') return null;
    const versions = this.#versions();
    const standing = await this.#standing(entry);
    const { kind, subjectId, baseRevision, overrides } = entry.decision;
    const seen: VersionRef = { of: 'seen', decisionId };
    const theirsRevision = await this.#theirsRevision(entry, standing, versions);
    const theirsSaw =
      standing.theirs === null
        ? null
        : theirsRevision === null
          ? ({ ok: false, why: 'offline' } as const)
          : await compare(versions, kind, subjectId, seen, { of: 'revision', revision: theirsRevision });
    return {
      ...this.#row(entry, standing, (await this.#changed(entry, standing, versions)) ?? []),
      overrides: overrides ?? [],
      baseRevision,
      mine: await compare(versions, kind, subjectId, seen, NOW),
      theirsSaw,
      theirsRevision,
      actions: this.#actions(entry, standing),
      moved: standing.item === null ? this.ports.leavingOf(entry.unitId) : null,
    };
  }

  /** The revision their decision was made on: from the feed where it says so, else from the history. */
  async #theirsRevision(
    entry: Entry,
    { item, theirs }: Standing,
    versions: VersionPorts,
  ): Promise<number | null> {
    if (!theirs) return null;
    if (item?.lastReview?.id === theirs.id) return item.lastReview.baseRevision;
    // An amendment leaves no decision in force, so one that is was made on the revision at hand.
    if (item?.decision?.id === theirs.id) return item.revision;
    const { kind, subjectId, baseRevision } = entry.decision;
    const reply = await versions.history(kind, subjectId, baseRevision);
    return (reply.ok && reply.history.decisions.find(({ id }) => id === theirs.id)?.baseRevision) || null;
  }

  #actions(entry: Entry, standing: Standing): TrayDetail['actions'] {
    return {
      review: standing.item ? null : { why: 'notInScope' },
      asDecided: this.#asDecidedRefusal(entry, standing),
      overrule: this.#overruleRefusal(entry, standing),
      accept: isInForce(standing.theirs) ? null : { why: 'notFor' },
      discard: null,
    };
  }

  #asDecidedRefusal(entry: Entry, { again, theirs }: Standing): ActionRefusal {
    if (!again) return { why: 'notInScope' };
    // Another's decision is not simply decided over: that is `overrule`, with its own words.
    if (isInForce(theirs) && entry.decision.verdict !== 'withdraw') return { why: 'notFor' };
    return refusalOf(this.#context, again, this.#context.clock.now());
  }

  #overruleRefusal(entry: Entry, { again, theirs, item }: Standing): ActionRefusal {
    if (!again || !item) return { why: 'notInScope' };
    if (!isInForce(theirs) || entry.decision.verdict === 'withdraw') return { why: 'notFor' };
    // Theirs is known from the receipt, and the feed has not brought it yet.
    if (item.decision?.id !== theirs.id) return { why: 'changedSinceSeen' };
    const { clock, profile } = this.#context;
    const isLate = clock.now() - Date.parse(theirs.at) > profile.withdrawWindowHours * 3_600_000;
    if (item.kind === 'unit' && isLate && !this.ports.isDelegation()) return { why: 'notWithdrawable' };
    return overruleRefusal(this.#context, again, clock.now());
  }

  compare(
    kind: SubmissionKind,
    id: string,
    before: VersionRef,
    after: VersionRef = NOW,
  ): Promise<CompareReply> {
    return compare(this.#versions(), kind, id, before, after);
  }

  /** One personal field of a reading, in clear; the caller logs it before it is shown. */
  async personal(kind: SubmissionKind, id: string, ref: VersionRef, field: string): Promise<string | null> {
    const reply = await findVersion(this.#versions(), kind, id, ref);
    return reply.ok ? personalValue(kind, reply.version.material, field) : null;
  }

  // ── resolving ─────────────────────────────────────────────────────────────────────────────────────

  /** What would become of these, in groups; frozen until it is confirmed. */
  async preview(decisionIds: readonly string[], how: TrayHow, shownHash?: string): Promise<TrayPreview> {
    const versions = this.#versions();
    const seen = new Map<string, DecisionInput['seen']>();
    const rows = [];
    for (const entry of this.#parked(decisionIds)) {
      const standing = await this.#standing(entry);
      const changed = await this.#changed(entry, standing, versions);
      const isOther = shownHash !== undefined && standing.again?.seen.hash !== shownHash;
      const refusal = isOther ? CHANGED : this.#refusal(entry, standing, how);
      const { decision } = entry;
      const facts = {
        how,
        verdict: decision.verdict,
        tag: tagOf(decision),
        reasons: decision.reasons ?? [],
        changed,
        theirs: standing.theirs,
        refusal,
        fieldOf: fieldOfReason(versions),
      };
      if (standing.again) seen.set(decision.id, standing.again.seen);
      const { decisionId, kind, subjectId, name, verdict, tag } = decisionRow(entry);
      const row = { decisionId, kind, subjectId, name, verdict, ...(tag ? { tag } : {}) };
      rows.push({
        row: { ...row, theirs: standing.theirs, changed: changed ?? [], refusal },
        ...groupOf(facts),
      });
    }
    const preview = { previewId: uuid(this.#context.random), how, groups: grouped(rows) };
    this.#previews.set(preview.previewId, { ...preview, seen });
    for (const oldest of this.#previews.keys()) {
      if (this.#previews.size <= PREVIEWS_MAX) break;
      this.#previews.delete(oldest);
    }
    return preview;
  }

  /** The parked ones among these, in order of confirmation. */
  #parked(decisionIds: readonly string[]): Entry[] {
    const wanted = new Set(decisionIds);
    return this.#context.ledger.parked().filter(({ decision }) => wanted.has(decision.id));
  }

  #refusal(entry: Entry, standing: Standing, how: TrayHow): ActionRefusal {
    const actions = this.#actions(entry, standing);
    if (how === 'discarded') return null;
    if (how === 'accepted') return actions.accept;
    const { kind, subjectId } = entry.decision;
    const newest = this.#context.ledger.parked().findLast(({ decision }) => {
      return decision.kind === kind && decision.subjectId === subjectId;
    });
    // Two on one subject: only the newest can be made again, or each would stand on the same predecessor.
    return newest === entry ? actions[how] : { why: 'notFor' };
  }

  /** Carries a preview out on `decisionIds` of it; each has its own outcome, and what failed stays. */
  async confirm(previewId: string, decisionIds: readonly string[]): Promise<TrayOutcome> {
    const preview = this.#previews.get(previewId);
    this.#previews.delete(previewId);
    if (!preview) return { batchId: null, done: [], failed: [] };
    const open = preview.groups.filter(({ goes }) => goes !== 'no').flatMap(({ rows }) => rows);
    const frozen = new Set(open.map(({ decisionId }) => decisionId));
    const entries = this.#parked(decisionIds).filter(({ decision }) => frozen.has(decision.id));
    if (preview.how === 'accepted' || preview.how === 'discarded') return this.#takeOut(entries, preview.how);
    return this.#decideAgain(entries, preview.how, preview.seen);
  }

  async #takeOut(entries: readonly Entry[], how: 'accepted' | 'discarded'): Promise<TrayOutcome> {
    const ids = entries.map(({ decision }) => decision.id);
    const isSaved = await this.resolve(ids, how);
    if (isSaved) return { batchId: null, done: ids, failed: [] };
    return {
      batchId: null,
      done: [],
      failed: ids.map((decisionId) => ({ decisionId, why: 'storageFault' })),
    };
  }

  /** Takes parked decisions out of the tray by their author's word; false if that could not be saved. */
  async resolve(decisionIds: readonly string[], how: 'accepted' | 'discarded'): Promise<boolean> {
    const room = this.ports.room();
    const at = this.#context.clock.now();
    const saved = this.ports.recorder.record({ t: 'resolve', at, ids: [...decisionIds], how });
    const { entries } = this.#context.ledger;
    room.refreshEntries(decisionIds.flatMap((id) => entries.get(id) ?? []));
    return saved;
  }

  #decideAgain(
    entries: readonly Entry[],
    how: 'asDecided' | 'overrule',
    seen: ReadonlyMap<string, DecisionInput['seen']>,
  ): TrayOutcome {
    const batchId = uuid(this.#context.random);
    const act: BuiltAct = { items: [], undoIds: [], refused: [] };
    const failed: TrayOutcome['failed'] = [];
    const done: string[] = [];
    for (const entry of entries) {
      const { id } = entry.decision;
      const onScreen = seen.get(id);
      const built = onScreen ? this.#build(inputOf(entry, onScreen), how, batchId) : null;
      if (!built || built.refusal)
        failed.push({ decisionId: id, ...(built?.refusal ?? { why: 'notInScope' }) });
      else {
        act.items.push(...built.items);
        done.push(id);
      }
    }
    if (!act.items.length) return { batchId: null, done: [], failed };
    const reply = this.ports.room().take(act, batchId);
    if (reply.batchId !== null) return { batchId, done, failed };
    const why = reply.refused[0]?.why ?? 'storageFault';
    return {
      batchId: null,
      done: [],
      failed: [...failed, ...done.map((decisionId) => ({ decisionId, why }))],
    };
  }

  #build(input: DecisionInput, how: 'asDecided' | 'overrule', batchId: string) {
    if (how === 'overrule') return overruleItems(this.#context, input, batchId);
    const { items, refused } = buildAct(this.#context, [input], batchId);
    const [first] = refused;
    const refusal: ActionRefusal = first
      ? { why: first.why, ...(first.detail ? { detail: first.detail } : {}) }
      : null;
    return { items, refusal };
  }
}

/** A decision of somebody that holds: a withdrawal leaves none. */
function isInForce(theirs: CurrentDecision | null): theirs is CurrentDecision {
  return theirs !== null && theirs.verdict !== 'withdraw';
}

/** The same verdict with the same words, on what is seen now. */
function inputOf({ decision }: Entry, seen: DecisionInput['seen']): DecisionInput {
  const tag = tagOf(decision);
  const { kind, subjectId, verdict, reasons, note, overrides } = decision;
  return {
    kind,
    id: subjectId,
    seen,
    verdict,
    ...(tag ? { tag } : {}),
    ...(reasons?.length ? { reasons } : {}),
    ...(note ? { note } : {}),
    ...(overrides?.length ? { overrides } : {}),
  };
}
