/** Screen 3: a list that tags people, or, for who may, a workbook of submissions for the registration side. */
import { type ReactNode, useEffect, useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import { useText } from '../../i18n/i18n.ts';
import tabStyles from '../../review/screen/screen.module.css';
import frame from '../../ui/frame.module.css';
import { ChooseStep } from './ChooseStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import styles from './ImportScreen.module.css';
import { PreviewStep } from './PreviewStep.tsx';
import { SubmissionsPane } from './submissions/SubmissionsPane.tsx';
import { useImportFlow } from './useImportFlow.ts';

const STEPS = ['choose', 'columns', 'preview', 'done'] as const;

const MODES = ['list', 'submissions'] as const;

export function ImportScreen() {
  const { t } = useText();
  const desk = useDesk();
  const [mode, setMode] = useState<(typeof MODES)[number]>('list');
  const [mayImport, setMayImport] = useState(false);
  useEffect(() => {
    let isWanted = true;
    desk.mayImportSubmissions().then(
      (may) => isWanted && setMayImport(may),
      () => isWanted && setMayImport(false),
    );
    return () => {
      isWanted = false;
    };
  }, [desk]);
  const modes = mayImport ? (
    <div role="tablist" aria-label={t('submissions.mode.label')} className={styles.modes}>
      {MODES.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={each === mode}
          className={tabStyles.tab}
          onClick={() => setMode(each)}
        >
          {t(`submissions.mode.${each}`)}
        </button>
      ))}
    </div>
  ) : null;
  if (mode === 'list') return <ListImport modes={modes} />;
  return (
    <div className={frame.screen}>
      <header className={styles.head} data-f6="" tabIndex={-1}>
        <h1>{t('import.title')}</h1>
        {modes}
      </header>
      <SubmissionsPane />
    </div>
  );
}

function ListImport({ modes }: { modes: ReactNode }) {
  const { t } = useText();
  const actions = useImportFlow();
  const { step, list, summary, applied } = actions.flow;
  return (
    <div className={frame.screen}>
      <header className={styles.head} data-f6="" tabIndex={-1}>
        <h1>{t('import.title')}</h1>
        {modes}
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
