/** Shows the desk, or in its place the practice: another desk on sample data that knows nothing of this one. */
import { Button, Spin } from 'antd';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Desk } from '../../desk/contract/desk.ts';
import { useText } from '../../i18n/i18n.ts';
import { separateReasons } from '../../review/reasons/reasonMemory.ts';
import { EmptyState } from '../../ui/feedback/States.tsx';
import styles from '../App.module.css';
import { DeskProvider, useDesk, useStatusOf } from '../DeskContext.tsx';
import type { DeskFeed } from '../deskFeed.ts';
import { useIdleLock } from '../useIdleLock.ts';
import { useSettings } from '../useSettings.ts';
import { connectPractice, type OpenPractice } from './connectPractice.ts';
import { PracticeBar } from './PracticeBar.tsx';
import practiceStyles from './practice.module.css';
import { PracticeContext } from './practiceContext.ts';
import type { PracticeTask } from './practiceTasks.ts';

interface HostProps {
  desk: Desk;
  feed: DeskFeed;
  children: ReactNode;
}

export function PracticeHost({ desk, feed, children }: HostProps) {
  const [isOn, setIsOn] = useState(false);
  const hashBefore = useRef('');
  const start = useCallback(() => {
    hashBefore.current = window.location.hash;
    separateReasons(true);
    window.location.hash = '#/units';
    setIsOn(true);
  }, []);
  const leave = useCallback(() => {
    separateReasons(false);
    window.location.hash = hashBefore.current;
    setIsOn(false);
  }, []);
  const practice = useMemo(() => ({ isOn, start }), [isOn, start]);
  return (
    <PracticeContext value={practice}>
      {isOn ? (
        <>
          <DeskProvider desk={desk} feed={feed}>
            <KeepLocking />
          </DeskProvider>
          <PracticeRoom onLeave={leave}>{children}</PracticeRoom>
        </>
      ) : (
        <DeskProvider desk={desk} feed={feed}>
          {children}
        </DeskProvider>
      )}
    </PracticeContext>
  );
}

/** The real desk behind the practice locks as ever when nobody is there. */
function KeepLocking() {
  const isOpen = useStatusOf((status) => status.phase === 'open', false);
  return isOpen ? <IdleLock /> : null;
}
function IdleLock() {
  const desk = useDesk();
  const { settings } = useSettings();
  const lock = useCallback(() => void desk.lock(), [desk]);
  useIdleLock(settings?.idleLockMinutes ?? 0, lock);
  return null;
}

function PracticeRoom({ onLeave, children }: { onLeave: () => void; children: ReactNode }) {
  const { t } = useText();
  const name = useRef(t('practice.title'));
  const [open, setOpen] = useState<OpenPractice | null>(null);
  const [fault, setFault] = useState(false);
  const [done, setDone] = useState<ReadonlySet<PracticeTask>>(new Set());
  useEffect(() => {
    let isWanted = true;
    let end = () => {};
    connectPractice(name.current, (task) => setDone((now) => new Set([...now, task]))).then(
      (opened) => {
        if (!isWanted) opened.end();
        else {
          end = opened.end;
          setOpen(opened);
        }
      },
      () => isWanted && setFault(true),
    );
    return () => {
      isWanted = false;
      end();
    };
  }, []);
  if (fault)
    return (
      <main className={styles.middle}>
        <EmptyState
          title={t('practice.fault')}
          action={<Button onClick={onLeave}>{t('practice.leave')}</Button>}
        />
      </main>
    );
  if (!open)
    return (
      <main className={styles.middle}>
        <Spin />
        <p>{t('practice.starting')}</p>
      </main>
    );
  return (
    <DeskProvider desk={open.desk} feed={open.feed}>
      <LeaveWhenClosed onLeave={onLeave} />
      <div className={practiceStyles.room}>
        <PracticeBar done={done} onLeave={onLeave} />
        <div className={practiceStyles.desk}>{children}</div>
      </div>
    </DeskProvider>
  );
}

/** Locking or signing out of the practice means leaving it: there is no password to come back with. */
function LeaveWhenClosed({ onLeave }: { onLeave: () => void }) {
  const isOpen = useStatusOf((status) => status.phase === 'open' || status.phase === 'opening', true);
  useEffect(() => {
    if (!isOpen) onLeave();
  }, [isOpen, onLeave]);
  return null;
}
