/** Under the desktop host: tells it the counts and commands it shows, and hears of power, network and its menu. */
import { useEffect, useRef, useState } from 'react';
import type { DesktopBridge } from '../../shared/protocol/bridge.ts';
import type { ReportedState } from '../../shared/protocol/desktop.ts';
import { useText } from '../i18n/i18n.ts';
import { useCurrentKeyLayers } from '../ui/keys/KeyProvider.tsx';
import { useDesk, useStatusOf } from './DeskContext.tsx';
import { desktopBridge } from './desktopBridge.ts';
import { commandOf, desktopMenu } from './desktopMenu.ts';
import { useSettings } from './useSettings.ts';

/** How many are waiting again, asked at the opening and after each pull; null until it is known. */
function useResubmitted(): number | null {
  const desk = useDesk();
  const lastSyncAt = useStatusOf((status) => status.lastSyncAt, null);
  const [count, setCount] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each pull may have brought some
  useEffect(() => {
    let isOver = false;
    const look = async (): Promise<void> => {
      const { queryId, total } = await desk.openQuery({ kind: 'unit', queue: 'resubmitted' });
      await desk.closeQuery(queryId);
      if (!isOver) setCount(total);
    };
    // Locked meanwhile: the badge keeps its number until the next pull.
    look().catch(() => setCount((known) => known ?? 0));
    return () => {
      isOver = true;
    };
  }, [desk, lastSyncAt]);
  return count;
}

/**
 * Shows nothing: apart from the frame, which would be drawn anew with every change of the keys. Mounted while
 * the desk is open; at its end the host is told that nothing is open any more.
 */
export function DesktopHost() {
  const bridge = desktopBridge();
  return bridge && <ConnectedHost bridge={bridge} />;
}

function ConnectedHost({ bridge }: { bridge: DesktopBridge }) {
  const desk = useDesk();
  const { language } = useText();
  const layers = useCurrentKeyLayers();
  const latest = useRef(layers);
  latest.current = layers;
  const unsent = useStatusOf(({ outbox }) => outbox.window + outbox.queued + outbox.inFlight, 0);
  const conflicts = useStatusOf(({ outbox }) => outbox.parked, 0);
  const resubmitted = useResubmitted();
  const { settings } = useSettings();
  const lockAfter = useRef<number | null>(null);
  lockAfter.current = settings?.idleLockMinutes ?? null;
  const state = useRef<ReportedState | null>(null);
  useEffect(() => {
    // What was there at the opening is no news; so nothing is told before it is known.
    if (resubmitted === null) return;
    state.current = { language, isOpen: true, unsent, conflicts, resubmitted };
    bridge.reportState(state.current).catch(() => undefined);
  }, [bridge, language, unsent, conflicts, resubmitted]);
  useEffect(
    () => () => {
      // What is unsent stays so after a lock: quitting asks all the same.
      if (state.current) bridge.reportState({ ...state.current, isOpen: false }).catch(() => undefined);
    },
    [bridge],
  );
  useEffect(() => {
    // Layers come and go with every strip and dialog; the menu follows when they have settled.
    const timer = setTimeout(() => void bridge.setMenu(desktopMenu(layers)).catch(() => undefined), 300);
    return () => clearTimeout(timer);
  }, [bridge, layers]);
  useEffect(
    () =>
      bridge.onHostEvent((event) => {
        if (event.type === 'command') commandOf(latest.current, event.id)?.run();
        else if (event.type === 'network') void desk.wake();
        else if (event.type === 'idle') {
          if (lockAfter.current !== null && event.seconds >= lockAfter.current * 60) void desk.lock();
        } else if (event.type === 'power') {
          if (event.state === 'locked' || event.state === 'suspended') void desk.lock();
          else void desk.wake();
        }
      }),
    [bridge, desk],
  );
  return null;
}
