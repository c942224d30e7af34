/** A chart with its table: one of them is shown, both say the same. */
import { type ReactNode, useId, useState } from 'react';
import { ScrollRegion } from '../ScrollRegion.tsx';
import styles from './charts.module.css';
import { FigureTable, type TableCells } from './FigureTable.tsx';

export interface ChartWords {
  asTable: string;
  asChart: string;
}

export function ChartFigure(props: {
  title: string;
  /** what the chart says in a sentence, for those who do not see it */
  summary: string;
  note?: ReactNode;
  /** null on paper, where the table follows and there is nothing to press */
  words: ChartWords | null;
  table: TableCells;
  children: ReactNode;
}) {
  const [isTable, setIsTable] = useState(false);
  const id = useId();
  const { title, words } = props;
  return (
    <section className={styles.figure} aria-labelledby={id}>
      <header className={styles.figureHead}>
        <h2 id={id}>{title}</h2>
        {words && (
          <button type="button" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {isTable ? words.asChart : words.asTable}
            <span className="visually-hidden">{` · ${title}`}</span>
          </button>
        )}
      </header>
      {props.note !== undefined && <p className={styles.note}>{props.note}</p>}
      {isTable ? (
        <ScrollRegion label={title} className={styles.tableRegion}>
          <FigureTable {...props.table} />
        </ScrollRegion>
      ) : (
        <div role="img" aria-label={`${title}. ${props.summary}`}>
          {props.children}
        </div>
      )}
    </section>
  );
}
