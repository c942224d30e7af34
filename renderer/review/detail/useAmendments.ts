/** Which fields changed while the reviewer was looking at a submission. */
import { useRef } from 'react';
import type { AttendeeDetail, UnitDetail } from '../../desk/contract/rows.ts';
import { changedFields } from '../changedFields.ts';

/** Compares with the detail shown when the row came under the cursor; empty unless `isAmended`. */
export function useAmendments(
  detail: UnitDetail | AttendeeDetail | null | undefined,
  isAmended: boolean,
): string[] {
  const shown = useRef<UnitDetail | AttendeeDetail | null>(null);
  const before = shown.current;
  if (detail && (!before || before.row.id !== detail.row.id || !isAmended)) shown.current = detail;
  if (!detail || !isAmended || !before || before.row.id !== detail.row.id) return [];
  return [
    ...changedFields(before.material as Record<string, unknown>, detail.material as Record<string, unknown>),
    ...changedFields(before.images, detail.images),
  ];
}
