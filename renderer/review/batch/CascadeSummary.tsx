/** What becomes of people, in a sentence, with their names one click away, and whose badge cannot be reused. */
import { Button } from 'antd';
import { useState } from 'react';
import { CASCADE_ENDS } from '../../../shared/domain/cascade.ts';
import type { BatchAction, BatchPreview, CascadePerson } from '../../desk/contract/decisions.ts';
import { useText } from '../../i18n/i18n.ts';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { goingCascade, goingCount } from '../batchResult.ts';
import styles from './batch.module.css';
import { cascadeText } from './cascadeText.ts';

export function CascadeSummary(props: {
  action: BatchAction;
  preview: BatchPreview;
  include: readonly string[];
}) {
  const { t } = useText();
  const { action, preview, include } = props;
  const [isOpen, setIsOpen] = useState(false);
  const { cascade, taggedAlong } = goingCascade(preview, include);
  const text = cascadeText(t, action, cascade, goingCount(preview, include), taggedAlong);
  if (text === null) return null;
  const goes = new Set(include);
  const optional = new Set(preview.leftOut.map(({ id }) => id));
  const people = preview.people.filter(({ subjectId }) => !optional.has(subjectId) || goes.has(subjectId));
  const all = CASCADE_ENDS.reduce((sum, end) => sum + cascade[end], 0);
  return (
    <div className={styles.cascade}>
      <div className={styles.groupHead}>
        <span>{text}</span>
        {people.length > 0 && (
          <Button
            size="small"
            aria-expanded={isOpen}
            aria-label={t('batch.cascade.view')}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t(isOpen ? 'common.hide' : 'common.view')}
          </Button>
        )}
      </div>
      {isOpen && <CascadePeople people={people} all={all} isOneUnit={preview.go + include.length === 1} />}
      {preview.badgeReuse.length > 0 && <BadgeReuse action={action} preview={preview} />}
    </div>
  );
}

/** The people by where they end, unit by unit; the tag where it is what decides that they go free or wait. */
function CascadePeople(props: { people: readonly CascadePerson[]; all: number; isOneUnit: boolean }) {
  const { t } = useText();
  const { people, all, isOneUnit } = props;
  const words = (there: readonly CascadePerson[]) => {
    const units = new Map<string, string[]>();
    for (const { name, unitName, tag, end } of there) {
      const isTagTold = tag !== null && end !== 'awaitingPayment';
      const told = isTagTold ? t('cascade.person', { name, words: t(`tag.${tag}`) }) : name;
      units.set(unitName, [...(units.get(unitName) ?? []), told]);
    }
    return [...units].map(([unit, names]) => {
      const together = names.join(t('cascade.comma'));
      return isOneUnit ? together : t('cascade.ofUnit', { unit, names: together });
    });
  };
  return (
    <ScrollRegion className={styles.ends} label={t('batch.cascade')}>
      <dl>
        {CASCADE_ENDS.filter((end) => people.some((person) => person.end === end)).map((end) => (
          <div key={end}>
            <dt>{t(`cascade.end.${end}`)}</dt>
            <dd>{words(people.filter((person) => person.end === end)).join(t('list.separator'))}</dd>
          </div>
        ))}
      </dl>
      {all > people.length && <p>{t('batch.more', { count: all - people.length })}</p>}
    </ScrollRegion>
  );
}

const NAMES_MAX = 12;

function BadgeReuse({ action, preview }: { action: BatchAction; preview: BatchPreview }) {
  const { t } = useText();
  const tag = action.tag ?? action.alsoTag;
  if (!tag) return null;
  const names = preview.badgeReuse
    .slice(0, NAMES_MAX)
    .map(({ name, previousTag }) => t('cascade.person', { name, words: t(`tag.${previousTag}`) }));
  const more = preview.badgeReuse.length - names.length;
  return (
    <p className={styles.reuse}>
      ▲ {t('badgeReuse.batch', { count: preview.badgeReuse.length, tag: t(`tag.${tag}`) })}
      {names.join(t('list.separator'))}
      {more > 0 && ` ${t('batch.more', { count: more })}`}
    </p>
  );
}
