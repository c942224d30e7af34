/** The way of a workbook of submissions: chosen, checked without a change, handed in slice by slice, reported. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { sha256Hex } from '../../../../shared/domain/canonical.ts';
import type { EditionProfile } from '../../../../shared/domain/editionProfile.ts';
import type { EditionWords } from '../../../../shared/workbooks/submissionCells.ts';
import type { RowToImport } from '../../../../shared/workbooks/submissionRows.ts';
import { useDesk } from '../../../app/DeskContext.tsx';
import type { IntakePlan } from '../../../desk/contract/intake.ts';
import { useReview } from '../../../review/ReviewProvider.tsx';
import type { BundleReply, ImageReading } from '../../../workbooks/imageBundle.ts';
import type { BookReading } from '../../../workbooks/submissionsBook.ts';
import type { OpenReply } from '../../../workbooks/workbookRoom.ts';
import { Workbooks } from '../../../workbooks/workbooks.ts';
import { type SentSlices, type SlicePorts, sendSlices } from './sendSlices.ts';

export interface Checked {
  rows: RowToImport[];
  plan: IntakePlan;
  ignored: string[];
}
export interface Sent extends SentSlices {
  isLogged: boolean;
}
export type Refused =
  | { of: 'book'; reply: Extract<OpenReply, { ok: false }> }
  | { of: 'sheets'; reply: Extract<BookReading, { ok: false }> }
  | { of: 'images'; reply: Extract<BundleReply, { ok: false }> }
  | { of: 'fault'; detail: string };

/** What the edition's choices may be called in a workbook. */
export function editionWords(profile: EditionProfile): EditionWords {
  return {
    subGroupId: profile.subGroups.map(({ id, name }) => [id, name.zh, name.en]),
    entryPeriod: profile.entryPeriods.map(({ id, label }) => [id, label.zh, label.en]),
  };
}

export function useSubmissions() {
  const desk = useDesk();
  const { profile } = useReview();
  const workbooks = useMemo(() => new Workbooks(), []);
  const [book, setBook] = useState<File | null>(null);
  const [images, setImages] = useState<File[]>([]);
  const [bundle, setBundle] = useState<Extract<BundleReply, { ok: true }> | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const isStopped = useRef(false);
  useEffect(() => {
    return () => {
      isStopped.current = true;
      workbooks.cancel();
      void desk.closeIntake().catch(() => undefined);
    };
  }, [workbooks, desk]);

  function reset(): void {
    setChecked(null);
    setSent(null);
    setDone(null);
    setRefused(null);
  }

  async function check(): Promise<void> {
    if (!book || !profile) return;
    reset();
    setIsBusy(true);
    try {
      const opened = await workbooks.open(book);
      if (!opened.ok) return setRefused({ of: 'book', reply: opened });
      // A folder's files bear their way in it; chosen singly they have none.
      const files = images.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
      const taken = await workbooks.ask<BundleReply>((room) => room.openImages(files));
      if (!taken.ok) return setRefused({ of: 'images', reply: taken });
      setBundle(taken);
      const read = await workbooks.ask<BookReading>((room) => room.submissions(editionWords(profile)));
      if (!read.ok) return setRefused({ of: 'sheets', reply: read });
      setChecked({ rows: read.rows, plan: await desk.planIntake(read.rows), ignored: read.ignored });
    } catch (error) {
      setRefused({ of: 'fault', detail: error instanceof Error ? error.message : String(error) });
    } finally {
      setIsBusy(false);
    }
  }

  async function run(): Promise<void> {
    if (!checked || !book) return;
    isStopped.current = false;
    setIsBusy(true);
    try {
      const { rows, plan } = checked;
      const ports: SlicePorts = {
        image: (path) => workbooks.ask<ImageReading>((room) => room.image(path)),
        putImage: (sha256, bytes) => desk.putIntakeImage(sha256, bytes),
        send: (from, to) => desk.sendIntake(plan.planId, from, to),
        isStopped: () => isStopped.current,
        progress: setDone,
      };
      const result = await sendSlices(ports, rows, plan);
      const fileHash = await sha256Hex(new Uint8Array(await book.arrayBuffer()));
      const isLogged = await desk.logIntake({ rowCount: result.rows.length, fileHash });
      setSent({ ...result, isLogged });
    } catch (error) {
      setRefused({ of: 'fault', detail: error instanceof Error ? error.message : String(error) });
    } finally {
      setIsBusy(false);
      setDone(null);
    }
  }

  return {
    workbooks,
    profile,
    book,
    images,
    bundle,
    isBusy,
    refused,
    checked,
    /** rows handed in so far, while it runs */
    done,
    sent,
    chooseBook(file: File) {
      reset();
      setBook(file);
    },
    chooseImages(files: File[]) {
      reset();
      setBundle(null);
      setImages(files);
    },
    check,
    run,
    reset,
    stop() {
      isStopped.current = true;
    },
  };
}
export type Submissions = ReturnType<typeof useSubmissions>;
