/** Horizontal bars, one to a row, from 0; a marker may stand across each. */
import styles from './charts.module.css';
import { share } from './scale.ts';

export interface BarRow {
  id: string;
  label: string;
  /** length of the bar in units of `max` */
  value: number;
  /** where a line crosses the bar, in units of `max` */
  marker?: number;
  /** what stands behind the bar */
  text: string;
  tone?: 'plain' | 'good' | 'warning';
}

const percent = (value: number, max: number) => `${(share(value, max) * 100).toFixed(2)}%`;

export function BarRows({ rows, max }: { rows: readonly BarRow[]; max: number }) {
  return (
    <div className={styles.bars}>
      {rows.map(({ id, label, value, marker, text, tone = 'plain' }) => (
        <div key={id} className={styles.bar}>
          <span className={styles.barLabel} title={label}>
            {label}
          </span>
          <svg className={styles.track} aria-hidden="true" focusable="false">
            <rect className={styles.ground} width="100%" height="100%" rx="2" />
            <rect className={styles[tone]} width={percent(value, max)} height="100%" rx="2" />
            {marker !== undefined && (
              <line
                className={styles.marker}
                x1={percent(marker, max)}
                x2={percent(marker, max)}
                y1="0"
                y2="100%"
              />
            )}
          </svg>
          <span className={styles.barText}>{text}</span>
        </div>
      ))}
    </div>
  );
}
