/** What approving leads the unit's people to, by name, for each of the keys that approve. */
import type { AttendeeRow } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { endsOfApproval, taggableAlong } from '../../review/decisionInput.ts';
import { useReview } from '../../review/ReviewProvider.tsx';
import { KeyHint } from '../../ui/keys/KeyHint.tsx';
import { usePressed } from '../../ui/keys/KeyProvider.tsx';
import styles from './ApprovalPreview.module.css';

const NAMES_MAX = 8;

export function ApprovalPreview({ people }: { people: readonly AttendeeRow[] }) {
  const { t } = useText();
  const approveKey = usePressed('A');
  const alongKey = usePressed('Shift+A');
  if (people.length === 0) return null;
  const hasAlong = taggableAlong(people).length > 0;
  return (
    <dl className={styles.approval} aria-label={t('batch.cascade')}>
      <Effect name={t('action.approve')} chord={approveKey} people={people} isAlong={false} />
      {hasAlong && <Effect name={t('cascade.andTag')} chord={alongKey} people={people} isAlong />}
    </dl>
  );
}

function Effect(props: {
  name: string;
  chord: string | undefined;
  people: readonly AttendeeRow[];
  isAlong: boolean;
}) {
  const { t } = useText();
  const { profile } = useReview();
  const { name, chord, people, isAlong } = props;
  const ends = endsOfApproval(people, isAlong ? 'professional' : null, profile?.payingTags ?? []);
  const text = ends.map(({ end, people: there }) => {
    const names = there.slice(0, NAMES_MAX).map((person) => person.name);
    const more = there.length - names.length;
    return t('cascade.named', {
      end: t(`batch.cascade.${end}`, { count: there.length }),
      names: [...names, ...(more > 0 ? [t('batch.more', { count: more })] : [])].join(t('cascade.comma')),
    });
  });
  return (
    <div>
      <dt className={styles.effectName}>
        {chord !== undefined && <KeyHint chord={chord} />} {name}
      </dt>
      <dd className={styles.effectText}>
        {text.length > 0 ? text.join(t('list.separator')) : t('batch.cascade.nobody')}
      </dd>
    </div>
  );
}
