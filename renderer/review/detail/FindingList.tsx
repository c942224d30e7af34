/** Findings as sentences, errors first: what was given, what is expected, the nearest repair, and who else is meant. */
import { SEVERITIES } from '../../../shared/domain/finding.ts';
import type { FindingView, OtherHolder } from '../../desk/contract/findings.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReview } from '../ReviewProvider.tsx';
import frame from './detail.module.css';
import { evidenceOf } from './findingEvidence.ts';
import styles from './findings.module.css';
import { fieldText, findingSentence } from './findingText.ts';
import { LocalMark } from './LocalMark.tsx';
import { MarkedText } from './MarkedText.tsx';

export const SEVERITY_SIGNS = { error: '■', warning: '▲', hint: '△' } as const;

interface FindingListProps {
  findings: readonly FindingView[];
  /** puts another submission beside this one */
  onBeside: (id: string) => void;
}

export function FindingList({ findings, onBeside }: FindingListProps) {
  const { t } = useText();
  if (findings.length === 0) {
    return (
      <p className={frame.clean}>
        <span aria-hidden="true">●</span> {t('detail.findings.none')}
      </p>
    );
  }
  const sorted = [...findings].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  );
  return (
    <ul className={styles.findings}>
      {sorted.map((finding) => (
        <li key={`${finding.code} ${finding.field}`} className={frame[finding.severity]}>
          <span className={styles.sign} role="img" aria-label={t(`severity.${finding.severity}`)}>
            {SEVERITY_SIGNS[finding.severity]}
          </span>
          <div className={styles.finding}>
            <span>
              {findingSentence(t, finding)}
              <span className={styles.fieldName}> {fieldText(t, finding.field)}</span>
            </span>
            <EvidenceOf finding={finding} onBeside={onBeside} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function EvidenceOf({ finding, onBeside }: { finding: FindingView } & Pick<FindingListProps, 'onBeside'>) {
  const { t, language } = useText();
  const { profile } = useReview();
  const { seen, marks, expected, repairs } = evidenceOf(t, language, profile, finding);
  const { others = [], othersCount = 0 } = finding;
  return (
    <dl className={styles.evidence}>
      {others.length === 0 && seen !== '' && (
        <div>
          <dt>{t('finding.seen')}</dt>
          <dd>
            <MarkedText text={seen} marks={marks} />
          </dd>
        </div>
      )}
      {others.length > 0 && (
        <div>
          <dt>{t('finding.others')}</dt>
          <dd className={styles.others}>
            {others.map((other) => (
              <Other key={other.id} other={other} onBeside={onBeside} />
            ))}
            {othersCount > others.length && (
              <span className={frame.soft}>
                {t('finding.more', { count: count(othersCount - others.length) })}
              </span>
            )}
          </dd>
        </div>
      )}
      {expected !== '' && (
        <div>
          <dt>{t('finding.expected')}</dt>
          <dd>{expected}</dd>
        </div>
      )}
      {repairs.length > 0 && (
        <div>
          <dt>{t('finding.repairs')}</dt>
          <dd className={styles.repairs}>
            {repairs.map(({ text, slip }) => (
              <span key={text}>
                <span className="mono">{text}</span>
                {slip !== '' && <span className={frame.soft}> {slip}</span>}
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** The other's name opens both side by side; one's own decision on it, sent or not, stands behind it. */
function Other({ other, onBeside }: { other: OtherHolder } & Pick<FindingListProps, 'onBeside'>) {
  const { t } = useText();
  const { kind, id, label, status, local } = other;
  return (
    <span className={styles.other}>
      <button
        type="button"
        className={frame.link}
        aria-label={t('twins.open.of', { name: label })}
        onClick={() => onBeside(id)}
      >
        {label}
      </button>
      {local ? (
        <LocalMark local={local} />
      ) : (
        status !== null && (
          <span className={frame.soft}>
            {t(
              kind === 'unit'
                ? `unit.status.${status as 'approved'}`
                : `attendee.status.${status as 'tagged'}`,
            )}
          </span>
        )
      )}
    </span>
  );
}
