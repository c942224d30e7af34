/** Copying in clear: what for, in words, which go to the log with the number of rows. */
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import styles from '../screen/screen.module.css';

const PURPOSE_MAX = 500;

export function CopyDialog(props: { onCopy: (purpose: string) => void; onClose: () => void }) {
  const { t } = useText();
  const { onCopy, onClose } = props;
  const [purpose, setPurpose] = useState('');
  const id = useId();
  const isReady = purpose.trim() !== '';
  return (
    <Dialog
      title={t('copy.full')}
      keysTitle={t('keys.section.dialog')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={!isReady} onClick={() => onCopy(purpose.trim())}>
            {t('copy.full.do')}
          </Button>
        </>
      }
    >
      <p className={styles.soft}>{t('copy.full.help')}</p>
      <label htmlFor={id}>{t('copy.full.purpose')}</label>
      <Input
        id={id}
        autoFocus
        value={purpose}
        maxLength={PURPOSE_MAX}
        onChange={({ target }) => setPurpose(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && isReady) onCopy(purpose.trim());
        }}
      />
    </Dialog>
  );
}
