/** Signs for status, findings and sync: never colour alone, always with words for those who cannot see them. */
import type { SyncMark } from '../desk/contract/queries.ts';
import type { AttendeeRow, Row, UnitRow } from '../desk/contract/rows.ts';
import type { Translate } from '../i18n/i18n.ts';
import type { TextKey } from '../i18n/texts.ts';

export type Tone = 'plain' | 'soft' | 'success' | 'warning' | 'error' | 'primary';

export interface Glyph {
  sign: string;
  tone: Tone;
  words: string;
}

/** ○ 待审 · ↻ 已补正 · ✓ 通过 · ✕ 驳回 · ‖ 暂缓 */
export function unitStatusGlyph(
  row: Pick<UnitRow, 'status' | 'isResubmitted' | 'isSetAside'>,
  t: Translate,
): Glyph {
  if (row.status === 'approved') return { sign: '✓', tone: 'success', words: t('unit.status.approved') };
  if (row.status === 'rejected') return { sign: '✕', tone: 'error', words: t('unit.status.rejected') };
  if (row.isSetAside) return { sign: '‖', tone: 'soft', words: t('status.setAside') };
  if (row.isResubmitted && row.status === 'pendingReview') {
    return { sign: '↻', tone: 'primary', words: t('status.resubmitted') };
  }
  return { sign: '○', tone: 'plain', words: t(`unit.status.${row.status}`) };
}

const ATTENDEE_SIGNS: Record<AttendeeRow['status'], [sign: string, tone: Tone]> = {
  awaitingTag: ['○', 'plain'],
  tagged: ['◐', 'primary'],
  returned: ['✕', 'error'],
  awaitingPayment: ['¥', 'warning'],
  inPersonReview: ['→', 'primary'],
  badgeInProduction: ['✓', 'success'],
  badgeReady: ['✓', 'success'],
  badgePosted: ['✓', 'success'],
  issued: ['✓', 'success'],
  refunded: ['↩', 'soft'],
};

export function attendeeStatusGlyph(
  row: Pick<AttendeeRow, 'status' | 'isResubmitted' | 'isSetAside'>,
  t: Translate,
): Glyph {
  if (row.status === 'awaitingTag' && row.isSetAside)
    return { sign: '‖', tone: 'soft', words: t('status.setAside') };
  if (row.status === 'awaitingTag' && row.isResubmitted) {
    return { sign: '↻', tone: 'primary', words: t('status.resubmitted') };
  }
  const [sign, tone] = ATTENDEE_SIGNS[row.status];
  return { sign, tone, words: t(`attendee.status.${row.status}`) };
}

export const statusGlyph = (row: Row, t: Translate): Glyph =>
  row.kind === 'unit' ? unitStatusGlyph(row, t) : attendeeStatusGlyph(row, t);

/** ● none · ▲n warnings or hints · ■n an error */
export function findingsGlyph(row: Pick<Row, 'severity' | 'findingCount'>, t: Translate): Glyph {
  const { severity, findingCount } = row;
  if (severity === null || findingCount === 0)
    return { sign: '●', tone: 'success', words: t('glyph.findings.clean') };
  const words = t('glyph.findings.count', { severity: t(`severity.${severity}`), count: findingCount });
  if (severity === 'error') return { sign: `■${findingCount}`, tone: 'error', words };
  if (severity === 'warning') return { sign: `▲${findingCount}`, tone: 'warning', words };
  return { sign: `△${findingCount}`, tone: 'soft', words };
}

const SYNC_SIGNS: Record<SyncMark, [sign: string, tone: Tone]> = {
  none: ['·', 'soft'],
  savedHere: ['▣', 'primary'],
  uploading: ['↑', 'primary'],
  synced: ['✓', 'success'],
  failed: ['!', 'error'],
  conflict: ['⇄', 'error'],
};

/** · ▣ ↑ ✓ ! ⇄ */
export function syncGlyph(mark: SyncMark, t: Translate): Glyph {
  const [sign, tone] = SYNC_SIGNS[mark];
  return { sign, tone, words: t(`sync.${mark}` as TextKey) };
}
