/** The status the screens see, made from what is open; pure but for the clock it is given. */
import { daysBetween, shanghaiDate } from '../../shared/domain/calendar.ts';
import type { DeskStatus, LastAct, Notice, Phase, WorkstationSummary } from './contract/status.ts';
import { CONFLICT_RESULTS } from './contract/tray.ts';
import type { Entry } from './ledger/entry.ts';
import { tagOf } from './ledger/entry.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { OpenDesk } from './openDesk.ts';
import { parkedResult } from './tray/parkedResult.ts';

export interface StatusFacts {
  phase: Phase;
  lockedAs: string | null;
  workstations: WorkstationSummary[];
  elsewhere: DeskStatus['elsewhere'];
  wiped: DeskStatus['wiped'];
  administrator: DeskStatus['administrator'];
  pull: DeskStatus['pull'];
  isPersisted: boolean | null;
  dataVersion: number;
  open: OpenDesk | null;
  now: number;
}

const EMPTY_TODAY: DeskStatus['today'] = { reviewed: 0, approved: 0, rejected: 0, tagged: 0, returned: 0 };

const EMPTY_OUTBOX: DeskStatus['outbox'] = { window: 0, queued: 0, inFlight: 0, parked: 0, conflicts: 0 };

export function makeStatus(facts: StatusFacts): DeskStatus {
  const { open, now, phase } = facts;
  const isShown = phase === 'open' && open?.room !== undefined;
  const ledger = open?.workstation.ledger;
  return {
    phase,
    lockedAs: facts.lockedAs,
    workstations: facts.workstations,
    elsewhere: facts.elsewhere,
    wiped: facts.wiped,
    administrator: facts.administrator,
    account: isShown ? pickAccount(open) : null,
    edition: isShown ? editionOf(open, now) : null,
    connectivity: open?.sync?.connection.state ?? 'unknown',
    needsSignIn: open?.sync?.connection.needsSignIn ?? false,
    lastSyncAt: isShown ? (open.feed.meta.lastSyncAt ?? null) : null,
    pull: facts.pull,
    outbox: ledger ? outboxCounts(ledger, now) : EMPTY_OUTBOX,
    today: ledger && isShown ? todayCounts(ledger, now) : EMPTY_TODAY,
    lastAct: ledger && isShown ? newerAct(lastAct(open, ledger, now), open.transfers.lastAct()) : null,
    canUndo: isShown ? open.room.canUndo || open.transfers.undoable !== null : false,
    unreadNews: isShown ? open.news.unread : 0,
    notices: isShown ? noticesOf(open, facts.isPersisted) : [],
    isPersisted: facts.isPersisted,
    dataVersion: facts.dataVersion,
  };
}

function pickAccount(open: OpenDesk): DeskStatus['account'] {
  const { name, displayName, role, grants } = open.identity.account;
  const mayTransfer = grants.some(
    ({ right, edition }) => right === 'transfer' && edition === open.identity.edition,
  );
  return { name, displayName, role, mayTransfer };
}

function editionOf(open: OpenDesk, now: number): DeskStatus['edition'] {
  const { profile, identity } = open;
  const views = identity.account.grants.filter(
    ({ right, edition }) => right === 'view' && edition === profile.id,
  );
  const isWhole = views.some((grant) => grant.subGroupId === undefined);
  const subGroups = profile.subGroups
    .filter((subGroup) => isWhole || views.some((grant) => grant.subGroupId === subGroup.id))
    .map(({ id, name }) => ({ id, name }));
  const { registrationCloses } = profile.dates;
  return {
    id: profile.id,
    name: profile.name,
    delegation: profile.delegation.name,
    subGroups,
    registrationCloses,
    daysLeft: daysBetween(shanghaiDate(now), registrationCloses),
  };
}

function outboxCounts(ledger: Ledger, now: number): DeskStatus['outbox'] {
  const counts = { ...EMPTY_OUTBOX };
  for (const entry of ledger.parked()) {
    counts.parked++;
    if (CONFLICT_RESULTS.some((result) => result === parkedResult(entry))) counts.conflicts++;
  }
  for (const { state, uploadAt } of ledger.unrested()) {
    if (state === 'window') counts[uploadAt > now ? 'window' : 'queued']++;
    else if (state === 'attempted') counts.inFlight++;
  }
  return counts;
}

/** Entries confirmed since a moment, newest first, for most lie long before it. */
function* newestSince({ ordered }: Ledger, since: number): Iterable<Entry> {
  for (let at = ordered.length - 1; at >= 0; at--) {
    const entry = ordered[at];
    if (!entry || entry.confirmedAt < since) return;
    yield entry;
  }
}

