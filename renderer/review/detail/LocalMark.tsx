/** One's own decision that the gateway's data does not carry yet: ▣ 已存本机 · 通过 */
import type { LocalDecision } from '../../desk/contract/seeing.ts';
import { useText } from '../../i18n/i18n.ts';
import { GlyphMark } from '../GlyphMark.tsx';
import { syncGlyph } from '../glyphs.ts';
import { verdictText } from '../verdictText.ts';
import styles from './detail.module.css';

export function LocalMark({ local }: { local: LocalDecision }) {
  const { t } = useText();
  return (
    <span className={styles.local}>
      <strong>{t('twins.mine', { verdict: verdictText(t, local.verdict, local.tag) })}</strong>
      {local.sync !== 'none' && <GlyphMark glyph={syncGlyph(local.sync, t)} isWorded />}
    </span>
  );
}
