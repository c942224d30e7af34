/** Screen 3, list import: choose, check the columns, preview, apply as one act. */
import { useText } from '../../i18n/i18n.ts';
import { ChooseStep } from './ChooseStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import styles from './ImportScreen.module.css';
import { PreviewStep } from './PreviewStep.tsx';
import { useImportFlow } from './useImportFlow.ts';

const STEPS = ['choose', 'columns', 'preview', 'done'] as const;

export function ImportScreen() {
  const { t } = useText();
  const actions = useImportFlow();
  const { step, list, summary, applied } = actions.flow;
  return (
    <div className={styles.screen}>
      <header className={styles.head} data-f6="" tabIndex={-1}>
        <h1>{t('import.title')}</h1>
        <ol className={styles.steps} aria-label={t('import.steps')}>
          {STEPS.map((each, at) => (
            <li key={each} aria-current={each === step ? 'step' : undefined}>
              {at + 1} {t(`import.step.${each}`)}
            </li>
          ))}
        </ol>
        {list && step !== 'choose' && <span className={styles.fileName}>{list.name}</span>}
      </header>
      {step === 'choose' && <ChooseStep actions={actions} />}
      {step === 'columns' && list && <ColumnsStep actions={actions} list={list} />}
      {step === 'preview' && list && summary && (
        <PreviewStep actions={actions} list={list} summary={summary} />
      )}
      {step === 'done' && list && summary && applied && (
        <DoneStep actions={actions} list={list} summary={summary} applied={applied} />
      )}
    </div>
  );
}
