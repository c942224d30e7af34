/** Step four: what was tagged, what did not take effect, and how to take it back. */
import { Alert, Button } from 'antd';
import type { DecideReply } from '../../desk/contract/decisions.ts';
import type { ImportSummary } from '../../desk/contract/imports.ts';
import { useText } from '../../i18n/i18n.ts';
import { refusalText } from '../../review/refusalText.ts';
import { useUndoAndSay } from '../../review/useUndoAndSay.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import styles from './ImportScreen.module.css';
import { RemainderButton } from './RemainderButton.tsx';
import type { ImportActions, OpenList } from './useImportFlow.ts';

export function DoneStep(props: {
  actions: ImportActions;
  list: OpenList;
  summary: ImportSummary;
  applied: DecideReply;
}) {
  const { t } = useText();
  const undo = useUndoAndSay();
  const { actions, list, summary, applied } = props;
  const [refused] = applied.refused;
  return (
    <div className={styles.done}>
      <Alert
        type={applied.decided > 0 ? 'success' : 'warning'}
        showIcon
        title={t('import.done.title', { count: applied.decided })}
        description={applied.decided > 0 ? t('import.done.text') : undefined}
      />
      {refused && (
        <Alert
          type="warning"
          showIcon
          title={t('import.done.refused', {
            count: applied.refused.length,
            why: refusalText(t, refused.why, refused.detail),
          })}
        />
      )}
      <div className={styles.actions}>
        {applied.decided > 0 && (
          <ActionButton chord="Z" onClick={() => void undo()}>
            {t('command.undo')}
          </ActionButton>
        )}
        <RemainderButton workbooks={actions.workbooks} list={list} summary={summary} />
        <Button type="primary" onClick={actions.restart}>
          {t('import.another')}
        </Button>
      </div>
    </div>
  );
}
