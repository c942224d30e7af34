/** Help: the practice on sample data, and a card of keys for the desk. */
import { Button } from 'antd';
import { useState } from 'react';
import { useStatusOf } from '../../app/DeskContext.tsx';
import { usePractice } from '../../app/practice/practiceContext.ts';
import { useText } from '../../i18n/i18n.ts';
import { usePaper } from '../../review/usePaper.ts';
import { chordLabel } from '../../ui/keys/chord.ts';
import type { KeyLayer } from '../../ui/keys/resolveKey.ts';
import { PrintPage } from '../../ui/print/PrintPage.tsx';
import { DiagnosticsButton } from './DiagnosticsButton.tsx';
import card from './KeyCard.module.css';
import styles from './SettingsScreen.module.css';

type Section = Pick<KeyLayer, 'id' | 'title'> & {
  commands: readonly Pick<KeyLayer['commands'][number], 'id' | 'chords' | 'label'>[];
};

export function HelpSection({ sections }: { sections: readonly Section[] }) {
  const { t } = useText();
  const practice = usePractice();
  const [isPrinting, setIsPrinting] = useState(false);
  const paper = usePaper(() => setIsPrinting(false));
  return (
    <section className={styles.section}>
      <h2>{t('settings.help')}</h2>
      {!practice.isOn && (
        <>
          <p className={styles.hint}>{t('practice.start.help')}</p>
          <Button onClick={practice.start}>{t('practice.start')}</Button>{' '}
        </>
      )}
      <Button onClick={() => setIsPrinting(true)}>{t('keyCard.print')}</Button>
      {!practice.isOn && <DiagnosticsButton />}
      {isPrinting && (
        <PrintPage isWide {...paper({ as: 'print' })}>
          <KeyCard sections={sections} />
        </PrintPage>
      )}
    </section>
  );
}

function KeyCard({ sections }: { sections: readonly Section[] }) {
  const { t } = useText();
  const name = useStatusOf((status) => status.account?.displayName ?? '', '');
  return (
    <>
      <h1>{t('keyCard.title')}</h1>
      <p>{t('keyCard.of', { name })}</p>
      <div className={card.columns}>
        {sections.map(({ id, title, commands }) => (
          <section key={id} className={card.section}>
            <h2>{title}</h2>
            <dl>
              {commands
                .filter(({ chords }) => chords.length > 0)
                .map((command) => (
                  <div key={command.id}>
                    <dt>{command.chords.map(chordLabel).join(' / ')}</dt>
                    <dd>{command.label}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}
