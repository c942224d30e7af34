/** Rows as they will look once decided. */
import { describe, expect, it } from 'vitest';
import type { UnitRow } from '../desk/contract/rows.ts';
import { expectedRow } from './expectedRow.ts';

describe('expected rows', () => {
  const unit = { kind: 'unit', id: 'u', status: 'pendingReview', isSetAside: true, sync: 'none' } as UnitRow;
  it('show the new state before the answer', () => {
    expect(expectedRow(unit, 'approve', undefined, [])).toMatchObject({
      status: 'approved',
      isSetAside: false,
      sync: 'savedHere',
    });
    expect(expectedRow(unit, 'reject', undefined, [])).toMatchObject({ status: 'rejected' });
    expect(unit.status).toBe('pendingReview');
  });
});
