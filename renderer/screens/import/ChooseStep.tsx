/** Step one: a file chosen or dropped, or cells pasted; why a file was refused stands above. */
import { Alert, Button, Input } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import styles from './ImportScreen.module.css';
import { readRefusalText } from './readTexts.ts';
import type { ImportActions } from './useImportFlow.ts';

const ACCEPTED = '.xlsx,.xlsm,.xls,.ods,.csv,.txt,.tsv,.et';

export function ChooseStep({ actions }: { actions: ImportActions }) {
  const { t } = useText();
  const fileRef = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const [text, setText] = useState('');
  const { reading, refusal } = actions.flow;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) actions.openFile(file);
  };
  if (reading !== null) {
    return (
      <div className={styles.busy} role="status" aria-busy="true">
        <p>{t('import.reading', { name: reading })}</p>
        <Button onClick={actions.stopReading}>{t('import.cancel')}</Button>
      </div>
    );
  }
  return (
    <div className={styles.choose}>
      {refusal && (
        <Alert
          type="error"
          showIcon
          title={t('read.why.title', { name: refusal.name })}
          description={readRefusalText(t, refusal.refusal)}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has its twin in the button within */}
      <div
        className={isOver ? `${styles.drop} ${styles.over}` : styles.drop}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <p className={styles.dropTitle}>{t('import.choose.drop')}</p>
        <Button type="primary" onClick={() => fileRef.current?.click()}>
          {t('import.choose.button')}
        </Button>
        <input
          ref={fileRef}
          type="file"
          accept={ACCEPTED}
          hidden
          aria-label={t('import.choose.button')}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) actions.openFile(file);
            // The same file may be chosen again after it was mended.
            target.value = '';
          }}
        />
        <p className={styles.soft}>{t('import.choose.formats')}</p>
      </div>
      <section aria-label={t('import.choose.paste.label')} className={styles.paste}>
        <p>{t('import.choose.paste')}</p>
        <Input.TextArea
          aria-label={t('import.choose.paste.label')}
          rows={4}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Button
          disabled={text.trim() === ''}
          onClick={() => actions.paste(text, t('import.choose.paste.name'))}
        >
          {t('import.choose.paste.read')}
        </Button>
      </section>
    </div>
  );
}
