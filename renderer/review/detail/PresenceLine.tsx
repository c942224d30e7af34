/** Who else has this submission open now: told while online, never a lock. */
import { useEffect, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk, useDeskEvent } from '../../app/DeskContext.tsx';
import { useText } from '../../i18n/i18n.ts';
import styles from '../compare/compare.module.css';

export function PresenceLine({ kind, id }: { kind: SubmissionKind; id: string }) {
  const { t } = useText();
  const names = usePresence(kind, id);
  if (names.length === 0) return null;
  return (
    <p className={styles.presence}>
      {t('presence.viewing', { names: names.join(t('common.separator')), count: names.length })}
    </p>
  );
}

/** Rows that only pass under the cursor are not told about. */
const LINGER_MS = 500;

function usePresence(kind: SubmissionKind, id: string): string[] {
  const desk = useDesk();
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    let isWanted = true;
    setNames([]);
    const timer = setTimeout(() => {
      // Courtesy only: not being able to say who is there is no fault worth a message.
      desk.openSubject({ kind, id }).then(
        (given) => isWanted && setNames(given),
        () => undefined,
      );
    }, LINGER_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [desk, kind, id]);
  // Leaving the screen says that nothing is open any more.
  useEffect(() => () => void desk.openSubject(null).catch(() => undefined), [desk]);
  useDeskEvent((event) => {
    if (event.type === 'presence' && event.kind === kind && event.id === id) setNames(event.names);
  });
  return names;
}
