/**
 * Transfers: units to another sub-group with their people. The gateway moves them at once – nothing of it
 * waits in the outbox – and the last one is remembered, so that it can be taken back while nothing changed.
 */
import { hasBureauBegun } from '../../../shared/domain/attendeeLifeCycle.ts';
import { transitionUnit } from '../../../shared/domain/unitLifeCycle.ts';
import { TRANSFER_ITEMS_MAX } from '../../../shared/protocol/reports.ts';
import { refusalOf } from '../administration.ts';
import type { AccessRefusal } from '../contract/access.ts';
import type { Refused, Scope } from '../contract/decisions.ts';
import type {
  NotTransferred,
  TransferOutcome,
  TransferPreview,
  TransferUndo,
} from '../contract/secretariat.ts';
import type { LastAct } from '../contract/status.ts';
import type { Recorder } from '../ledger/recorder.ts';
import { type Clock, type Random, uuid } from '../ports.ts';
import type { ReviewRoom } from '../review/reviewRoom.ts';
import type { GatewayClient } from '../sync/gatewayClient.ts';

const LAST_META = 'lastTransfer';
/** What both sides read when a transfer is taken back, whichever language they work in. */
const UNDO_REASON = '撤销转分团 / Transfer taken back';
const NAMED_MAX = 200;
const PREVIEWS_MAX = 4;
const TIMEOUT_MS = 60_000;
/** As far back as `Z` reaches into what was uploaded. */
const UNDO_REACH_MS = 12 * 3_600_000;

/** The last transfer, as it lies in the work database: ids and numbers only. */
export interface LastTransfer {
  id: string;
  at: number;
  toSubGroupId: string;
  items: { unitId: string; fromSubGroupId: string; familySeq: number }[];
}

export interface TransferPorts {
  client: GatewayClient;
  edition: string;
  recorder: Recorder;
  room(): ReviewRoom;
  clock: Clock;
  random: Random;
  /** the gateway's state has moved: it is pulled */
  onMoved(): void;
}

interface Moving {
  unitId: string;
  fromSubGroupId: string;
  unchangedSince?: number;
}
interface Moved {
  transferred: LastTransfer['items'];
  unchanged: number;
  refused: NotTransferred[];
  stopped: { why: AccessRefusal; left: number; unsure: number } | null;
}

export class TransferRoom {
  readonly #previews = new Map<string, Moving[]>();
  #last: LastTransfer | null = null;

  constructor(private readonly ports: TransferPorts) {}

  /** Takes up what an earlier run remembered. */
  remember(last: LastTransfer | undefined): void {
    this.#last = last ?? null;
  }

  /** The transfer that `undo` would take back, or null. */
  get undoable(): LastTransfer | null {
    const isRecent = this.#last !== null && this.ports.clock.now() - this.#last.at < UNDO_REACH_MS;
    return isRecent ? this.#last : null;
  }

  /** As the strip shows it. */
  lastAct(): LastAct | null {
    const last = this.undoable;
    if (!last) return null;
    const { id, at, items, toSubGroupId } = last;
    const act = { batchId: id, kind: 'unit', count: items.length, at, until: null } as const;
    const name = this.#nameOf(items[0]?.unitId ?? '');
    return { ...act, name, verdict: 'transfer', transferredTo: toSubGroupId, state: 'synced' };
  }

