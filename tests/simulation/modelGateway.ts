/**
 * A model of the gateway in plain memory, written from the protocol and not from the gateway's code: the
 * oracle of the simulation. It answers the desk's calls and remembers every effect it ever made.
 */
import { isUnderway, transitionAttendee } from '../../shared/domain/attendeeLifeCycle.ts';
import { decisionFingerprint, sha256Hex, submissionHash } from '../../shared/domain/canonical.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { CIIE3 } from '../../shared/domain/profiles/ciie3.ts';
import { transitionUnit } from '../../shared/domain/unitLifeCycle.ts';
import type { AttendeeItem, GoneItem, PutItem, UnitItem } from '../../shared/protocol/feed.ts';
import { PROBLEMS, type ProblemSlug } from '../../shared/protocol/problems.ts';
import type { PushItem, Receipt } from '../../shared/protocol/push.ts';

const EDITION = 'ciie-3';
const HEADERS = { 'Desk-Protocol': '1', 'Cache-Control': 'no-store' };
const NOW = '2020-09-18T02:00:00.000Z';

interface Stored {
  receipt: Receipt;
  fingerprint: string;
}
/** One effect: a decision that was applied, with what it was applied to. */
export interface Effect {
  decisionId: string;
  kind: 'unit' | 'attendee';
  subjectId: string;
  baseRevision: number;
  revision: number;
  seenHash: string;
  hash: string;
  previousDecisionId: string | null;
}

export class ModelGateway {
  readonly items = new Map<string, PutItem>();
  readonly gone: GoneItem[] = [];
  readonly receipts = new Map<string, Stored>();
  readonly effects: Effect[] = [];
  readonly numbers = new Map<number, string>();
  /** ids in the order in which they arrived, replays included */
  readonly arrivals: string[] = [];
  profile: EditionProfile = CIIE3;
  head = 0;
  isSignedIn = false;
  password = 'right-password';
  epoch = 'epoch-1';

  static key(kind: string, id: string): string {
    return `${kind}:${id}`;
  }

  async putUnit(id: string, change: Partial<UnitItem['material']> = {}): Promise<void> {
    const known = this.items.get(ModelGateway.key('unit', id)) as UnitItem | undefined;
    const revision = (known?.revision ?? 0) + 1;
    const material: UnitItem['material'] = {
      unitName: `单位${id}有限公司`,
      uscc: '91440101MA5XY2015N',
      region: 'mainland',
      category: 'enterprise',
      registeredAs: 'unit',
      isReturning: false,
      purchaseIntents: [{ category: '装备', product: '机床', amount: '120' }],
      contact: { name: '陈晨', phone: '13523333233', email: 'desk@example.com' },
      address: '广州市示例路1号',
      ...known?.material,
      ...change,
    };
    const images = { qualificationDocument: 'a'.repeat(64) };
    const hash = await submissionHash({ kind: 'unit', id, revision, material, images });
    const item: UnitItem = {
      op: 'put',
      kind: 'unit',
      id,
      revision,
      seq: ++this.head,
      subGroupId: 'guangzhou',
      hash,
      images,
      submittedAt: NOW,
      status: 'pendingReview',
      decision: null,
      material,
    };
    this.items.set(ModelGateway.key('unit', id), item);
  }

  async putAttendee(id: string, unitId: string): Promise<void> {
    const known = this.items.get(ModelGateway.key('attendee', id));
    const revision = (known?.revision ?? 0) + 1;
    const material: AttendeeItem['material'] = {
      personType: 'mainland',
      name: `张${id}`,
      gender: 'female',
      documentType: 'residentId',
      documentNumber: '11010519491231002X',
      jobTitle: '经理',
      phone: '13523333233',
      pledgeAccepted: true,
      isReturning: false,
    };
    const images = { photo: 'b'.repeat(64) };
    const hash = await submissionHash({ kind: 'attendee', id, revision, material, images });
    const item: AttendeeItem = {
      op: 'put',
      kind: 'attendee',
      id,
      unitId,
      revision,
      seq: ++this.head,
      subGroupId: 'guangzhou',
      hash,
      images,
      submittedAt: NOW,
      status: 'awaitingTag',
      decision: null,
      material,
      entryPeriod: 'full',
    };
    this.items.set(ModelGateway.key('attendee', id), item);
  }

  /** The registrant amends: a new revision, undecided again. */
  async amend(kind: 'unit' | 'attendee', id: string): Promise<void> {
    if (kind === 'unit') await this.putUnit(id, { address: `新址 ${this.head}` });
    else {
      const item = this.items.get(ModelGateway.key(kind, id)) as AttendeeItem;
      await this.putAttendee(id, item.unitId);
    }
  }

  /** The submission is transferred away: it leaves the reviewer's scope. */
  exit(kind: 'unit' | 'attendee', id: string): void {
    this.items.delete(ModelGateway.key(kind, id));
    this.gone.push({ op: 'exit', kind, id, seq: ++this.head });
  }

