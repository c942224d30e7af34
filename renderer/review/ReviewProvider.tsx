/** What both review screens share while a reviewer is open: the two lists, the profile, images, reasons in use. */
import { App } from 'antd';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { EditionProfile } from '../../shared/domain/editionProfile.ts';
import type { SubmissionKind } from '../../shared/domain/vocabulary.ts';
import { useDesk, useDeskEvent, useStatusNow, useStatusOf } from '../app/DeskContext.tsx';
import type { DecideRefusal, UndoReply } from '../desk/contract/decisions.ts';
import type { Row } from '../desk/contract/rows.ts';
import { useText } from '../i18n/i18n.ts';
import { createImageCache, type ImageCache, type ImageState } from './imageCache.ts';
import { type DetailOf, nameOf } from './list/kinds.ts';
import type { ListState, ReviewList } from './list/listTypes.ts';
import { createReviewList } from './list/reviewList.ts';
import { refusalText } from './refusalText.ts';

interface Review {
  units: ReviewList<'unit'>;
  attendees: ReviewList<'attendee'>;
  images: ImageCache;
  profile: EditionProfile | null;
  /** `kind:id` whose comparison shall open once its detail is there; asked for by the tray */
  compareNext: { current: string | null };
}
const ReviewContext = createContext<Review | null>(null);

const schedule = (run: () => void, afterMs: number) => {
  const timer = setTimeout(run, afterMs);
  return () => clearTimeout(timer);
};

export function ReviewProvider({ children }: { children: ReactNode }) {
  const desk = useDesk();
  const { t } = useText();
  const { message } = App.useApp();
  const [profile, setProfile] = useState<EditionProfile | null>(null);
  const profileRef = useRef<EditionProfile | null>(null);
  const say = useRef({
    onRefused: (_row: Row, _why: DecideRefusal, _detail?: string) => {},
    onFault: (_fault: unknown) => {},
  });
  say.current = {
    onRefused: (row, why, detail) => {
      void message.error(t('refused.toast', { name: nameOf(row), why: refusalText(t, why, detail) }));
    },
    onFault: (fault) => {
      void message.error(t('list.fault', { detail: fault instanceof Error ? fault.message : String(fault) }));
    },
  };
  const shared = useMemo(() => {
    const ports = {
      desk,
      schedule,
      payingTags: () => profileRef.current?.payingTags ?? [],
      onRefused: (row: Row, why: DecideRefusal, detail: string | undefined) =>
        say.current.onRefused(row, why, detail),
      onFault: (fault: unknown) => say.current.onFault(fault),
    };
    return {
      units: createReviewList('unit', { kind: 'unit', queue: 'pending' }, ports),
      attendees: createReviewList('attendee', { kind: 'attendee', queue: 'untagged' }, ports),
      images: createImageCache(desk),
      compareNext: { current: null as string | null },
    };
  }, [desk]);
  useEffect(() => {
    desk.profile().then((given) => {
      profileRef.current = given;
      setProfile(given);
    }, say.current.onFault);
    return () => {
      shared.units.dispose();
      shared.attendees.dispose();
      shared.images.clear();
    };
  }, [desk, shared]);
  useDeskEvent((event) => {
    shared.units.onDeskEvent(event);
    shared.attendees.onDeskEvent(event);
  });
  const connectivity = useStatusOf((status) => status.connectivity, 'unknown');
  useEffect(() => {
    if (connectivity === 'online') shared.images.retry();
  }, [connectivity, shared]);
  const review = useMemo(() => ({ ...shared, profile }), [shared, profile]);
  return <ReviewContext value={review}>{children}</ReviewContext>;
}

export function useReview(): Review {
  const review = useContext(ReviewContext);
  if (!review) throw new Error('ReviewProvider is missing');
  return review;
}

/** The state of a list; re-renders with each change. */
export function useListState<K extends SubmissionKind>(list: ReviewList<K>): ListState<K> {
  return useSyncExternalStore(list.subscribe, list.getState);
}

/** A part of a list's state by identity; re-renders only when that part is another one. */
export function useListPart<K extends SubmissionKind, T>(
  list: ReviewList<K>,
  pick: (state: ListState<K>) => T,
): T {
  return useSyncExternalStore(list.subscribe, () => pick(list.getState()));
}

/** The details of a row: undefined while unknown, null when it has left the scope or cannot be read. */
export function useDetail<K extends SubmissionKind>(
  list: ReviewList<K>,
  id: string | undefined,
): DetailOf<K> | null | undefined {
  const detail = useSyncExternalStore(list.details.subscribe, () =>
    id === undefined ? undefined : list.details.peek(id),
  );
  useEffect(() => {
    if (id !== undefined) void list.details.want(id);
  });
  return detail;
}

/** An image of the desk; null means there is none. */
export function useImage(sha256: string | undefined, variant: 'thumb' | 'full'): ImageState | null {
  const { images } = useReview();
  return useSyncExternalStore(images.subscribe, () =>
    sha256 === undefined ? null : images.get(sha256, variant),
  );
}

/** Undoes the last act wherever it was made, and says what came of it. */
export function useUndo(): () => Promise<UndoReply> {
  const desk = useDesk();
  const { units, attendees } = useReview();
  // Asked when it is wanted: each decision is a new last act, and the whole frame would be drawn for it.
  const statusNow = useStatusNow();
  return useCallback(async () => {
    const last = statusNow()?.lastAct ?? null;
    const reply = await desk.undo();
    if (reply.ok && last) await (last.kind === 'attendee' ? attendees : units).afterUndo(last.batchId);
    return reply;
  }, [desk, units, attendees, statusNow]);
}
