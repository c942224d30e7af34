/** Two submissions column by column: heads with status and decision, pictures, fields with the differing ones marked. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { TwinField, TwinSide, Twins } from '../../desk/contract/seeing.ts';
import { monthDayClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { fieldText, findingSentence } from '../detail/findingText.ts';
import { LocalMark } from '../detail/LocalMark.tsx';
import { PicturePair } from '../detail/PicturePair.tsx';
import { GlyphMark } from '../GlyphMark.tsx';
import { statusGlyph } from '../glyphs.ts';
import { nameOf } from '../list/kinds.ts';
import { useSubGroupName } from '../useSubGroupName.ts';
import { verdictText } from '../verdictText.ts';
import { FieldValue } from './FieldValue.tsx';
import { fieldOrder } from './fieldOrder.ts';
import styles from './twins.module.css';

const NOW = { of: 'now' } as const;

export function TwinsView({ kind, pair }: { kind: SubmissionKind; pair: Twins }) {
  const { t } = useText();
  const { left, right, images, shares } = pair;
  const fields = fieldOrder(pair.fields);
  const differing = fields.filter(({ isSame }) => !isSame).length;
  const columns = [
    { side: left, caption: t('twins.this') },
    { side: right, caption: t('twins.other') },
  ];
  return (
    <div className={styles.twins}>
      {shares.length > 0 && (
        <p className={styles.shares}>
          {shares.map((code) => findingSentence(t, { code })).join(t('list.separator'))}
        </p>
      )}
      <div className={styles.heads}>
        {columns.map(({ side, caption }) => (
          <Head key={side.row.id} side={side} caption={caption} />
        ))}
      </div>
      {images.map(({ slot, left: own, right: other }) => (
        <PicturePair
          key={slot}
          left={{
            sha256: own,
            caption: t('twins.this'),
            alt: t('compare.image.alt', { slot: fieldText(t, slot), side: nameOf(left.row) }),
          }}
          right={{
            sha256: other,
            caption: own !== null && own === other ? t('twins.sameImage') : t('twins.other'),
            alt: t('compare.image.alt', { slot: fieldText(t, slot), side: nameOf(right.row) }),
          }}
        />
      ))}
      <table className={styles.table}>
        <caption>{t('twins.fields', { count: differing, all: fields.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('compare.field')}</th>
            <th scope="col">{t('twins.this')}</th>
            <th scope="col">{t('twins.other')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow
              key={field.field}
              kind={kind}
              field={field}
              leftId={left.row.id}
              rightId={right.row.id}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FieldRow(props: { kind: SubmissionKind; field: TwinField; leftId: string; rightId: string }) {
  const { t } = useText();
  const { kind, field, leftId, rightId } = props;
  const value = (id: string, given: unknown) => (
    <FieldValue
      kind={kind}
      id={id}
      version={NOW}
      field={field.field}
      isPersonal={field.isPersonal}
      value={given}
    />
  );
  return (
    <tr className={field.isSame ? '' : styles.differs}>
      <th scope="row">
        <span
          className={styles.sign}
          role="img"
          aria-label={t(field.isSame ? 'twins.same' : 'twins.differs')}
        >
          {field.isSame ? '=' : '≠'}
        </span>
        {fieldText(t, field.field)}
      </th>
      <td>{value(leftId, field.left)}</td>
      <td>{value(rightId, field.right)}</td>
    </tr>
  );
}

/** Name, status, and who has decided: the gateway's decision, one's own that is not there yet, or nobody. */
function Head({ side, caption }: { side: TwinSide; caption: string }) {
  const { t } = useText();
  const subGroupName = useSubGroupName();
  const { row, decision, local } = side;
  return (
    <section className={styles.head} aria-label={caption}>
      <p className={styles.caption}>{caption}</p>
      <h3>{nameOf(row)}</h3>
      {row.kind === 'attendee' && <p>{row.unitName}</p>}
      <p className={styles.line}>
        <GlyphMark glyph={statusGlyph(row, t)} isWorded />
        {row.kind === 'attendee' && <span>{t(row.tag ? `tag.${row.tag}` : 'tag.none')}</span>}
        <span className={styles.soft}>{subGroupName(row.subGroupId)}</span>
        <span className={styles.soft}>{t('twins.submitted', { time: monthDayClock(row.submittedAt) })}</span>
      </p>
      {decision && (
        <p className={styles.line}>
          <strong>{verdictText(t, decision.verdict, decision.tag)}</strong>
          <span className={styles.soft}>
            {t('detail.by', { by: decision.byName ?? decision.by, time: monthDayClock(decision.at) })}
          </span>
        </p>
      )}
      {local && <LocalMark local={local} />}
      {!decision && !local && <p className={styles.soft}>{t('twins.undecided')}</p>}
    </section>
  );
}
