/** A sign with its words, in the detail pane and in lists; in the grid the same as a plain element. */

import styles from './GlyphMark.module.css';
import type { Glyph } from './glyphs.ts';

export function GlyphMark({ glyph, isWorded = false }: { glyph: Glyph; isWorded?: boolean }) {
  return isWorded ? (
    <span className={`${styles.mark} ${styles[glyph.tone]}`}>
      <span aria-hidden="true">{glyph.sign}</span> {glyph.words}
    </span>
  ) : (
    <span
      className={`${styles.mark} ${styles[glyph.tone]}`}
      role="img"
      aria-label={glyph.words}
      title={glyph.words}
    >
      {glyph.sign}
    </span>
  );
}

/** The same without React: a grid draws hundreds of them. */
export function glyphElement(glyph: Glyph): HTMLElement {
  const element = document.createElement('span');
  element.className = `${styles.mark} ${styles[glyph.tone]}`;
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', glyph.words);
  element.title = glyph.words;
  element.textContent = glyph.sign;
  return element;
}
