/** The unit's people at a glance: findings, name, title, tag or status. */
import type { AttendeeRow } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import frame from '../../review/detail/detail.module.css';
import { GlyphMark } from '../../review/GlyphMark.tsx';
import { attendeeStatusGlyph, findingsGlyph } from '../../review/glyphs.ts';
import { useReview } from '../../review/ReviewProvider.tsx';
import { ActionButton } from '../../ui/ActionButton.tsx';
import styles from './PeopleList.module.css';

const SHOWN_MAX = 12;

export function PeopleList({
  people,
  onAll,
  onOpen,
}: {
  people: readonly AttendeeRow[];
  onAll: () => void;
  onOpen: (id: string) => void;
}) {
  const { t } = useText();
  const max = useReview().profile?.attendeesPerUnitMax;
  const flagged = people.filter(({ severity }) => severity === 'error' || severity === 'warning').length;
  return (
    <section className={frame.section}>
      <h3>
        {t('detail.people', { count: people.length })}
        {max !== undefined && (
          <span className={people.length > max ? frame.warning : frame.soft}>
            {people.length > max && '▲ '}
            {t('detail.people.max', { max })}
          </span>
        )}
        {people.length > 0 && <span className={frame.ok}>● {people.length - flagged}</span>}
        {flagged > 0 && <span className={frame.warning}>▲ {flagged}</span>}
        {people.length > 0 && (
          <ActionButton size="small" chord="T" onClick={onAll}>
            {t('detail.people.all')}
          </ActionButton>
        )}
      </h3>
      {people.length === 0 ? (
        <p className={frame.soft}>{t('detail.people.none')}</p>
      ) : (
        <ul className={styles.people}>
          {people.slice(0, SHOWN_MAX).map((person) => (
            <li key={person.id}>
              <GlyphMark glyph={findingsGlyph(person, t)} />
              <button
                type="button"
                className={`${frame.link} ${styles.personName}`}
                onClick={() => onOpen(person.id)}
              >
                {person.name}
              </button>
              <span className={styles.personText}>{person.jobTitle}</span>
              {person.tag && <span>{t(`tag.${person.tag}`)}</span>}
              <GlyphMark glyph={attendeeStatusGlyph(person, t)} isWorded />
            </li>
          ))}
          {people.length > SHOWN_MAX && <li>{t('batch.more', { count: people.length - SHOWN_MAX })}</li>}
        </ul>
      )}
    </section>
  );
}
