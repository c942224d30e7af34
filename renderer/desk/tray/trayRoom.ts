/** The tray: decisions that did not take effect, what each stands beside, and what their author does with them. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { NewsRow } from '../contract/secretariat.ts';
import type {
  CompareReply,
  TrayDetail,
  TrayHow,
  TrayOutcome,
  TrayPreview,
  TrayRow,
  VersionRef,
} from '../contract/tray.ts';
import type { Entry } from '../ledger/entry.ts';
import type { Recorder } from '../ledger/recorder.ts';
import type { SeenMaterial } from '../ledger/workRows.ts';
import type { ReviewContext } from '../review/context.ts';
import { personalValue } from '../review/personal.ts';
import type { ReviewRoom } from '../review/reviewRoom.ts';
import { actionsOf } from './actions.ts';
import { compare } from './compare.ts';
import { decisionRow } from './outboxRows.ts';
import { parkedWords } from './parkedResult.ts';
import { Resolving } from './resolving.ts';
import { changedSince, type Standing, standingOf, theirsRevision } from './standing.ts';
import { findVersion, type VersionPorts } from './versions.ts';

const NOW: VersionRef = { of: 'now' };

export interface TrayPorts {
  room(): ReviewRoom;
  recorder: Recorder;
  history: VersionPorts['history'];
  /** how a unit left the scope, if that was told */
  leavingOf(unitId: string): NewsRow | null;
}

export class TrayRoom {
  readonly #resolving: Resolving;

  constructor(private readonly ports: TrayPorts) {
    this.#resolving = new Resolving(ports);
  }

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
      const standing = await standingOf(this.#context, entry);
      rows.push(this.#row(entry, standing, (await changedSince(versions, entry, standing)) ?? []));
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

  /** One parked decision with everything beside it; null when it is not in the tray any more. */
  async detail(decisionId: string): Promise<TrayDetail | null> {
    const entry = this.#context.ledger.entries.get(decisionId);
    if (entry?.state !== 'parked') return null;
    const versions = this.#versions();
    const standing = await standingOf(this.#context, entry);
    const { kind, subjectId, baseRevision, overrides } = entry.decision;
    const seen: VersionRef = { of: 'seen', decisionId };
    const revision = await theirsRevision(versions, entry, standing);
    const theirsSaw =
      standing.theirs === null
        ? null
        : revision === null
          ? ({ ok: false, why: 'offline' } as const)
          : await compare(versions, kind, subjectId, seen, { of: 'revision', revision });
    return {
      ...this.#row(entry, standing, (await changedSince(versions, entry, standing)) ?? []),
      overrides: overrides ?? [],
      baseRevision,
      mine: await compare(versions, kind, subjectId, seen, NOW),
      theirsSaw,
      theirsRevision: revision,
      actions: actionsOf(this.#context, entry, standing),
      moved: standing.item === null ? this.ports.leavingOf(entry.unitId) : null,
    };
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

  preview(decisionIds: readonly string[], how: TrayHow, shownHash?: string): Promise<TrayPreview> {
    return this.#resolving.preview(this.#versions(), decisionIds, how, shownHash);
  }

  confirm(previewId: string, decisionIds: readonly string[]): Promise<TrayOutcome> {
    return this.#resolving.confirm(previewId, decisionIds);
  }

  resolve(decisionIds: readonly string[], how: 'accepted' | 'discarded'): Promise<boolean> {
    return this.#resolving.resolve(decisionIds, how);
  }
}