/** What this reviewer decided here today (Shanghai time), each subject's last word once. */
function todayCounts(ledger: Ledger, now: number): DeskStatus['today'] {
  const counts = { ...EMPTY_TODAY };
  const today = shanghaiDate(now);
  const startOfToday = Date.parse(`${today}T00:00:00.000+08:00`);
  const counted = { unit: new Set<string>(), attendee: new Set<string>() };
  for (const entry of newestSince(ledger, startOfToday)) {
    const { decision, state } = entry;
    if (state === 'undone' || state === 'replaced' || state === 'resolved') continue;
    const { kind, subjectId } = decision;
    if (counted[kind].has(subjectId)) continue;
    counted[kind].add(subjectId);
    if (decision.verdict === 'withdraw') continue;
    counts.reviewed++;
    if (decision.verdict === 'approve') counts.approved++;
    else if (decision.verdict === 'reject') counts.rejected++;
    else if (decision.verdict === 'tag') counts.tagged++;
    else counts.returned++;
  }
  return counts;
}

function lastAct(open: OpenDesk, ledger: Ledger, now: number): LastAct | null {
  const newest = ledger.ordered.findLast((entry) => entry.state !== 'replaced' && entry.state !== 'resolved');
  const resolution = ledger.resolutions.findLast(({ ids }) => ids.length > 0);
  if (resolution && resolution.at >= (newest?.confirmedAt ?? 0)) return lastResolution(ledger, resolution);
  if (!newest) return null;
  const { batchId } = newest;
  const batch = ledger.batches.get(batchId) ?? [];
  const first = batch[0] ?? newest;
  const tag = tagOf(first.decision);
  // While nothing can be stored nothing is sent: no moment can be promised.
  const isWaiting = !open.workstation.recorder.isHalted && batch.some((entry) => entry.state === 'window');
  return {
    batchId,
    kind: first.decision.kind,
    verdict: first.decision.verdict,
    ...(tag ? { tag } : {}),
    count: batch.length,
    name: first.label,
    at: newest.confirmedAt,
    until: isWaiting && newest.uploadAt > now ? newest.uploadAt : null,
    state: stateOf(batch),
  };
}

function newerAct(act: LastAct | null, transfer: LastAct | null): LastAct | null {
  return transfer && transfer.at >= (act?.at ?? 0) ? transfer : act;
}

function lastResolution(ledger: Ledger, { at, ids, how }: Ledger['resolutions'][number]): LastAct | null {
  const entry = ledger.entries.get(ids[0] ?? '');
  if (!entry) return null;
  const { kind, verdict } = entry.decision;
  const act = { batchId: entry.batchId, kind, verdict, count: ids.length, name: entry.label, at };
  return { ...act, until: null, state: 'savedHere', resolution: how };
}

function stateOf(batch: readonly Entry[]): LastAct['state'] {
  const has = (state: Entry['state']) => batch.some((entry) => entry.state === state);
  if (batch.some((entry) => !entry.isSaved)) return 'saving';
  if (has('window')) return 'savedHere';
  if (has('parked')) return 'parked';
  if (has('attempted') || has('applied')) return 'uploading';
  return has('settled') ? 'synced' : 'undone';
}

function noticesOf(open: OpenDesk, isPersisted: boolean | null): Notice[] {
  const notices: Notice[] = [];
  const { fault, notSaved, isSendOnly, isRestartToConfirm } = open.workstation.recorder;
  if (notSaved) notices.push({ code: 'notSaved', ...notSaved });
  if (fault === 'storageFault') notices.push({ code: fault, isRestartToConfirm });
  else if (fault === 'evicted')
    notices.push({ code: fault, count: open.workstation.ledger.open('window', 'attempted').length });
  else if (fault) notices.push({ code: fault });
  if (isSendOnly && fault !== 'evicted') notices.push({ code: 'newerData' });
  const minutes = open.sync.connection.skewMinutes;
  if (minutes !== null) notices.push({ code: 'clockSkew', minutes });
  if (open.sync.pullStopped) notices.push({ code: 'pullStopped', detail: open.sync.pullStopped });
  if (open.isCacheRebuilding) notices.push({ code: 'cacheRebuilt' });
  const held = open.sync.heldCount;
  if (held) notices.push({ code: 'itemRejectedByGateway', count: held });
  if (isPersisted === false) notices.push({ code: 'notPersisted' });
  return notices;
}
