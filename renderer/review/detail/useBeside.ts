/** What a picture may be put beside: its former versions, those of duplicates, photos of colleagues. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import type { Desk } from '../../desk/contract/desk.ts';
import type { FindingView } from '../../desk/contract/findings.ts';
import type { Row } from '../../desk/contract/rows.ts';
import type { SubjectHistory } from '../../desk/contract/seeing.ts';
import { amount } from '../../i18n/format.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../useFaultMessage.ts';

export interface BesideSubject {
  kind: SubmissionKind;
  id: string;
  revision: number;
  slot: string;
  findings: readonly FindingView[];
  /** for a person: the unit whose other people may stand beside */
  unitId?: string;
}

export interface BesideChoice {
  key: string;
  label: string;
  sha256: string;
}

export interface Beside {
  isOn: boolean;
  toggle: () => void;
  choices: readonly BesideChoice[];
  chosen: BesideChoice | null;
  choose: (key: string) => void;
  isLoading: boolean;
  /** said where there is nothing to put beside */
  emptyText: string;
}

const COLLEAGUES_MAX = 30;
interface Found {
  of: string;
  former: Pick<SubjectHistory, 'formerImages' | 'source'>;
  others: BesideChoice[];
}

/** Nothing is asked of the desk before the comparison is called for. */
export function useBeside(subject: BesideSubject): Beside {
  const { t } = useText();
  const { kind, id, revision, slot } = subject;
  const [openFor, setOpenFor] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const of = `${kind}:${id}:${revision}`;
  const isOn = openFor === of;
  const found = useFound(subject, of, isOn);
  const toggle = useCallback(() => {
    setPicked(null);
    setOpenFor((now) => (now === of ? null : of));
  }, [of]);
  const choices = useMemo(() => {
    if (!found) return [];
    const former = found.former.formerImages
      .filter((image) => image.slot === slot)
      .map((image) => ({
        key: `former:${image.sha256}`,
        label: t('image.beside.former', { revision: amount(image.revision) }),
        sha256: image.sha256,
      }));
    return [...former, ...found.others];
  }, [found, slot, t]);
  const chosen = choices.find(({ key }) => key === picked) ?? choices[0] ?? null;
  const isOffline = found?.former.source === 'here' && revision > 1;
  const emptyText = found
    ? t(isOffline ? 'compare.why.offline' : 'image.beside.none')
    : isOn
      ? t('common.loading')
      : '';
  return { isOn, toggle, choices, chosen, choose: setPicked, isLoading: isOn && !found, emptyText };
}

function useFound(subject: BesideSubject, of: string, isOn: boolean): Found | null {
  const desk = useDesk();
  const { t } = useText();
  const onFault = useFaultMessage();
  const [found, setFound] = useState<Found | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` stands for the subject
  useEffect(() => {
    if (!isOn) return;
    let isWanted = true;
    askFor(desk, subject, of, t).then((given) => isWanted && setFound(given), onFault);
    return () => {
      isWanted = false;
    };
  }, [desk, of, isOn, t, onFault]);
  return found?.of === of ? found : null;
}

/** Former versions, pictures of those a duplicate finding names, then photos of colleagues. */
async function askFor(desk: Desk, subject: BesideSubject, of: string, t: Translate): Promise<Found> {
  const { kind, id, revision, findings, unitId, slot } = subject;
  const twinIds = [...new Set(findings.flatMap(({ others = [] }) => others.map((other) => other.id)))];
  const [former, twins, colleagues] = await Promise.all([
    revision > 1 ? desk.formerImages(kind, id) : { formerImages: [], source: 'gateway' as const },
    Promise.all(twinIds.map((twin) => desk.twins(kind, id, twin))),
    unitId === undefined ? [] : colleaguesOf(desk, unitId),
  ]);
  const others = twins.flatMap((pair): BesideChoice[] => {
    const sha256 = pair?.right.images[slot];
    if (!pair || sha256 === undefined) return [];
    const { row } = pair.right;
    const name = row.kind === 'attendee' ? `${row.name} · ${row.unitName}` : row.unitName;
    return [{ key: row.id, label: t('image.beside.twin', { name }), sha256 }];
  });
  for (const row of colleagues) {
    if (row?.kind !== 'attendee' || row.photo === null || row.id === id || twinIds.includes(row.id)) continue;
    others.push({
      key: row.id,
      label: t('image.beside.colleague', { name: row.name }),
      sha256: row.photo,
    });
  }
  return { of, former, others };
}

async function colleaguesOf(desk: Desk, unitId: string): Promise<(Row | null)[]> {
  const { queryId } = await desk.openQuery({ kind: 'attendee', queue: 'all', unitId });
  const rows = await desk.rows(queryId, 0, COLLEAGUES_MAX);
  await desk.closeQuery(queryId);
  return rows;
}
