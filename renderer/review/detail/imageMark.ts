/** What is drawn into every picture of a person or licence: the account that looks, and the minute. */
import { useSyncExternalStore } from 'react';
import { useStatusOf } from '../../app/DeskContext.tsx';
import { clock, day } from '../../i18n/format.ts';

const MINUTE_MS = 60_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** One timer for all pictures, at the turn of the minute. */
function plan(): void {
  timer = setTimeout(
    () => {
      for (const listener of listeners) listener();
      plan();
    },
    MINUTE_MS - (Date.now() % MINUTE_MS),
  );
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) plan();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearTimeout(timer);
    timer = null;
  };
}
const minute = () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

/** `reviewer.guangzhou 2020-09-18 10:42` */
export function useImageMark(): string {
  const account = useStatusOf((status) => status.account?.name ?? '', '');
  const now = useSyncExternalStore(subscribe, minute);
  return `${account} ${day(now)} ${clock(now)}`;
}
