/**
 * The gateway of the practice: in the practice's own worker, without a network, forgotten with it. It knows
 * one account and judges decisions by the same life cycles as the real one, so that uploading is seen as well.
 */
import { isUnderway, transitionAttendee } from '../../../shared/domain/attendeeLifeCycle.ts';
import { sha256Hex } from '../../../shared/domain/canonical.ts';
import type { EditionProfile } from '../../../shared/domain/editionProfile.ts';
import { transitionUnit } from '../../../shared/domain/unitLifeCycle.ts';
import { PROTOCOL, PROTOCOL_HEADER, SCHEMA } from '../../../shared/protocol/access.ts';
import type { AttendeeItem, CurrentDecision, PutItem, UnitItem } from '../../../shared/protocol/feed.ts';
import type { PushItem, Receipt } from '../../../shared/protocol/push.ts';
import { API_BASE } from '../../../shared/protocol/routes.ts';
import { PRACTICE_EDITION, type Samples } from './samples.ts';

export const PRACTICE_ACCOUNT = { name: 'practice', password: 'practice-only' };
const EPOCH = 'practice';
const RIGHTS = ['view', 'decide', 'export'] as const;

const headers = (type: string) => ({
  [PROTOCOL_HEADER]: String(PROTOCOL),
  'Cache-Control': 'no-store',
  'Content-Type': type,
});
const json = (value: unknown) =>
  new Response(JSON.stringify(value), { headers: headers('application/json') });
const notFound = () =>
  new Response(JSON.stringify({ type: 'urn:expo-review-desk:not-found', title: 'not-found', status: 404 }), {
    status: 404,
    headers: headers('application/problem+json'),
  });

async function readBody({ body, headers: given }: RequestInit): Promise<unknown> {
  if (body === undefined || body === null) return null;
  const isPacked = new Headers(given).get('Content-Encoding') === 'gzip';
  const stream = new Response(body as BodyInit).body;
  if (!stream) return null;
  const plain = isPacked ? stream.pipeThrough(new DecompressionStream('gzip')) : stream;
  return new Response(plain).json();
}

export class PracticeGateway {
  readonly #items = new Map<string, PutItem>();
  readonly #receipts = new Map<string, Receipt>();
  #head: number;
  #contiguous = 0;
  #part = '';

  constructor(
    private readonly samples: Samples,
    private readonly profile: EditionProfile,
    private readonly now: () => number,
    private readonly displayName: () => string,
  ) {
    for (const item of samples.items) this.#items.set(`${item.kind}:${item.id}`, item);
    this.#head = samples.items.length;
  }

