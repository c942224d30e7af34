/** Tells how long nobody has touched the whole system; a page in the background has its own timers slowed down. */

/** Shorter idleness is no news: no desk locks sooner. */
const IDLE_FROM_SECONDS = 60;

/** Looks at intervals and tells while somebody is signed in and nobody is there. */
export function watchIdle(
  idleSeconds: () => number,
  isOpen: () => boolean,
  everyMs: number,
  tell: (seconds: number) => void,
): void {
  setInterval(() => {
    if (!isOpen()) return;
    const seconds = idleSeconds();
    if (seconds >= IDLE_FROM_SECONDS) tell(seconds);
  }, everyMs).unref();
}
