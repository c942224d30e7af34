/** Importing submissions: template, workbook and images, a dry run, then the import with what came of it. */
import { Alert, App, Button, Progress } from 'antd';
import { day } from '../../../i18n/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useFaultMessage } from '../../../review/useFaultMessage.ts';
import { saveFile, XLSX_TYPE } from '../../../workbooks/saveFile.ts';
import type { TemplateWords } from '../../../workbooks/submissionsBook.ts';
import { ChooseFiles } from './ChooseFiles.tsx';
import { RefusedAlert } from './RefusedAlert.tsx';
import { Report } from './Report.tsx';
import styles from './submissions.module.css';
import { editionWords, useSubmissions } from './useSubmissions.ts';

export function SubmissionsPane() {
  const { t } = useText();
  const actions = useSubmissions();
  const { checked, done, sent, refused, isBusy } = actions;
  const isRunning = done !== null && checked !== null;
  const total = checked?.plan.order.length ?? 0;
  return (
    <div className={styles.pane}>
      <p className={styles.soft}>{t('submissions.text')}</p>
      {!isRunning && <Template actions={actions} />}
      {!isRunning && <ChooseFiles actions={actions} />}
      {refused && <RefusedAlert refused={refused} />}
      {isBusy && !isRunning && <p aria-live="polite">{t('submissions.checking')}</p>}
      {isRunning && (
        <div aria-live="polite" className={styles.running}>
          <Progress
            percent={Math.floor((100 * done) / Math.max(1, total))}
            aria-label={t('submissions.mode.submissions')}
          />
          <p>{t('submissions.running', { done, total })}</p>
          <Button onClick={actions.stop}>{t('submissions.stop')}</Button>
        </div>
      )}
      {sent && !isRunning && <SentAlert actions={actions} />}
      {checked && !isRunning && <Report actions={actions} />}
    </div>
  );
}

/** Names in the reviewer's language for what the worker writes. */
export function useTemplateWords(): TemplateWords {
  const { t, language } = useText();
  return {
    language: language === 'en' ? 'en' : 'zh',
    sheets: { units: t('submissions.sheet.units'), attendees: t('submissions.sheet.attendees') },
    info: {
      sheetName: t('submissions.sheet.info'),
      lines: [
        [t('submissions.info.what'), t('submissions.text')],
        ['*', t('submissions.template.hint')],
        [t('submissions.info.images'), t('submissions.info.images.text')],
      ],
    },
  };
}

function Template({ actions }: { actions: ReturnType<typeof useSubmissions> }) {
  const { t } = useText();
  const { message } = App.useApp();
  const fault = useFaultMessage();
  const words = useTemplateWords();
  const download = async () => {
    if (!actions.profile) return;
    const edition = editionWords(actions.profile);
    const file = await actions.workbooks.ask((room) => room.template(words, edition));
    const outcome = await saveFile(`${t('submissions.template.file')}.xlsx`, file.bytes, XLSX_TYPE);
    if (outcome === 'failed' || outcome === 'locked')
      void message.error(t(`export.done.${outcome}`, { count: 0 }));
  };
  return (
    <div className={styles.line}>
      <Button onClick={() => void download().catch(fault)}>{t('submissions.template')}</Button>
      <span className={styles.soft}>{t('submissions.template.hint')}</span>
    </div>
  );
}

function SentAlert({ actions }: { actions: ReturnType<typeof useSubmissions> }) {
  const { t } = useText();
  const { sent } = actions;
  if (!sent) return null;
  const of = (result: 'accepted' | 'unchanged' | 'refused') =>
    sent.rows.filter((row) => row.result === result).length;
  const said = t('submissions.done', {
    accepted: of('accepted'),
    unchanged: of('unchanged'),
    refused: of('refused'),
  });
  const why = sent.why === null || sent.why === 'stopped' ? '' : t(`submissions.stop.${sent.why}`);
  const stopped =
    sent.why === null ? '' : t('submissions.stopped', { done: sent.rows.length, total: sent.total });
  const unlogged = sent.isLogged ? '' : t('submissions.notLogged');
  return (
    <Alert
      type={sent.why !== null || of('refused') > 0 || !sent.isLogged ? 'warning' : 'success'}
      showIcon
      title={said}
      description={[why, stopped, unlogged].join(' ').trim() || undefined}
    />
  );
}

/** `2020-09-07`, for the names of files. */
export const today = (): string => day(Date.now());
