/** Findings as the screens show them: what was seen, what was expected, the nearest repair, and who else is meant. */
import type { Edit } from '../../../shared/checks/edit.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { AttendeeStatus, SubmissionKind, UnitStatus } from '../../../shared/domain/vocabulary.ts';
import type { LocalDecision } from './seeing.ts';

/** Another submission that a duplicate finding names. */
export interface OtherHolder {
  kind: SubmissionKind;
  id: string;
  label: string;
  status: UnitStatus | AttendeeStatus | null;
  /** the reviewer's own decision on it that the feed does not carry yet */
  local: LocalDecision | null;
}

/** What was probably meant, and the slip that lies between; null where it is more than one. */
export interface RepairView {
  /** masked where the field is personal */
  text: string;
  /** `hidden`: the place of a letter that stays masked */
  edit: Edit | { type: 'hidden'; at: number } | null;
}

export const DATE_PARTS = ['year', 'month', 'day'] as const;

/** `seen` and `expected` are masked where the field is personal. */
export interface FindingView extends Omit<Finding, 'repairs'> {
  mended?: RepairView[];
  /** a masked date: the parts that differ from what was expected */
  parts?: (typeof DATE_PARTS)[number][];
  /** duplicates: the others it stands with, the first of them */
  others?: OtherHolder[];
  /** how many others there are */
  othersCount?: number;
}
