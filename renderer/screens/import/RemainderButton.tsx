/** Hands the rows that are not applied back as a workbook, each with its reason; logged before it is saved. */
import { App, Button } from 'antd';
import { useState } from 'react';
import { safeFileName } from '../../../shared/workbooks/tableBook.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import type { ImportSummary } from '../../desk/contract/imports.ts';
import { useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { saveFile, XLSX_TYPE } from '../../workbooks/saveFile.ts';
import type { Workbooks } from '../../workbooks/workbooks.ts';
import { NOT_APPLIED, outcomeText } from './outcomeText.ts';
import type { OpenList } from './useImportFlow.ts';

export function RemainderButton(props: { workbooks: Workbooks; list: OpenList; summary: ImportSummary }) {
  const { t } = useText();
  const desk = useDesk();
  const fault = useFaultMessage();
  const { message } = App.useApp();
  const [isBusy, setIsBusy] = useState(false);
  const { workbooks, list, summary } = props;
  const left = NOT_APPLIED.reduce((sum, outcome) => sum + summary.counts[outcome], 0);
  if (left === 0) return null;

  async function handBack(): Promise<void> {
    const { rows } = await desk.importRows(summary.importId, [...NOT_APPLIED], 0, summary.rows);
    // A question that was answered is applied.
    const reasons = rows
      .filter(({ outcome }) => NOT_APPLIED.includes(outcome))
      .map((row): [number, string] => [row.rowNumber, outcomeText(t, row)]);
    const file = await workbooks.ask((room) =>
      room.remainder(list.sheet, list.look.header, reasons, t('import.remainder.header'), {
        sheetName: t('import.remainder.info'),
        lines: [
          [t('import.file'), list.name],
          [t('export.info.what'), t('import.remainder.text')],
          [t('export.info.rows'), String(reasons.length)],
        ],
      }),
    );
    if (!(await desk.logRemainder({ rowCount: reasons.length, fileHash: file.hash }))) {
      void message.error(t('export.done.notLogged'));
      return;
    }
    const stem = list.name.replace(/\.[^.]+$/, '');
    const name = `${safeFileName(t('import.remainder.name', { name: stem }))}.xlsx`;
    const outcome = await saveFile(name, file.bytes, XLSX_TYPE);
    const said = t(`export.done.${outcome}`, { count: reasons.length });
    void (outcome === 'saved' || outcome === 'cancelled' ? message.info(said) : message.error(said));
  }
  return (
    <Button
      loading={isBusy}
      onClick={() => {
        setIsBusy(true);
        handBack()
          .catch(fault)
          .finally(() => setIsBusy(false));
      }}
    >
      {t('import.remainder', { count: left })}
    </Button>
  );
}
