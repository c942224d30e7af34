/** One person on the photo wall: photo, name, tag, findings, and whether selected. */
import { memo } from 'react';
import type { AttendeeRow } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { MarkedImage } from '../../review/detail/MarkedImage.tsx';
import { GlyphMark } from '../../review/GlyphMark.tsx';
import { attendeeStatusGlyph, findingsGlyph } from '../../review/glyphs.ts';
import type { ReviewList } from '../../review/list/listTypes.ts';
import styles from './PhotoWall.module.css';

/** Remembered: with each key two of eighteen change. */
export const WallCard = memo(function WallCard(props: {
  row: AttendeeRow | null;
  index: number;
  isCursor: boolean;
  isSelected: boolean;
  list: ReviewList<'attendee'>;
  onChoose: () => void;
  onOpen: () => void;
}) {
  const { t } = useText();
  const { row, index, isCursor, isSelected, list, onChoose, onOpen } = props;
  if (!row) {
    return (
      <td className={styles.card} data-index={index}>
        <span className={styles.name}>{t('list.loadingRow')}</span>
      </td>
    );
  }
  const status = attendeeStatusGlyph(row, t);
  const findings = findingsGlyph(row, t);
  const tag = t(row.tag ? `tag.${row.tag}` : 'tag.none');
  const classes = [
    styles.card,
    isCursor ? styles.cursor : '',
    isSelected ? styles.selected : '',
    row.sync === 'savedHere' ? styles.done : '',
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list's keys act on the cell under the cursor
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid with a cursor
      role="gridcell"
      className={classes.join(' ')}
      data-index={index}
      tabIndex={isCursor ? 0 : -1}
      aria-selected={isSelected}
      aria-label={t('wall.person', {
        name: row.name,
        unit: row.unitName,
        words: [tag, status.words, findings.words].join(t('list.separator')),
      })}
      onClick={({ shiftKey, ctrlKey, metaKey }) => {
        if (shiftKey) list.extendTo(index);
        else {
          list.moveTo(index);
          if (ctrlKey || metaKey) list.toggle(row.id);
        }
        onChoose();
      }}
      onDoubleClick={onOpen}
    >
      <span className={styles.photo}>
        <MarkedImage sha256={row.photo ?? undefined} variant="thumb" alt="" />
        <input
          type="checkbox"
          className={styles.check}
          tabIndex={-1}
          checked={isSelected}
          aria-label={t('select.row', { name: row.name })}
          onClick={(event) => event.stopPropagation()}
          onChange={() => list.toggle(row.id)}
        />
      </span>
      <span className={styles.name}>
        <GlyphMark glyph={findings} /> {row.name}
      </span>
      <span className={styles.tag}>
        <GlyphMark glyph={status} /> {tag}
      </span>
      <span className={styles.unit}>{row.unitName}</span>
    </td>
  );
});
