/** Two readings side by side: old reasons with what became of them, fields, images. */

import type { Comparison, FieldDifference, VersionRef } from '../../desk/contract/tray.ts';
import { amount } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { fieldText } from '../detail/findingText.ts';
import { MarkedImage } from '../detail/MarkedImage.tsx';
import { Masked } from '../detail/Masked.tsx';
import { useReview } from '../ReviewProvider.tsx';
import styles from './compare.module.css';
import { comparedLines } from './comparedValue.ts';

interface ComparisonViewProps {
  kind: 'unit' | 'attendee';
  id: string;
  comparison: Comparison;
  /** what the sides are called */
  sides: { before: string; after: string };
}

export function ComparisonView({ kind, id, comparison, sides }: ComparisonViewProps) {
  const { t } = useText();
  const { before, after, changes, images, reasons } = comparison;
  const named = (side: string, revision: number | null) =>
    revision === null ? side : t('compare.revision', { side, revision: amount(revision) });
  const [was, is] = [named(sides.before, before.revision), named(sides.after, after.revision)];
  return (
    <div className={styles.comparison}>
      {reasons.length > 0 && (
        <section>
          <h4>{t('compare.reasons')}</h4>
          <ul className={styles.reasons}>
            {reasons.map(({ reason, outlook }) => (
              <li key={`${reason.code} ${reason.field ?? ''}`}>
                <strong className={styles[outlook]}>{t(`compare.outlook.${outlook}`)}</strong>
                <span className="mono">{reason.code}</span> {reason.text}
              </li>
            ))}
          </ul>
        </section>
      )}
      {changes.length === 0 ? (
        <p className={styles.none}>{t('compare.none')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('compare.field')}</th>
              <th scope="col">{was}</th>
              <th scope="col">{is}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.field}>
                <th scope="row">{fieldText(t, change.field)}</th>
                <td>
                  <Value kind={kind} id={id} change={change} value={change.before} version={before.ref} />
                </td>
                <td className={styles.now}>
                  <Value kind={kind} id={id} change={change} value={change.after} version={after.ref} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {images.map(({ slot, before: old, after: fresh }) =>
        old === fresh ? (
          <p key={slot} className={styles.none}>
            {t('compare.image.same', { slot: fieldText(t, slot) })}
          </p>
        ) : (
          <section key={slot}>
            <h4>{t('compare.image.changed', { slot: fieldText(t, slot) })}</h4>
            <div className={styles.pair}>
              <Side slot={slot} sha256={old} side={was} />
              <Side slot={slot} sha256={fresh} side={is} />
            </div>
          </section>
        ),
      )}
    </div>
  );
}

function Value(props: {
  kind: 'unit' | 'attendee';
  id: string;
  change: FieldDifference;
  value: unknown;
  version: VersionRef;
}) {
  const { t, language } = useText();
  const { profile } = useReview();
  const { kind, id, change, value, version } = props;
  const lines = comparedLines(t, language, profile, change.field, value);
  const [only = ''] = lines;
  if (lines.length === 0) return <span className={styles.soft}>{t('value.empty')}</span>;
  if (change.isPersonal) {
    return <Masked kind={kind} id={id} field={change.field} masked={only} version={version} isMono />;
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

function Side({ slot, sha256, side }: { slot: string; sha256: string | null; side: string }) {
  const { t } = useText();
  const alt = t('compare.image.alt', { slot: fieldText(t, slot), side });
  return (
    <figure className={styles.side}>
      <figcaption>{side}</figcaption>
      <div className={styles.picture}>
        <MarkedImage sha256={sha256 ?? undefined} variant="full" alt={alt} />
      </div>
    </figure>
  );
}
