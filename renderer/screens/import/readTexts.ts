/** Why a file was refused and what was noticed while reading it, as sentences. */
import type { ReadNotice, ReadRefusal } from '../../../shared/workbooks/readOutcome.ts';
import { bytes, count } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/i18n.ts';

export function readRefusalText(t: Translate, refusal: ReadRefusal): string {
  switch (refusal.why) {
    case 'tooLarge':
      return t('read.why.tooLarge', { size: bytes(refusal.bytes), max: bytes(refusal.bytesMax) });
    case 'inflatesTooFar':
      return t('read.why.inflatesTooFar', { max: bytes(refusal.bytesMax) });
    case 'tooManyRows':
      return t('read.why.tooManyRows', { rows: count(refusal.rows), max: count(refusal.rowsMax) });
    case 'tooManySheets':
      return t('read.why.tooManySheets', { sheets: refusal.sheets, max: refusal.sheetsMax });
    case 'notWorkbook':
      return t(`read.why.notWorkbook.${refusal.kind}`);
    default:
      return t(`read.why.${refusal.why}`);
  }
}

export function noticeText(t: Translate, notice: ReadNotice): string {
  switch (notice.code) {
    case 'formulas':
    case 'formulasWithoutValue':
    case 'cellErrors':
      return t(`read.notice.${notice.code}`, { count: notice.count });
    case 'columnsCut':
      return t('read.notice.columnsCut', { columnsMax: notice.columnsMax });
    case 'sheetsAlike':
      return t('read.notice.sheetsAlike', { names: notice.names });
    default:
      return t(`read.notice.${notice.code}`);
  }
}
