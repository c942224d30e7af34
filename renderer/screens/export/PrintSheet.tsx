/** An export on paper: a table, or a letter to a page. */
import { useText } from '../../i18n/i18n.ts';
import { usePaper } from '../../review/usePaper.ts';
import { PrintPage } from '../../ui/print/PrintPage.tsx';
import { letterText } from './lettersHtml.ts';
import type { Printed } from './useExport.ts';

export function PrintSheet({ printed, onDone }: { printed: Printed; onDone: () => void }) {
  const { t } = useText();
  const isWide = printed.kind === 'table';
  const paper = usePaper(onDone);
  const { as, fileName } = printed;
  return (
    <PrintPage isWide={isWide} {...paper(as === 'pdf' ? { as, name: fileName, isWide } : { as })}>
      {printed.kind === 'table' ? (
        <>
          <h1>{printed.book.sheetName}</h1>
          <p>
            {printed.book.info.lines
              .filter(([, value]) => value !== '')
              .map(([label, value]) => `${label} ${value}`)
              .join(' · ')}
          </p>
          <table>
            <thead>
              <tr>
                {printed.book.headers.map((header) => (
                  <th key={header}>{header}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {printed.book.rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never changed
                <tr key={at}>
                  {row.map((text, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never changed
                    <td key={column}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        printed.letters.map((letter) => {
          const text = letterText(letter, printed.words);
          return (
            <article key={`${letter.unitName} ${letter.uscc}`}>
              <h1>{t('letter.title')}</h1>
              <p>{text.to}</p>
              {text.contact !== '' && <p>{text.contact}</p>}
              <p>{text.intro}</p>
              {text.sections.map(({ title, lines }) => (
                <section key={title}>
                  <h2>{title}</h2>
                  <ol>
                    {lines.map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ol>
                </section>
              ))}
              <p>{text.deadline}</p>
              <footer>{text.from}</footer>
            </article>
          );
        })
      )}
    </PrintPage>
  );
}
