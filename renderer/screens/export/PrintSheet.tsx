/** What goes to the printer: drawn for it alone, with page numbers, while the rest of the page is left out. */
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../../i18n/i18n.ts';
import { letterText } from './lettersHtml.ts';
import styles from './PrintSheet.module.css';
import type { Printed } from './useExport.ts';

export function PrintSheet({ printed, onDone }: { printed: Printed; onDone: () => void }) {
  const { t } = useText();
  useEffect(() => {
    window.addEventListener('afterprint', onDone, { once: true });
    // After it has been drawn: the dialog holds everything up.
    const frame = requestAnimationFrame(() => window.print());
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('afterprint', onDone);
    };
  }, [onDone]);
  return createPortal(
    <div className={styles.sheet} data-print="">
      {printed.kind === 'table' ? (
        <div className={styles.wide}>
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
        </div>
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
    </div>,
    document.body,
  );
}
