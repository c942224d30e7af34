/** Submissions and decisions to test with: nobody real, nothing but what the schemas ask for. */
import { randomUUID } from 'node:crypto';
import type { AttendeeMaterial, UnitMaterial } from '../../shared/domain/material.ts';
import type { Tag } from '../../shared/domain/vocabulary.ts';
import type { PutItem } from '../../shared/protocol/feed.ts';
import type { PushItem } from '../../shared/protocol/push.ts';

export const HASH_A = 'a'.repeat(64);

/** What a unit filled in. */
export function unitMaterial(change: Partial<UnitMaterial> = {}): UnitMaterial {
  return {
    unitName: '样例贸易有限公司',
    uscc: '91440101MA00000000',
    region: 'mainland',
    category: 'enterprise',
    registeredAs: 'unit',
    isReturning: false,
    purchaseIntents: [{ category: '食品', product: '橄榄油' }],
    contact: { name: '某某', phone: '13000000000' },
    address: '广州市样例路一号',
    ...change,
  };
}

/** What an attendee filled in. */
export function attendeeMaterial(change: Partial<AttendeeMaterial> = {}): AttendeeMaterial {
  return {
    personType: 'mainland',
    name: '某某',
    documentType: 'residentId',
    documentNumber: '110105000000000000',
    phone: '13000000000',
    pledgeAccepted: true,
    isReturning: false,
    ...change,
  };
}

/** The registration of a unit. */
export function newUnit(id: string, subGroupId = 'guangzhou', change: object = {}) {
  return { kind: 'unit', id, event: 'submitted', subGroupId, material: unitMaterial(), ...change };
}

/** The registration of an attendee. */
export function newAttendee(id: string, unitId: string, change: object = {}) {
  return { kind: 'attendee', id, unitId, event: 'submitted', material: attendeeMaterial(), ...change };
}

let numbers = 0;

/** A decision on an item as it was seen in the feed. `n` counts up within the test process unless given. */
export function decide(
  item: PutItem,
  verdict: PushItem['verdict'],
  change: Partial<PushItem> & { tag?: Tag } = {},
): PushItem {
  numbers += 1;
  const needsReason = verdict === 'reject' || verdict === 'return';
  const code = item.kind === 'unit' ? 'U-DOC-UNCLEAR' : 'A-PHOTO-QUALITY';
  return {
    id: randomUUID(),
    n: numbers,
    kind: item.kind,
    subjectId: item.id,
    baseRevision: item.revision,
    seenHash: item.hash,
    previousDecisionId: item.decision?.id ?? null,
    verdict,
    ...(needsReason ? { reasons: [{ code, text: '不清晰' }] } : {}),
    decidedAt: '2020-09-07T02:00:00.000Z',
    ...change,
  } as PushItem;
}
