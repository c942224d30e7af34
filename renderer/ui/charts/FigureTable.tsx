/** A small table of figures: the first column names the row, the others are numbers as texts. */
import styles from './charts.module.css';

export interface TableCells {
  caption: string;
  headers: readonly string[];
  rows: readonly (readonly string[])[];
  /** columns of texts besides the first, by index */
  textColumns?: readonly number[];
}

export function FigureTable({ caption, headers, rows, textColumns = [] }: TableCells) {
  const classOf = (column: number) =>
    column === 0 || textColumns.includes(column) ? undefined : styles.number;
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {headers.map((header, column) => (
            <th key={header} scope="col" className={classOf(column)}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in a fixed order
          <tr key={at}>
            {row.map((text, column) =>
              column === 0 ? (
                <th key={headers[column]} scope="row">
                  {text}
                </th>
              ) : (
                <td key={headers[column]} className={classOf(column)}>
                  {text}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