  /** Answers one call of the practice's desk. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(url, 'http://practice.invalid');
    const path = pathname.replace(API_BASE, '').replace(`/editions/${PRACTICE_EDITION}`, '');
    const [, first = '', second = ''] = path.split('/');
    switch (first) {
      case 'session':
        return json({ account: init.method === 'DELETE' ? null : this.#account() });
      case 'workstations':
        if (second === '') return json({ items: [] });
        return json({ contiguous: 0, highest: 0, recoveryKey: btoa('p'.repeat(32)) });
      case 'hello':
        return json(this.#hello());
      case 'profile':
        return json(this.profile);
      case 'snapshot':
        return json(await this.#snapshot());
      case 'parts':
        return new Response(this.#part, { headers: headers('application/x-ndjson') });
      case 'changes':
        return json(this.#changes(Number(searchParams.get('cursor'))));
      case 'digests':
        return json(this.#digests());
      case 'decisions':
        return json(this.#push(((await readBody(init)) as { items: PushItem[] }).items));
      case 'receipts':
        return json({ contiguous: this.#contiguous, items: [], more: false });
      case 'images': {
        const bytes = this.samples.images.get(second);
        return bytes ? new Response(bytes, { headers: headers('image/png') }) : notFound();
      }
      case 'audit':
        return json({ accepted: ((await readBody(init)) as { items: unknown[] }).items.length });
      case 'presence':
        return json({});
      default:
        return notFound();
    }
  };

  #account() {
    const grants = RIGHTS.map((right) => ({
      edition: PRACTICE_EDITION,
      right,
      subGroupId: this.profile.subGroups[0]?.id ?? '',
    }));
    return { name: PRACTICE_ACCOUNT.name, displayName: this.displayName(), role: 'reviewer', grants };
  }

  #hello() {
    return {
      serverTime: new Date(this.now()).toISOString(),
      protocol: { min: PROTOCOL, max: PROTOCOL },
      schema: { min: SCHEMA, max: SCHEMA },
      limits: { pushItems: 500, pushBytes: 1_048_576, changesItems: 2_000, imageBytes: 2_097_152 },
      editions: [{ id: PRACTICE_EDITION, epoch: EPOCH, head: this.#head }],
    };
  }

  async #snapshot() {
    this.#part = [...this.#items.values()].map((item) => `${JSON.stringify(item)}\n`).join('');
    const bytes = new TextEncoder().encode(this.#part);
    const part = { sha256: await sha256Hex(bytes), bytes: bytes.length, count: this.#items.size };
    return { epoch: EPOCH, scopeGen: 1, parts: [part], cursor: String(this.#head) };
  }

  #changes(since: number) {
    const items = [...this.#items.values()].filter(({ seq }) => seq > since).sort((a, b) => a.seq - b.seq);
    return { epoch: EPOCH, items, cursor: String(this.#head), more: false, head: this.#head };
  }

  #digests() {
    const all = [...this.#items.values()];
    const sumOfSeq = String(all.reduce((sum, { seq }) => sum + seq, 0));
    const subGroupId = this.profile.subGroups[0]?.id ?? '';
    return { seq: this.#head, subGroups: [{ subGroupId, count: all.length, sumOfSeq }] };
  }

  #push(items: readonly PushItem[]) {
    const receipts = items.map((item): Receipt => {
      const known = this.#receipts.get(item.id);
      if (known) return { ...known, replayed: true };
      const receipt = this.#judge(item);
      this.#receipts.set(item.id, receipt);
      this.#contiguous = Math.max(this.#contiguous, item.n);
      return receipt;
    });
    return { contiguous: this.#contiguous, items: receipts };
  }

  #judge(item: PushItem): Receipt {
    const subject = this.#items.get(`${item.kind}:${item.subjectId}`);
    if (!subject) return { id: item.id, result: 'gone', seq: this.#head };
    const { decision } = subject;
    if ((decision?.id ?? null) !== item.previousDecisionId)
      return { id: item.id, result: 'decided', seq: subject.seq, agrees: false, current: { decision } };
    const isDone =
      subject.kind === 'unit'
        ? item.kind === 'unit' && this.#decideUnit(item, subject)
        : item.kind === 'attendee' && this.#decideAttendee(item, subject);
    const seq = this.#items.get(`${item.kind}:${item.subjectId}`)?.seq ?? this.#head;
    return isDone
      ? { id: item.id, result: 'applied', seq }
      : { id: item.id, result: 'invalid', seq, why: 'illegalEvent' };
  }

  #put(item: PutItem): void {
    this.#items.set(`${item.kind}:${item.id}`, { ...item, seq: ++this.#head });
  }

  #decisionOf(item: PushItem): CurrentDecision {
    return {
      id: item.id,
      verdict: item.verdict,
      ...(item.kind === 'attendee' && item.tag ? { tag: item.tag } : {}),
      ...(item.reasons?.length ? { reasons: item.reasons } : {}),
      ...(item.note ? { note: item.note } : {}),
      by: PRACTICE_ACCOUNT.name,
      at: new Date(this.now()).toISOString(),
    };
  }

  #peopleOf(unitId: string): AttendeeItem[] {
    return [...this.#items.values()].filter(
      (item): item is AttendeeItem => item.kind === 'attendee' && item.unitId === unitId,
    );
  }

  #decideUnit(item: PushItem & { kind: 'unit' }, unit: UnitItem): boolean {
    const people = this.#peopleOf(unit.id);
    const hasAttendeeUnderway = people.some(({ status }) => isUnderway({ status, hasOrder: false }));
    const next = transitionUnit({ status: unit.status, hasAttendeeUnderway }, { type: item.verdict });
    if (!next.ok) return false;
    const decision = this.#decisionOf(item);
    const { lastReview: _, ...rest } = unit;
    const lastReview = { ...decision, baseRevision: item.baseRevision };
    this.#put({
      ...rest,
      status: next.status,
      decision,
      ...(item.verdict === 'withdraw' ? {} : { lastReview }),
    });
    if (item.verdict === 'approve') for (const person of people) this.#moveAlong(person, 'unitApproved');
    if (item.verdict === 'withdraw' && unit.status === 'approved')
      for (const person of people) this.#moveAlong(person, 'unitApprovalWithdrawn');
    return true;
  }

  #moveAlong(person: AttendeeItem, type: 'unitApproved' | 'unitApprovalWithdrawn'): void {
    const { status, tag = null } = person;
    const state = { status, tag, unitStatus: 'approved', hasOrder: false } as const;
    const next = transitionAttendee(state, { type }, this.profile.payingTags);
    if (next.ok) this.#put({ ...person, status: next.status });
  }

  #decideAttendee(item: PushItem & { kind: 'attendee' }, person: AttendeeItem): boolean {
    const unit = this.#items.get(`unit:${person.unitId}`);
    const unitStatus = unit?.kind === 'unit' ? unit.status : 'pendingReview';
    const state = { status: person.status, tag: person.tag ?? null, unitStatus, hasOrder: false };
    const event =
      item.verdict === 'tag' && item.tag
        ? { type: 'tag' as const, tag: item.tag }
        : { type: item.verdict === 'return' ? ('return' as const) : ('withdraw' as const) };
    const next = transitionAttendee(state, event, this.profile.payingTags);
    if (!next.ok) return false;
    const { tag: _, ...rest } = person;
    const decision = this.#decisionOf(item);
    this.#put({ ...rest, status: next.status, decision, ...(next.tag ? { tag: next.tag } : {}) });
    return true;
  }
}
