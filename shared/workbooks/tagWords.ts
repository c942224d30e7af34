/** The words by which lists name the tags. */
import type { Tag } from '../domain/vocabulary.ts';
import { headerKey } from './listFields.ts';

const WORDS: Record<Tag, readonly string[]> = {
  vip: ['VIP', '贵宾', '嘉宾', 'VIP嘉宾', '重要嘉宾', 'VIP贵宾', 'VIP客商'],
  staff: ['工作人员', '工作员', '分团工作人员', '随行工作人员', 'STAFF', '服务人员'],
  professional: [
    '专业观众',
    '专业观众证',
    '采购商',
    'PROFESSIONAL',
    'PROFESSIONALVISITOR',
    'VISITOR',
    '观众',
  ],
};
const TAG_BY_WORD = new Map(
  (Object.entries(WORDS) as [Tag, readonly string[]][]).flatMap(([tag, words]) =>
    words.map((word) => [headerKey(word), tag] as const),
  ),
);

/** The tag a cell names, `blank` for an empty one, or null for words nobody agreed on. */
export function tagOfWord(raw: string): Tag | 'blank' | null {
  const key = headerKey(raw);
  return key === '' ? 'blank' : (TAG_BY_WORD.get(key) ?? null);
}
