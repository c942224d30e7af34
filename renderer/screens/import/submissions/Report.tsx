/** What the dry run found, and after the import what was refused: the rows with their reasons, to be handed back. */
import { App, Button } from 'antd';
import { safeFileName } from '../../../../shared/workbooks/tableBook.ts';
import { useDesk } from '../../../app/DeskContext.tsx';
import { GOING, type IntakeOutcome } from '../../../desk/contract/intake.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useFaultMessage } from '../../../review/useFaultMessage.ts';
import frame from '../../../ui/frame.module.css';
import { saveFile, XLSX_TYPE } from '../../../workbooks/saveFile.ts';
import { reasonOf } from './rowTexts.ts';
import { today, useTemplateWords } from './SubmissionsPane.tsx';
import styles from './submissions.module.css';
import type { Submissions } from './useSubmissions.ts';

const SHOWN_MAX = 200;
const COUNTED = [
  'new',
  'added',
  'amended',
  'arranged',
  'unchanged',
] as const satisfies readonly IntakeOutcome[];

export function Report({ actions }: { actions: Submissions }) {
  const { t, language } = useText();
  const { checked, sent } = actions;
  if (!checked) return null;
  const { rows, plan, ignored } = checked;
  const sentOf = new Map(sent?.rows.map((row) => [row.at, row]));
  const refused = rows.flatMap((row, at) => {
    const planned = plan.rows[at];
    const reason = planned ? reasonOf(t, language, row, planned, sentOf.get(at)) : '';
    return reason === '' ? [] : [{ row, reason }];
  });
  const counts = COUNTED.map((outcome) => ({
    outcome,
    count: plan.rows.filter((row) => row.outcome === outcome).length,
  }));
  const going = plan.rows.filter(({ outcome }) => GOING.includes(outcome)).length;
  return (
    <section className={styles.report} aria-label={t('submissions.checked')}>
      {!sent && <h2>{t('submissions.checked')}</h2>}
      {!sent && (
        <ul className={styles.counts}>
          {counts.map(({ outcome, count }) => (
            <li key={outcome}>
              {t(`submissions.outcome.${outcome}`)} <strong>{count}</strong>
            </li>
          ))}
          <li>
            {t('submissions.outcome.refused')} <strong>{refused.length}</strong>
          </li>
        </ul>
      )}
      {ignored.length > 0 && (
        <p className={styles.soft}>{t('submissions.ignored', { names: ignored.join(', ') })}</p>
      )}
      <div className={styles.line}>
        {!sent && (
          <Button
            type="primary"
            disabled={going === 0}
            loading={actions.isBusy}
            onClick={() => void actions.run()}
          >
            {t('submissions.go', { count: going })}
          </Button>
        )}
        {refused.length > 0 && <ExportRefused actions={actions} refused={refused} />}
        <Button onClick={actions.reset}>{t('submissions.again')}</Button>
      </div>
      {refused.length > 0 && <RefusedTable refused={refused} />}
    </section>
  );
}

type RefusedRow = { row: NonNullable<Submissions['checked']>['rows'][number]; reason: string };

function RefusedTable({ refused }: { refused: readonly RefusedRow[] }) {
  const { t } = useText();
  return (
    <>
      <table className={frame.table} aria-label={t('submissions.refused.title')}>
        <thead>
          <tr>
            <th scope="col">{t('submissions.column.sheet')}</th>
            <th scope="col">{t('submissions.column.row')}</th>
            <th scope="col">{t('submissions.column.name')}</th>
            <th scope="col">{t('submissions.column.why')}</th>
          </tr>
        </thead>
        <tbody>
          {refused.slice(0, SHOWN_MAX).map(({ row, reason }) => (
            <tr key={`${row.sheet}:${row.rowNumber}`}>
              <td>{t(`submissions.sheet.${row.sheet}`)}</td>
              <td>{row.rowNumber}</td>
              <td>{row.name}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {refused.length > SHOWN_MAX && (
        <p className={styles.soft}>{t('submissions.refused.more', { count: SHOWN_MAX })}</p>
      )}
    </>
  );
}

function ExportRefused({ actions, refused }: { actions: Submissions; refused: readonly RefusedRow[] }) {
  const { t } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const fault = useFaultMessage();
  const words = useTemplateWords();
  const save = async () => {
    const list = refused.map(({ row, reason }) => ({ sheet: row.sheet, rowNumber: row.rowNumber, reason }));
    const texts = { ...words, reasonHeader: t('submissions.refused.reason') };
    const file = await actions.workbooks.ask((room) => room.refused(list, texts));
    if (!(await desk.logRemainder({ rowCount: list.length, fileHash: file.hash })))
      return void message.error(t('export.done.notLogged'));
    const name = safeFileName(`${t('submissions.refused.file')} ${today()}`);
    const outcome = await saveFile(`${name}.xlsx`, file.bytes, XLSX_TYPE);
    const said = t(`export.done.${outcome}`, { count: list.length });
    void (outcome === 'saved' || outcome === 'cancelled' ? message.info(said) : message.error(said));
  };
  return (
    <Button onClick={() => void save().catch(fault)}>
      {t('submissions.refused.export', { count: refused.length })}
    </Button>
  );
}