  #nameOf(unitId: string): string {
    const { units } = this.ports.room().context.index;
    return units.name.get(units.find(unitId) ?? -1) ?? unitId;
  }

  preview(scope: Scope): TransferPreview {
    const { context, lists } = this.ports.room();
    const { units, attendees } = context.index;
    const { kind, ids } = lists.idsOfScope(scope);
    const preview = emptyPreview(uuid(context.random));
    const from = new Map<string, number>();
    const moving: Moving[] = [];
    for (const id of kind === 'unit' ? ids : []) {
      const row = units.find(id);
      const status = row === undefined ? null : units.feedStatus.get(row);
      const isAllowed =
        status !== null && transitionUnit({ status, hasAttendeeUnderway: false }, { type: 'transferred' }).ok;
      if (row === undefined || !isAllowed) {
        const why = row === undefined ? 'gone' : 'rejected';
        preview.leftOut.push({ id, name: this.#nameOf(id), why });
        continue;
      }
      const subGroupId = units.subGroupId.get(row) ?? '';
      const people = context.index.peopleOf(id);
      moving.push({ unitId: id, fromSubGroupId: subGroupId });
      from.set(subGroupId, (from.get(subGroupId) ?? 0) + 1);
      if (preview.units.length < NAMED_MAX)
        preview.units.push({ id, name: units.name.get(row) ?? id, subGroupId, people: people.length });
      preview.people += people.length;
      if (status === 'approved') preview.decided.approved++;
      preview.ownUnsent += Number(context.ledger.covering('unit', id) !== null);
      for (const person of people) {
        const personStatus = attendees.feedStatus.get(person) ?? 'awaitingTag';
        if (attendees.hasOrder.get(person) || hasBureauBegun({ status: personStatus }))
          preview.decided.underway++;
        else if (attendees.feedTag.get(person) !== null) preview.decided.tagged++;
        preview.ownUnsent += Number(
          context.ledger.covering('attendee', attendees.ids.get(person) ?? '') !== null,
        );
      }
    }
    preview.go = moving.length;
    preview.from = [...from]
      .map(([subGroupId, count]) => ({ subGroupId, units: count }))
      .sort((a, b) => b.units - a.units);
    this.#keep(preview.previewId, moving);
    return preview;
  }

  #keep(previewId: string, moving: Moving[]): void {
    this.#previews.set(previewId, moving);
    for (const oldest of this.#previews.keys()) {
      if (this.#previews.size <= PREVIEWS_MAX) break;
      this.#previews.delete(oldest);
    }
  }

  /** Moves what the preview named; a preview whose request failed stays, so that it can be tried again. */
  async confirm(
    previewId: string,
    { toSubGroupId, reason }: { toSubGroupId: string; reason: string },
  ): Promise<TransferOutcome> {
    const items = this.#previews.get(previewId) ?? [];
    const { transferred, ...outcome } = await this.#move(items, toSubGroupId, reason);
    if (transferred.length > 0) {
      const { clock, random } = this.ports;
      await this.#setLast({ id: uuid(random), at: clock.now(), toSubGroupId, items: transferred });
    }
    if (outcome.stopped === null) this.#previews.delete(previewId);
    return { transferred: transferred.length, ...outcome };
  }

  /** Takes the last transfer back as one step; whatever changed since stays where it is. */
  async undo(): Promise<TransferUndo> {
    const last = this.undoable;
    if (!last) return { ok: false, why: 'changedSince' };
    const homes = [...new Set(last.items.map(({ fromSubGroupId }) => fromSubGroupId))];
    const left: LastTransfer['items'] = [];
    const refused: Refused[] = [];
    let count = 0;
    for (const home of homes) {
      const items = last.items.filter(({ fromSubGroupId }) => fromSubGroupId === home);
      const moving = items.map(({ unitId, familySeq }) => ({
        unitId,
        fromSubGroupId: last.toSubGroupId,
        unchangedSince: familySeq,
      }));
      const moved = await this.#move(moving, home, UNDO_REASON);
      // A unit that is back already was taken back by a request whose answer got lost.
      count += moved.transferred.length + moved.unchanged;
      for (const { id, why } of moved.refused)
        refused.push({ kind: 'unit', id, why: 'lifeCycle', detail: `transfer.${why}` });
      if (moved.stopped) left.push(...items.slice(items.length - moved.stopped.left));
    }
    await this.#setLast(left.length > 0 ? { ...last, items: left } : null);
    if (count > 0) return { ok: true, how: 'transferredBack', count, refused };
    return { ok: false, why: left.length > 0 ? 'needsGateway' : 'changedSince' };
  }

  async #setLast(last: LastTransfer | null): Promise<void> {
    this.#last = last;
    // Not being able to note it costs the undo after a restart, nothing else.
    await this.ports.recorder.write({ meta: { [LAST_META]: last ?? undefined } });
    this.ports.onMoved();
  }

  /** Asks the gateway slice by slice, in order; stops at the first that fails. */
  async #move(items: readonly Moving[], toSubGroupId: string, reason: string): Promise<Moved> {
    const { client, edition } = this.ports;
    const moved: Moved = { transferred: [], unchanged: 0, refused: [], stopped: null };
    for (let from = 0; from < items.length; from += TRANSFER_ITEMS_MAX) {
      const slice = items.slice(from, from + TRANSFER_ITEMS_MAX);
      const homeOf = new Map(slice.map((item) => [item.unitId, item.fromSubGroupId]));
      const body = { items: slice, toSubGroupId, reason };
      const reply = await client.call('transfer', { params: { edition }, body, timeoutMs: TIMEOUT_MS });
      if (!reply.ok) {
        const { why } = refusalOf(reply);
        const unsure = why === 'unreachable' ? slice.length : 0;
        moved.stopped = { why, left: items.length - from, unsure };
        break;
      }
      for (const { unitId, result, familySeq, seq, why } of reply.value.items) {
        const fromSubGroupId = homeOf.get(unitId) ?? '';
        if (result === 'transferred')
          moved.transferred.push({ unitId, fromSubGroupId, familySeq: familySeq ?? seq ?? 0 });
        else if (result === 'unchanged') moved.unchanged++;
        else moved.refused.push({ id: unitId, name: this.#nameOf(unitId), why: why ?? 'gone' });
      }
    }
    return moved;
  }
}

/** What was remembered of the last transfer. */
export const LAST_TRANSFER_META = LAST_META;

function emptyPreview(previewId: string): TransferPreview {
  return {
    previewId,
    go: 0,
    units: [],
    people: 0,
    from: [],
    decided: { approved: 0, tagged: 0, underway: 0 },
    ownUnsent: 0,
    leftOut: [],
  };
}
