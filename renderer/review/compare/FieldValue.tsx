/** One side's value of a compared field: in words, a list line by line, masked and revealed where it is personal. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { VersionRef } from '../../desk/contract/tray.ts';
import { useText } from '../../i18n/i18n.ts';
import { Masked } from '../detail/Masked.tsx';
import { useReview } from '../ReviewProvider.tsx';
import styles from './compare.module.css';
import { comparedLines } from './comparedValue.ts';

export function FieldValue(props: {
  kind: SubmissionKind;
  id: string;
  field: string;
  isPersonal: boolean;
  value: unknown;
  /** of which reading the value is */
  version: VersionRef;
}) {
  const { t, language } = useText();
  const { profile } = useReview();
  const { kind, id, field, isPersonal, value, version } = props;
  const lines = comparedLines(t, language, profile, field, value);
  const [only = ''] = lines;
  if (lines.length === 0) return <span className={styles.soft}>{t('value.empty')}</span>;
  if (isPersonal) {
    return <Masked kind={kind} id={id} field={field} masked={only} version={version} isMono />;
  }
  if (lines.length === 1) return <span>{only}</span>;
  return (
    <ul className={styles.lines}>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: intents have no id, and two may say the same
        <li key={i}>{line}</li>
      ))}
    </ul>
  );
}
