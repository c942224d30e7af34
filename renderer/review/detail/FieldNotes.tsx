/** Under a field: each finding about it in a few words, so that value and doubt are read in one look. */
import type { FindingView } from '../../desk/contract/findings.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReview } from '../ReviewProvider.tsx';
import frame from './detail.module.css';
import { SEVERITY_SIGNS } from './FindingList.tsx';
import { evidenceOf } from './findingEvidence.ts';
import styles from './findings.module.css';
import { findingSentence } from './findingText.ts';

export function FieldNotes({ findings }: { findings: readonly FindingView[] }) {
  const { t, language } = useText();
  const { profile } = useReview();
  return (
    <>
      {findings.map((finding) => {
        const { expected, repairs } = evidenceOf(t, language, profile, finding);
        const [nearest] = repairs;
        const aim = nearest
          ? t('finding.note.repair', { repair: nearest.text })
          : expected === ''
            ? findingSentence(t, finding)
            : t('finding.note.expected', { expected });
        return (
          <p key={`${finding.code} ${finding.field}`} className={`${styles.note} ${frame[finding.severity]}`}>
            <span role="img" aria-label={t(`severity.${finding.severity}`)}>
              {SEVERITY_SIGNS[finding.severity]}
            </span>
            <span>{aim}</span>
          </p>
        );
      })}
    </>
  );
}
