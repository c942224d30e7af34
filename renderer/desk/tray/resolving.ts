/** Resolving parked decisions: looked at in groups first, then taken out or decided again as one act. */
import type { DecisionInput } from '../contract/decisions.ts';
import type { ActionRefusal, TrayHow, TrayOutcome, TrayPreview } from '../contract/tray.ts';
import { type Entry, tagOf } from '../ledger/entry.ts';
import type { Recorder } from '../ledger/recorder.ts';
import { uuid } from '../ports.ts';
import { type BuiltAct, buildAct } from '../review/buildAct.ts';
import type { ReviewContext } from '../review/context.ts';
import type { ReviewRoom } from '../review/reviewRoom.ts';
import { wayRefusal } from './actions.ts';
import { fieldOfReason } from './compare.ts';
import { grouped, groupOf } from './grouping.ts';
import { decisionRow } from './outboxRows.ts';
import { overruleItems } from './overrule.ts';
import { changedSince, inputOf, standingOf } from './standing.ts';
import type { VersionPorts } from './versions.ts';

const PREVIEWS_MAX = 4;
const CHANGED: ActionRefusal = { why: 'changedSinceSeen' };

type Seen = ReadonlyMap<string, DecisionInput['seen']>;
type Out = 'accepted' | 'discarded';

export interface ResolvingPorts {
  room(): ReviewRoom;
  recorder: Recorder;
}

export class Resolving {
  readonly #previews = new Map<string, TrayPreview & { seen: Seen }>();

  constructor(private readonly ports: ResolvingPorts) {}

  get #context(): ReviewContext {
    return this.ports.room().context;
  }

  // ── looking first ─────────────────────────────────────────────────────────────────────────────────

  /** What would become of these, in groups; frozen until it is confirmed. */
  async preview(
    versions: VersionPorts,
    decisionIds: readonly string[],
    how: TrayHow,
    shownHash?: string,
  ): Promise<TrayPreview> {
    const seen = new Map<string, DecisionInput['seen']>();
    const rows = [];
    for (const entry of this.#parked(decisionIds)) {
      const standing = await standingOf(this.#context, entry);
      const changed = await changedSince(versions, entry, standing);
      const isOther = shownHash !== undefined && standing.again?.seen.hash !== shownHash;
      const refusal = isOther ? CHANGED : wayRefusal(this.#context, entry, standing, how);
      const { decision } = entry;
      if (standing.again) seen.set(decision.id, standing.again.seen);
      const group = groupOf({
        how,
        verdict: decision.verdict,
        tag: tagOf(decision),
        reasons: decision.reasons ?? [],
        changed,
        theirs: standing.theirs,
        refusal,
        fieldOf: fieldOfReason(versions),
      });
      const { decisionId, kind, subjectId, name, verdict, tag } = decisionRow(entry);
      const row = { decisionId, kind, subjectId, name, verdict, ...(tag ? { tag } : {}) };
      rows.push({ row: { ...row, theirs: standing.theirs, changed: changed ?? [], refusal }, ...group });
    }
    const preview = { previewId: uuid(this.#context.random), how, groups: grouped(rows) };
    this.#freeze(preview, seen);
    return preview;
  }

  #freeze(preview: TrayPreview, seen: Seen): void {
    this.#previews.set(preview.previewId, { ...preview, seen });
    for (const oldest of this.#previews.keys()) {
      if (this.#previews.size <= PREVIEWS_MAX) break;
      this.#previews.delete(oldest);
    }
  }

  /** The parked ones among these, in order of confirmation. */
  #parked(decisionIds: readonly string[]): Entry[] {
    const wanted = new Set(decisionIds);
    return this.#context.ledger.parked().filter(({ decision }) => wanted.has(decision.id));
  }

  // ── carrying out ──────────────────────────────────────────────────────────────────────────────────

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

  /** Takes parked decisions out of the tray by their author's word; false if that could not be saved. */
  async resolve(decisionIds: readonly string[], how: Out): Promise<boolean> {
    const room = this.ports.room();
    const at = this.#context.clock.now();
    const saved = this.ports.recorder.record({ t: 'resolve', at, ids: [...decisionIds], how });
    const { entries } = this.#context.ledger;
    room.refreshEntries(decisionIds.flatMap((id) => entries.get(id) ?? []));
    return saved;
  }

  async #takeOut(entries: readonly Entry[], how: Out): Promise<TrayOutcome> {
    const ids = entries.map(({ decision }) => decision.id);
    const isSaved = await this.resolve(ids, how);
    if (isSaved) return { batchId: null, done: ids, failed: [] };
    return {
      batchId: null,
      done: [],
      failed: ids.map((decisionId) => ({ decisionId, why: 'storageFault' })),
    };
  }

  #decideAgain(entries: readonly Entry[], how: 'asDecided' | 'overrule', seen: Seen): TrayOutcome {
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
