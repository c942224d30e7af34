/** Why a workbook or its images were not taken. */
import { Alert } from 'antd';
import { bytes, count } from '../../../i18n/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import type { Language } from '../../../i18n/language.ts';
import type { BundleRefusal } from '../../../workbooks/imageBundle.ts';
import { readRefusalText } from '../readTexts.ts';
import { fieldName } from './rowTexts.ts';
import type { Refused } from './useSubmissions.ts';

export function RefusedAlert({ refused }: { refused: Refused }) {
  const { t, language } = useText();
  return <Alert type="error" showIcon title={refusedText(t, language, refused)} />;
}

function refusedText(t: Translate, language: Language, refused: Refused): string {
  switch (refused.of) {
    case 'book':
      return readRefusalText(t, refused.reply.refusal);
    case 'images':
      return imagesText(t, refused.reply.refusal);
    case 'sheets': {
      const { reply } = refused;
      if (reply.why === 'noSheet') return t('submissions.why.noSheet');
      const columns = reply.missing.map((id) => fieldName(reply.kind, id, language)).join(', ');
      return t('submissions.why.noColumns', { sheet: reply.sheet, columns });
    }
    default:
      return refused.detail;
  }
}

function imagesText(t: Translate, refusal: BundleRefusal): string {
  switch (refusal.why) {
    case 'leadsOut':
    case 'bomb':
      return t(`submissions.images.why.${refusal.why}`, { name: refusal.name });
    case 'tooManyImages':
      return t('submissions.images.why.tooManyImages', {
        count: count(refusal.count),
        max: count(refusal.max),
      });
    case 'tooLarge':
      return t('submissions.images.why.tooLarge', {
        size: bytes(refusal.bytes),
        max: bytes(refusal.bytesMax),
      });
    default:
      return t(`submissions.images.why.${refusal.why}`);
  }
}
