/** The way of a list through the screen: read by the workbook worker, matched and applied by the desk. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Tag } from '../../../shared/domain/vocabulary.ts';
import type { HeaderRows } from '../../../shared/workbooks/headerRows.ts';
import { type ColumnMapping, mappingKey } from '../../../shared/workbooks/listFields.ts';
import type { ReadNotice, ReadRefusal, SheetSummary } from '../../../shared/workbooks/readOutcome.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import type { DecideReply } from '../../desk/contract/decisions.ts';
import type { ImportSummary } from '../../desk/contract/imports.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import type { OpenReply, SheetLook } from '../../workbooks/workbookRoom.ts';
import { Workbooks } from '../../workbooks/workbooks.ts';

export interface OpenList {
  name: string;
  sheets: SheetSummary[];
  notices: ReadNotice[];
  sheet: number;
  look: SheetLook;
  mapping: ColumnMapping;
  isRemembered: boolean;
}

export interface ImportFlow {
  step: 'choose' | 'columns' | 'preview' | 'done';
  /** the file being read */
  reading: string | null;
  refusal: { name: string; refusal: ReadRefusal } | null;
  list: OpenList | null;
  tag: Tag | null;
  matching: { done: number; total: number } | null;
  summary: ImportSummary | null;
  applied: DecideReply | null;
}
const START: ImportFlow = {
  step: 'choose',
  reading: null,
  refusal: null,
  list: null,
  tag: 'vip',
  matching: null,
  summary: null,
  applied: null,
};
const PROGRESS_MS = 250;

export function useImportFlow() {
  const desk = useDesk();
  const fault = useFaultMessage();
  const [flow, setFlow] = useState<ImportFlow>(START);
  const workbooks = useMemo(() => new Workbooks(), []);
  const change = (part: Partial<ImportFlow>) => setFlow((now) => ({ ...now, ...part }));
  const latest = useRef(flow);
  latest.current = flow;

  useEffect(
    () => () => {
      // What a list says of people must not outlive its screen.
      workbooks.cancel();
      desk.closeImport().catch(() => undefined);
    },
    [desk, workbooks],
  );

  const attempt = (work: () => Promise<void>) => {
    work().catch((error: unknown) => {
      change({ reading: null, matching: null });
      fault(error);
    });
  };

  async function lookAt(sheet: number, header: HeaderRows | null | 'find'): Promise<Partial<OpenList>> {
    const look = await workbooks.ask((room) => room.look(sheet, header));
    const known = look.header === null ? null : await desk.columnMapping(mappingKey(look.labels));
    return { sheet, look, mapping: known ?? look.mapping, isRemembered: known !== null };
  }

  async function take(name: string, reading: Promise<OpenReply>): Promise<void> {
    change({ reading: name, refusal: null });
    const reply = await reading;
    if (!reply.ok) {
      change({ reading: null, refusal: { name, refusal: reply.refusal } });
      return;
    }
    // The fullest sheet that is not hidden is the list, mostly.
    const shown = reply.sheets.map(({ rows, isHidden }) => (isHidden ? 0 : rows));
    const sheet = shown.indexOf(Math.max(...shown));
    const list = { name, sheets: reply.sheets, notices: reply.notices, ...(await lookAt(sheet, 'find')) };
    change({ reading: null, step: 'columns', list: list as OpenList, summary: null, applied: null });
  }

  async function match(): Promise<void> {
    const { list, tag } = latest.current;
    if (!list) return;
    change({ matching: { done: 0, total: list.look.people } });
    const rows = await workbooks.ask((room) => room.people(list.sheet, list.look.header, list.mapping));
    const timer = setInterval(() => {
      desk.matchProgress().then(
        (progress) => progress && setFlow((now) => (now.matching ? { ...now, matching: progress } : now)),
        () => undefined,
      );
    }, PROGRESS_MS);
    try {
      const reply = await desk.matchList({ rows, tag });
      if (reply.ok) {
        change({ step: 'preview', summary: reply, matching: null });
        if (list.look.header) await desk.rememberColumns(mappingKey(list.look.labels), list.mapping);
      } else change({ matching: null });
    } finally {
      clearInterval(timer);
    }
  }

  return {
    flow,
    workbooks,
    openFile: (file: File) => attempt(() => take(file.name, workbooks.open(file))),
    paste: (text: string, name: string) => attempt(() => take(name, workbooks.paste(text, name))),
    stopReading: () => workbooks.cancel(),
    chooseSheet: (sheet: number, header: HeaderRows | null | 'find') =>
      attempt(async () => {
        const part = await lookAt(sheet, header);
        setFlow((now) => (now.list ? { ...now, list: { ...now.list, ...part } } : now));
      }),
    mapColumn: (part: Partial<ColumnMapping>) =>
      setFlow((now) =>
        now.list ? { ...now, list: { ...now.list, mapping: { ...now.list.mapping, ...part } } } : now,
      ),
    chooseTag: (tag: Tag | null) => change({ tag }),
    match: () => attempt(match),
    stopMatching: () => attempt(() => desk.cancelMatching()),
    choosePerson: (index: number, attendeeId: string | null) =>
      attempt(async () => {
        const { summary } = latest.current;
        if (!summary) return;
        const reply = await desk.chooseMatch(summary.importId, index, attendeeId);
        if (reply.ok) change({ summary: { ...reply } });
      }),
    apply: (includeFlagged: boolean) =>
      attempt(async () => {
        const { summary } = latest.current;
        if (!summary) return;
        change({ step: 'done', applied: await desk.applyImport(summary.importId, { includeFlagged }) });
      }),
    back: () => change({ step: 'columns', summary: null }),
    restart: () => {
      workbooks.cancel();
      desk.closeImport().catch(() => undefined);
      setFlow({ ...START, tag: latest.current.tag });
    },
  };
}
export type ImportActions = ReturnType<typeof useImportFlow>;
