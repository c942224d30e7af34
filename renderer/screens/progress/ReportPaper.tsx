/** The report on paper: its charts and then its tables, one after another, on numbered pages. */
import { usePaper } from '../../review/usePaper.ts';
import { PrintPage } from '../../ui/print/PrintPage.tsx';
import { textColumns, textRows } from './figureText.ts';
import styles from './ReportPaper.module.css';
import type { PrintedReport } from './useReportFile.ts';

export function ReportPaper({ printed, onDone }: { printed: PrintedReport; onDone: () => void }) {
  const lines = printed.info.slice(1).filter(([, value]) => value !== '');
  const paper = usePaper(onDone);
  const { as, fileName } = printed;
  return (
    <PrintPage {...paper(as === 'pdf' ? { as, name: fileName, isWide: false } : { as })}>
      <h1>{printed.title}</h1>
      <p>{lines.map(([label, value]) => `${label} ${value}`).join(' · ')}</p>
      {printed.charts}
      {printed.sheets
        .filter(({ rows }) => rows.length > 0)
        .map((sheet) => {
          const texts = textColumns(sheet);
          return (
            <section key={sheet.name}>
              <h2>{sheet.name}</h2>
              <table>
                <thead>
                  <tr>
                    {sheet.headers.map((header, column) => (
                      <th key={header} className={texts.includes(column) ? undefined : styles.number}>
                        {header}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {textRows(sheet).map((row) => (
                    <tr key={row[0]}>
                      {row.map((text, column) => (
                        <td
                          key={sheet.headers[column]}
                          className={texts.includes(column) ? undefined : styles.number}
                        >
                          {text}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          );
        })}
    </PrintPage>
  );
}
