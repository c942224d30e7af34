/** The figures one asks for first, in a row. */
import { daysBetween, shanghaiDate } from '../../../shared/domain/calendar.ts';
import { TAGS } from '../../../shared/domain/vocabulary.ts';
import { count } from '../../i18n/format.ts';
import { moneyText, percentText } from './figureText.ts';
import styles from './ProgressScreen.module.css';
import type { Shown } from './useProgress.ts';

interface Tile {
  label: string;
  value: string;
  note: string;
}

export function Summary({ shown: { report, words } }: { shown: Shown }) {
  const { t } = words;
  const { total } = report;
  const waited =
    total.oldestPendingAt === null ? null : daysBetween(shanghaiDate(total.oldestPendingAt), report.day);
  const tagged = TAGS.reduce((sum, tag) => sum + total.tags[tag], 0);
  const tiles: Tile[] = [
    {
      label: t(`progress.tile.${report.targetKind}`),
      value: `${count(total.approved)} / ${count(total.targetUnits)}`,
      note: percentText(total.attainment),
    },
    {
      label: t('progress.tile.elapsed'),
      value: percentText(report.elapsed),
      note: words.profile.dates.registrationCloses,
    },
    {
      label: t('progress.tile.pending'),
      value: count(total.pending),
      note: waited === null ? '' : t('progress.tile.oldest', { count: waited }),
    },
    {
      label: t('progress.tile.rejected'),
      value: count(total.rejected),
      note: t('progress.tile.submitted', { count: total.submitted }),
    },
    {
      label: t('progress.tile.people'),
      value: count(total.people),
      note: t('progress.tile.tagged', { count: tagged }),
    },
    {
      label: t('progress.tile.fees'),
      value: t('progress.yuan', { amount: moneyText(total.feesExpected) }),
      note: t('progress.tile.paid', { amount: moneyText(total.feesPaid) }),
    },
  ];
  return (
    <dl className={styles.tiles}>
      {tiles.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <strong>{value}</strong>
            <span>{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
