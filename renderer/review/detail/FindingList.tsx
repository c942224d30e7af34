/** Findings as sentences, errors first, with what was given, what is expected and the nearest repairs. */
import { SEVERITIES } from '../../../shared/domain/finding.ts';
import type { FindingView } from '../../desk/contract/rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReview } from '../ReviewProvider.tsx';
import styles from './detail.module.css';
import { fieldText, findingSentence, valueText } from './findingText.ts';

const SIGNS = { error: '■', warning: '▲', hint: '△' } as const;

export function FindingList({
  findings,
  onOpen,
}: {
  findings: readonly FindingView[];
  onOpen: (kind: 'unit' | 'attendee', id: string) => void;
}) {
  const { t, language } = useText();
  const { profile } = useReview();
  if (findings.length === 0) {
    return (
      <p className={styles.clean}>
        <span aria-hidden="true">●</span> {t('detail.findings.none')}
      </p>
    );
  }
  const sorted = [...findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  return (
    <ul className={styles.findings}>
      {sorted.map((finding) => {
        const value = (text: string) => valueText(t, language, profile, finding, text);
        return (
          <li key={`${finding.code} ${finding.field}`} className={styles[finding.severity]}>
            <span className={styles.sign} role="img" aria-label={t(`severity.${finding.severity}`)}>
              {SIGNS[finding.severity]}
            </span>
            <div>
              <span>
                {findingSentence(t, finding)}
                <span className={styles.fieldName}> {fieldText(t, finding.field)}</span>
              </span>
              <dl className={styles.evidence}>
                {finding.seen !== undefined && (
                  <div>
                    <dt>{t('finding.seen')}</dt>
                    <dd>{value(finding.seen)}</dd>
                  </div>
                )}
                {finding.expected !== undefined && (
                  <div>
                    <dt>{t('finding.expected')}</dt>
                    <dd>{value(finding.expected)}</dd>
                  </div>
                )}
                {finding.repairs && finding.repairs.length > 0 && (
                  <div>
                    <dt>{t('finding.repairs')}</dt>
                    <dd>{finding.repairs.map(value).join(' / ')}</dd>
                  </div>
                )}
                {finding.others && finding.others.length > 0 && (
                  <div>
                    <dt>{t('finding.others')}</dt>
                    <dd>
                      {finding.others.map((other) => (
                        <button
                          key={other.id}
                          type="button"
                          className={styles.link}
                          onClick={() => onOpen(other.kind, other.id)}
                        >
                          {other.label}
                          {other.local && ` (${t('finding.decidedHere')})`}
                        </button>
                      ))}
                    </dd>
                  </div>
                )}
              </dl>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
