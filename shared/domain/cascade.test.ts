import { describe, expect, it } from 'vitest';
import { addCascades, endOfApproval, endOfTag, NO_CASCADE } from './cascade.ts';
import { CIIE3 } from './profiles/ciie3.ts';

const paying = CIIE3.payingTags;
const tagged = (tag: 'vip' | 'staff' | 'professional') =>
  ({ status: 'tagged', tag, hasOrder: false }) as const;
const untagged = { status: 'awaitingTag', tag: null, hasOrder: false } as const;

describe('what an approval leads its people to', () => {
  it('makes professional visitors pay and lets VIPs and staff go on free', () => {
    expect(endOfApproval(tagged('professional'), null, paying)).toBe('awaitingPayment');
    expect(endOfApproval(tagged('vip'), null, paying)).toBe('inPersonReview');
    expect(endOfApproval(tagged('staff'), null, paying)).toBe('inPersonReview');
  });

  it('leaves the untagged as they are, unless a tag is given along', () => {
    expect(endOfApproval(untagged, null, paying)).toBe('untagged');
    expect(endOfApproval(untagged, 'professional', paying)).toBe('awaitingPayment');
    expect(endOfApproval(untagged, 'staff', paying)).toBe('inPersonReview');
  });

  it('does not touch those who were returned or are further on', () => {
    expect(
      endOfApproval({ status: 'returned', tag: null, hasOrder: false }, 'professional', paying),
    ).toBeNull();
    expect(endOfApproval({ status: 'issued', tag: 'vip', hasOrder: false }, null, paying)).toBeNull();
  });

  it('goes by the edition: where nobody pays, everybody goes on free', () => {
    expect(endOfApproval(tagged('professional'), null, [])).toBe('inPersonReview');
  });
});

describe('what a tag leads a person to', () => {
  it('takes effect at once in an approved unit, else with its approval', () => {
    expect(endOfTag('professional', 'approved', paying)).toBe('awaitingPayment');
    expect(endOfTag('vip', 'approved', paying)).toBe('inPersonReview');
    expect(endOfTag('vip', 'pendingReview', paying)).toBe('waitsForUnit');
    expect(endOfTag('vip', null, paying)).toBe('waitsForUnit');
  });
});

it('adds up who ends where', () => {
  expect(
    addCascades([
      { ...NO_CASCADE, awaitingPayment: 2 },
      { ...NO_CASCADE, awaitingPayment: 1, untagged: 3 },
    ]),
  ).toEqual({ awaitingPayment: 3, inPersonReview: 0, untagged: 3, waitsForUnit: 0 });
});
