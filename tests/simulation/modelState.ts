/**
 * What the model gateway holds, and what registrants, the bureau and the secretariat do to it. Plain memory,
 * written from the protocol and not from the gateway's code.
 */
import { type AttendeeEvent, isUnderway, transitionAttendee } from '../../shared/domain/attendeeLifeCycle.ts';
import { sha256Hex, submissionHash } from '../../shared/domain/canonical.ts';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { CIIE3 } from '../../shared/domain/profiles/ciie3.ts';
import { transitionUnit } from '../../shared/domain/unitLifeCycle.ts';
import type { AttendeeItem, GoneItem, PutItem, UnitItem } from '../../shared/protocol/feed.ts';

export const NOW = '2020-09-18T02:00:00.000Z';
export const HOME = 'guangzhou';

/** A submission that left a sub-group. */
export interface Exit extends GoneItem {
  from: string;
}

export class ModelState {
  readonly items = new Map<string, PutItem>();
  /** gone for everybody */
  readonly gone: GoneItem[] = [];
  readonly exits: Exit[] = [];
  /** hash of every revision there ever was, by `kind:id:revision` */
  readonly revisions = new Map<string, string>();
  /** content by its hash, and whose it is */
  readonly images = new Map<string, { bytes: Uint8Array<ArrayBuffer>; key: string }>();
  profile: EditionProfile = CIIE3;
  head = 0;
  epoch = 'epoch-1';

  static key(kind: string, id: string): string {
    return `${kind}:${id}`;
  }

  unit(id: string): UnitItem | undefined {
    return this.items.get(ModelState.key('unit', id)) as UnitItem | undefined;
  }

  attendee(id: string): AttendeeItem | undefined {
    return this.items.get(ModelState.key('attendee', id)) as AttendeeItem | undefined;
  }

  people(unitId: string): AttendeeItem[] {
    return [...this.items.values()].filter(
      (item): item is AttendeeItem => item.kind === 'attendee' && item.unitId === unitId,
    );
  }

