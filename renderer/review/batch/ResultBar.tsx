/** What came of the last batch: «成功 285 · 失败 2 · 跳过 25», with the rest one click away. */
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import type { BatchResult } from '../batchResult.ts';
import styles from './batch.module.css';
import { LeftOutGroups } from './LeftOutGroups.tsx';

export function ResultBar(props: {
  result: BatchResult;
  nameOfId: (id: string) => string;
  onOpenRow: (id: string) => void;
  onClose: () => void;
}) {
  const { t } = useText();
  const [isOpen, setIsOpen] = useState(false);
  const { result, nameOfId, onOpenRow, onClose } = props;
  const text = t('batch.result', {
    decided: result.decided,
    failed: result.failed.length,
    skipped: result.skipped.length,
  });
  const open = (id: string) => {
    setIsOpen(false);
    onOpenRow(id);
  };
  return (
    <div className={styles.result}>
      <strong>{text}</strong>
      {result.failed.length > 0 && <span>{t('batch.result.kept')}</span>}
      {result.failed.length + result.skipped.length > 0 && (
        <Button size="small" onClick={() => setIsOpen(true)} aria-label={t('batch.result.view')}>
          {t('common.view')}
        </Button>
      )}
      <Button size="small" type="text" aria-label={t('common.close')} onClick={onClose}>
        ×
      </Button>
      {isOpen && (
        <Dialog
          title={text}
          onClose={() => setIsOpen(false)}
          keysTitle={t('keys.section.dialog')}
          width={720}
        >
          <LeftOutGroups
            items={result.failed.map((each) => ({ ...each, name: nameOfId(each.id) }))}
            text="batch.failed"
            onOpen={open}
          />
          <LeftOutGroups items={result.skipped} text="batch.leftOut" onOpen={open} />
        </Dialog>
      )}
    </div>
  );
}