  /** Another reviewer decides first. */
  decideAsOther(unitId: string, verdict: 'approve' | 'reject', decisionId: string): void {
    const item = this.items.get(ModelGateway.key('unit', unitId)) as UnitItem | undefined;
    if (item?.status !== 'pendingReview') return;
    this.#moveUnit(item, verdict === 'approve' ? 'approved' : 'rejected', {
      id: decisionId,
      verdict,
      by: 'reviewer2.guangzhou',
      at: NOW,
    });
  }

  #put(item: PutItem): number {
    const seq = ++this.head;
    this.items.set(ModelGateway.key(item.kind, item.id), { ...item, seq });
    return seq;
  }

  // ── answering ─────────────────────────────────────────────────────────────────────────────────────

  /** Answers one call of the desk. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname, searchParams } = new URL(url, 'http://desk.test');
    const path = pathname.replace('/api/v1', '').replace(`/editions/${EDITION}`, '');
    const body = init.body === undefined || init.body === null ? undefined : await readBody(init);
    if (path === '/session' && init.method === 'GET')
      return json({ account: this.isSignedIn ? ACCOUNT : null });
    if (path === '/session' && init.method === 'POST') {
      if ((body as { password: string }).password !== this.password) return problem('sign-in-failed');
      this.isSignedIn = true;
      return json({ account: ACCOUNT });
    }
    if (!this.isSignedIn) return problem('not-signed-in');
    if (path.startsWith('/workstations/')) return json(this.#bound());
    if (path === '/hello') return json(this.#hello());
    if (path === '/profile') return json(this.profile);
    if (path === '/snapshot') return json(await this.#snapshot());
    if (path.startsWith('/parts/')) return this.#part(path.slice('/parts/'.length));
    if (path === '/changes') return json(this.#changes(searchParams));
    if (path === '/decisions') return json(await this.#push(body as { items: PushItem[] }));
    if (path === '/audit') return json({ accepted: 0 });
    return problem('not-found');
  };

  #bound() {
    let contiguous = 0;
    while (this.numbers.has(contiguous + 1)) contiguous++;
    return { contiguous, highest: Math.max(0, ...this.numbers.keys()), recoveryKey: btoa('k'.repeat(32)) };
  }

  #hello() {
    return {
      serverTime: NOW,
      protocol: { min: 1, max: 1 },
      schema: { min: 1, max: 1 },
      limits: { pushItems: 500, pushBytes: 1048576, changesItems: 2000, imageBytes: 2097152 },
      editions: [{ id: EDITION, epoch: this.epoch, head: this.head }],
    };
  }

  readonly #parts = new Map<string, string>();

  async #snapshot() {
    const parts = [];
    const all = [...this.items.values()];
    for (let from = 0; from < all.length; from += 20) {
      const items = all.slice(from, from + 20);
      const text = items.map((item) => `${JSON.stringify(item)}\n`).join('');
      const sha256 = await sha256Hex(text);
      this.#parts.set(sha256, text);
      parts.push({ sha256, bytes: new TextEncoder().encode(text).length, count: items.length });
    }
    return { epoch: this.epoch, scopeGen: 1, parts, cursor: `c-${this.head}` };
  }

  #part(sha256: string): Response {
    const text = this.#parts.get(sha256);
    if (text === undefined) return problem('not-found');
    return new Response(text, { headers: { ...HEADERS, 'Content-Type': 'application/x-ndjson' } });
  }

  #changes(search: URLSearchParams) {
    const since = Number((search.get('cursor') ?? 'c-0').slice(2));
    const all = [...this.items.values(), ...this.gone]
      .filter((item) => item.seq > since)
      .sort((a, b) => a.seq - b.seq);
    const items = all.slice(0, 7);
    const more = all.length > items.length;
    const cursor = `c-${more ? (items.at(-1)?.seq ?? since) : this.head}`;
    return { epoch: this.epoch, items, cursor, more, head: this.head };
  }

  async #push({ items }: { items: PushItem[] }) {
    const replies: Receipt[] = [];
    for (const item of [...items].sort((a, b) => a.n - b.n)) {
      this.arrivals.push(item.id);
      replies.push(await this.#judge(item));
    }
    return { contiguous: this.#bound().contiguous, items: replies };
  }

  async #judge(item: PushItem): Promise<Receipt> {
    const fingerprint = await decisionFingerprint(item);
    const stored = this.receipts.get(item.id);
    if (stored) {
      if (stored.fingerprint !== fingerprint)
        return { id: item.id, result: 'fingerprint-mismatch', seq: this.head };
      return { ...stored.receipt, replayed: true };
    }
    const usedBy = this.numbers.get(item.n);
    if (usedBy !== undefined && usedBy !== item.id)
      return { id: item.id, result: 'sequence-reused', seq: this.head };
    this.numbers.set(item.n, item.id);
    const receipt = this.#apply(item);
    this.receipts.set(item.id, { receipt, fingerprint });
    return { ...receipt, replayed: false };
  }

  #apply(item: PushItem): Receipt {
    const base = { id: item.id, seq: this.head };
    const subject = this.items.get(ModelGateway.key(item.kind, item.subjectId));
    if (!subject) return { ...base, result: 'gone' };
    const { revision, hash, decision } = subject;
    if (revision !== item.baseRevision || hash !== item.seenHash) {
      return { ...base, result: 'stale', current: { revision, hash, changed: [] } };
    }
    if ((decision?.id ?? null) !== item.previousDecisionId) {
      const agrees = decision?.verdict === item.verdict;
      return { ...base, result: 'decided', agrees, current: { decision } };
    }
    const seq =
      item.kind === 'unit'
        ? this.#decideUnit(item, subject as UnitItem)
        : this.#decideAttendee(item, subject as AttendeeItem);
    if (seq === null) return { ...base, result: 'invalid', why: 'lifeCycle', detail: 'not allowed' };
    this.effects.push({
      decisionId: item.id,
      kind: item.kind,
      subjectId: item.subjectId,
      baseRevision: item.baseRevision,
      revision,
      seenHash: item.seenHash,
      hash,
      previousDecisionId: item.previousDecisionId,
    });
    return { id: item.id, result: 'applied', seq };
  }

  #people(unitId: string): AttendeeItem[] {
    return [...this.items.values()].filter(
      (item): item is AttendeeItem => item.kind === 'attendee' && item.unitId === unitId,
    );
  }

  #decideUnit(item: PushItem & { kind: 'unit' }, unit: UnitItem): number | null {
    const people = this.#people(unit.id);
    const hasAttendeeUnderway = people.some((person) =>
      isUnderway({ status: person.status, hasOrder: person.order !== undefined }),
    );
    const next = transitionUnit({ status: unit.status, hasAttendeeUnderway }, { type: item.verdict });
    return next.ok ? this.#moveUnit(unit, next.status, this.#decision(item)) : null;
  }

  /** A unit's new status, and what it does to its people. */
  #moveUnit(unit: UnitItem, status: UnitItem['status'], decision: UnitItem['decision']): number {
    const wasApproved = unit.status === 'approved';
    const people = this.#people(unit.id);
    const seq = this.#put({ ...unit, status, decision });
    for (const person of people) {
      const event =
        status === 'approved'
          ? ('unitApproved' as const)
          : wasApproved
            ? ('unitApprovalWithdrawn' as const)
            : null;
      if (!event) continue;
      const moved = transitionAttendee(this.#state(person), { type: event }, this.profile.payingTags);
      if (moved.ok) this.#put({ ...person, status: moved.status });
    }
    return seq;
  }

  #decideAttendee(item: PushItem & { kind: 'attendee' }, person: AttendeeItem): number | null {
    const event =
      item.verdict === 'tag' && item.tag
        ? { type: 'tag' as const, tag: item.tag }
        : { type: item.verdict === 'return' ? ('return' as const) : ('withdraw' as const) };
    const next = transitionAttendee(this.#state(person), event, this.profile.payingTags);
    if (!next.ok) return null;
    const { tag: _former, ...rest } = person;
    return this.#put({
      ...rest,
      status: next.status,
      decision: this.#decision(item),
      ...(next.tag ? { tag: next.tag } : {}),
    });
  }

  #state(person: AttendeeItem) {
    const unit = this.items.get(ModelGateway.key('unit', person.unitId)) as UnitItem | undefined;
    return {
      status: person.status,
      tag: person.tag ?? null,
      unitStatus: unit?.status ?? ('pendingReview' as const),
      hasOrder: person.order !== undefined,
    };
  }

  /** What holds after a decision; a withdrawal too, so that the next decision follows it. */
  #decision(item: PushItem) {
    return {
      id: item.id,
      verdict: item.verdict,
      ...(item.kind === 'attendee' && item.tag ? { tag: item.tag } : {}),
      by: 'reviewer.guangzhou',
      at: item.decidedAt,
    };
  }
}

const ACCOUNT = {
  name: 'reviewer.guangzhou',
  displayName: '广州市分团审核员',
  role: 'reviewer',
  grants: ['view', 'decide', 'export'].map((right) => ({ edition: EDITION, right, subGroupId: 'guangzhou' })),
};

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { ...HEADERS, 'Content-Type': 'application/json' } });
}

/** A problem reply of the gateway. */
export function problem(slug: ProblemSlug): Response {
  const status = PROBLEMS[slug];
  return new Response(JSON.stringify({ type: `urn:expo-review-desk:${slug}`, title: slug, status }), {
    status,
    headers: { ...HEADERS, 'Content-Type': 'application/problem+json' },
  });
}

async function readBody(init: RequestInit): Promise<unknown> {
  const headers = new Headers(init.headers);
  if (headers.get('Content-Encoding') !== 'gzip') return JSON.parse(String(init.body));
  const stream = new Blob([init.body as ArrayBuffer]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}