  /** A new unit, or its next revision. */
  async putUnit(id: string, change: Partial<UnitItem['material']> = {}, subGroupId = HOME): Promise<void> {
    const known = this.unit(id);
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
    const images = { qualificationDocument: await this.#image('unit', id) };
    const hash = await submissionHash({ kind: 'unit', id, revision, material, images });
    this.revisions.set(`unit:${id}:${revision}`, hash);
    this.put({
      op: 'put',
      kind: 'unit',
      id,
      revision,
      seq: 0,
      subGroupId: known?.subGroupId ?? subGroupId,
      hash,
      images,
      submittedAt: NOW,
      status: 'pendingReview',
      decision: null,
      material,
    });
  }

  /** A new attendee, or the next revision. */
  async putAttendee(
    id: string,
    unitId: string,
    change: Partial<AttendeeItem['material']> = {},
  ): Promise<void> {
    const known = this.attendee(id);
    const revision = (known?.revision ?? 0) + 1;
    const material: AttendeeItem['material'] = {
      personType: 'mainland',
      name: `张${id}`,
      gender: 'female',
      documentType: 'residentId',
      documentNumber: '11010519491231002X',
      phone: '13523333233',
      pledgeAccepted: true,
      isReturning: false,
      ...known?.material,
      ...change,
      jobTitle: revision > 1 ? `经理${revision}` : '经理',
    };
    const images = { photo: await this.#image('attendee', id) };
    const hash = await submissionHash({ kind: 'attendee', id, revision, material, images });
    this.revisions.set(`attendee:${id}:${revision}`, hash);
    const isLaterAddition = known?.isLaterAddition ?? (!known && this.unit(unitId)?.status === 'approved');
    this.put({
      op: 'put',
      kind: 'attendee',
      id,
      unitId,
      revision,
      seq: 0,
      subGroupId: this.unit(unitId)?.subGroupId ?? known?.subGroupId ?? HOME,
      hash,
      images,
      submittedAt: NOW,
      status: 'awaitingTag',
      decision: null,
      material,
      entryPeriod: 'full',
      ...(isLaterAddition ? { isLaterAddition } : {}),
    });
  }

  async #image(kind: string, id: string): Promise<string> {
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, ...new TextEncoder().encode(`${kind} ${id}`)]);
    const sha256 = await sha256Hex(bytes);
    this.images.set(sha256, { bytes, key: ModelState.key(kind, id) });
    return sha256;
  }

  put(item: PutItem): number {
    const seq = ++this.head;
    this.items.set(ModelState.key(item.kind, item.id), { ...item, seq });
    return seq;
  }

  /** The registrant amends: a new revision, undecided again. */
  async amend(kind: 'unit' | 'attendee', id: string): Promise<void> {
    if (kind === 'unit') await this.putUnit(id, { address: `新址 ${this.head}` });
    else await this.putAttendee(id, this.attendee(id)?.unitId ?? '');
  }

  /** The submission leaves the reach of everybody who could see it. */
  exit(kind: 'unit' | 'attendee', id: string): void {
    this.items.delete(ModelState.key(kind, id));
    this.gone.push({ op: 'exit', kind, id, seq: ++this.head });
  }

  /** The registrant takes a submission back, a unit with its people; not once somebody is under way. */
  remove(kind: 'unit' | 'attendee', id: string): void {
    const item = this.items.get(ModelState.key(kind, id));
    const people = item?.kind === 'unit' ? this.people(id) : [];
    const family = item ? [...people, item] : [];
    if (family.some((one) => one.kind === 'attendee' && isUnderway(this.state(one)))) return;
    for (const one of family) {
      this.items.delete(ModelState.key(one.kind, one.id));
      this.gone.push({ op: 'del', kind: one.kind, id: one.id, seq: ++this.head });
    }
  }

  /** The secretariat moves a unit and its people to another sub-group. */
  transfer(unitId: string, to: string): void {
    const unit = this.unit(unitId);
    if (!unit || unit.subGroupId === to) return;
    if (!transitionUnit({ status: unit.status, hasAttendeeUnderway: false }, { type: 'transferred' }).ok)
      return;
    for (const item of [unit, ...this.people(unitId)]) {
      const from = item.subGroupId;
      const seq = this.put({ ...item, subGroupId: to });
      this.exits.push({ op: 'exit', kind: item.kind, id: item.id, seq, from });
    }
  }

  /** The registrant pays, or the bureau goes on: whatever the life cycle allows next. */
  advance(attendeeId: string): void {
    const person = this.attendee(attendeeId);
    if (!person) return;
    const order = { orderNo: `V${'5'.repeat(23)}`, amount: '200.00', payStatus: 'unpaid' as const };
    const steps: { event: AttendeeEvent; order?: AttendeeItem['order'] }[] = [
      { event: { type: 'ordered' }, order },
      { event: { type: 'paid' }, order: { ...order, payStatus: 'paid' } },
      { event: { type: 'personPassed' } },
    ];
    for (const step of steps) {
      const next = transitionAttendee(this.state(person), step.event, this.profile.payingTags);
      if (!next.ok) continue;
      this.put({ ...person, status: next.status, ...(step.order ? { order: step.order } : {}) });
      return;
    }
  }

  /** What the life cycle needs to know of a person. */
  state(person: AttendeeItem) {
    return {
      status: person.status,
      tag: person.tag ?? null,
      unitStatus: this.unit(person.unitId)?.status ?? ('pendingReview' as const),
      hasOrder: person.order !== undefined,
    };
  }

  /** A unit's new status, and what it does to its people. */
  moveUnit(unit: UnitItem, status: UnitItem['status'], decision: UnitItem['decision']): number {
    const wasApproved = unit.status === 'approved';
    const people = this.people(unit.id);
    const seq = this.put({ ...unit, status, decision });
    const type =
      status === 'approved' ? 'unitApproved' : wasApproved ? ('unitApprovalWithdrawn' as const) : null;
    if (!type) return seq;
    for (const person of people) {
      const moved = transitionAttendee(this.state(person), { type }, this.profile.payingTags);
      if (moved.ok) this.put({ ...person, status: moved.status });
    }
    return seq;
  }
}
