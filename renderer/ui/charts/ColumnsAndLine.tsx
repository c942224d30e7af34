/** Grouped columns over time with a cumulative line against a level; columns on the left scale, the line on the right. */
import styles from './charts.module.css';
import { niceMax, share, ticks } from './scale.ts';
import { useWidth } from './useWidth.ts';

export type Tone = 'new' | 'good' | 'bad';
export interface Moment {
  id: string;
  label: string;
  /** one value for each series */
  columns: number[];
  line: number;
}

const HEIGHT = 240;
const EDGE = { top: 14, right: 48, bottom: 24, left: 40 };
/** A label needs so much room. */
const LABEL_WIDTH = 46;

export function ColumnsAndLine(props: {
  moments: readonly Moment[];
  series: readonly { name: string; tone: Tone }[];
  lineName: string;
  level?: { name: string; value: number } | undefined;
}) {
  const { moments, series, level } = props;
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const columnMax = niceMax(Math.max(0, ...moments.flatMap(({ columns }) => columns)));
  const lineMax = niceMax(Math.max(level?.value ?? 0, ...moments.map(({ line }) => line)));
  const inner = {
    width: Math.max(40, width - EDGE.left - EDGE.right),
    height: HEIGHT - EDGE.top - EDGE.bottom,
  };
  const slot = inner.width / Math.max(1, moments.length);
  const columnWidth = Math.max(1.5, Math.min(14, (slot * 0.72) / Math.max(1, series.length)));
  const xOf = (at: number) => EDGE.left + slot * (at + 0.5);
  const yOf = (value: number, max: number) => EDGE.top + inner.height * (1 - share(value, max));
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / slot));
  const points = moments.map(({ line }, at) => `${xOf(at).toFixed(1)},${yOf(line, lineMax).toFixed(1)}`);
  const right = EDGE.left + inner.width;
  return (
    <div ref={ref}>
      <svg className={styles.plot} width={width} height={HEIGHT} aria-hidden="true" focusable="false">
        {ticks(columnMax).map((value) => (
          <g key={value}>
            <line
              className={styles.grid}
              x1={EDGE.left}
              x2={right}
              y1={yOf(value, columnMax)}
              y2={yOf(value, columnMax)}
            />
            <text x={EDGE.left - 6} y={yOf(value, columnMax) + 4} textAnchor="end">
              {value.toLocaleString('en-US')}
            </text>
          </g>
        ))}
        {ticks(lineMax).map((value) => (
          <text key={value} className={styles.lineScale} x={right + 6} y={yOf(value, lineMax) + 4}>
            {value.toLocaleString('en-US')}
          </text>
        ))}
        {moments.map(({ id, label, columns }, at) => (
          <g key={id}>
            {columns.map((value, of) => (
              <rect
                key={series[of]?.name}
                className={styles[series[of]?.tone ?? 'new']}
                x={xOf(at) + (of - series.length / 2) * columnWidth + 0.5}
                width={Math.max(1, columnWidth - 1)}
                y={yOf(value, columnMax)}
                height={EDGE.top + inner.height - yOf(value, columnMax)}
              />
            ))}
            {(moments.length - 1 - at) % every === 0 && (
              <text x={xOf(at)} y={HEIGHT - 8} textAnchor="middle">
                {label}
              </text>
            )}
          </g>
        ))}
        {level && (
          <line
            className={styles.level}
            x1={EDGE.left}
            x2={right}
            y1={yOf(level.value, lineMax)}
            y2={yOf(level.value, lineMax)}
          />
        )}
        <polyline className={styles.line} points={points.join(' ')} />
        {moments.map(({ id, line }, at) => (
          <circle
            key={id}
            className={styles.dot}
            cx={xOf(at)}
            cy={yOf(line, lineMax)}
            r={slot > 10 ? 2.5 : 1.5}
          />
        ))}
      </svg>
      <ul className={styles.legend}>
        {series.map(({ name, tone }) => (
          <li key={name}>
            <svg width="12" height="12" aria-hidden="true" focusable="false">
              <rect className={styles[tone]} width="12" height="12" rx="2" />
            </svg>
            {name}
          </li>
        ))}
        <li>
          <svg width="22" height="12" aria-hidden="true" focusable="false">
            <line className={styles.line} x1="0" x2="22" y1="6" y2="6" />
            <circle className={styles.dot} cx="11" cy="6" r="2.5" />
          </svg>
          {props.lineName}
        </li>
        {level && (
          <li>
            <svg width="22" height="12" aria-hidden="true" focusable="false">
              <line className={styles.level} x1="0" x2="22" y1="6" y2="6" />
            </svg>
            {level.name}
          </li>
        )}
      </ul>
    </div>
  );
}
