/** Two readings side by side: old reasons with what became of them, fields, images. */

import type { Comparison } from '../../desk/contract/tray.ts';
import { amount } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { fieldText } from '../detail/findingText.ts';
import { PicturePair } from '../detail/PicturePair.tsx';
import styles from './compare.module.css';
import { FieldValue } from './FieldValue.tsx';
import { fieldOrder } from './fieldOrder.ts';

interface ComparisonViewProps {
  kind: 'unit' | 'attendee';
  id: string;
  comparison: Comparison;
  /** what the sides are called */
  sides: { before: string; after: string };
}

export function ComparisonView({ kind, id, comparison, sides }: ComparisonViewProps) {
  const { t } = useText();
  const { before, after, changes, unchanged, images, reasons } = comparison;
  const named = (side: string, revision: number | null) =>
    revision === null ? side : t('compare.revision', { side, revision: amount(revision) });
  const [was, is] = [named(sides.before, before.revision), named(sides.after, after.revision)];
  const imageAlt = (slot: string, side: string) => t('compare.image.alt', { slot: fieldText(t, slot), side });
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
            {fieldOrder(changes).map((change) => (
              <tr key={change.field}>
                <th scope="row">{fieldText(t, change.field)}</th>
                <td>
                  <FieldValue
                    kind={kind}
                    id={id}
                    field={change.field}
                    isPersonal={change.isPersonal}
                    value={change.before}
                    version={before.ref}
                  />
                </td>
                <td className={styles.now}>
                  <FieldValue
                    kind={kind}
                    id={id}
                    field={change.field}
                    isPersonal={change.isPersonal}
                    value={change.after}
                    version={after.ref}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {unchanged.length > 0 && (
        <p className={styles.none}>
          {t('compare.unchanged', {
            fields: fieldOrder(unchanged.map((field) => ({ field })))
              .map(({ field }) => fieldText(t, field))
              .join(t('common.separator')),
          })}
        </p>
      )}
      {images.map(({ slot, before: old, after: fresh }) =>
        old === fresh ? (
          <p key={slot} className={styles.none}>
            {t('compare.image.same', { slot: fieldText(t, slot) })}
          </p>
        ) : (
          <section key={slot}>
            <h4>{t('compare.image.changed', { slot: fieldText(t, slot) })}</h4>
            <PicturePair
              left={{ sha256: old, caption: was, alt: imageAlt(slot, was) }}
              right={{ sha256: fresh, caption: is, alt: imageAlt(slot, is) }}
            />
          </section>
        ),
      )}
    </div>
  );
}
