/** A masked personal field: press and hold to see it in clear; each look is logged by the desk. */
import { useEffect, useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import type { VersionRef } from '../../desk/contract/tray.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './fields.module.css';
import { fieldText } from './findingText.ts';

export function Masked(props: {
  kind: 'unit' | 'attendee';
  id: string;
  field: string;
  masked: string;
  isMono?: boolean;
  /** of another reading than the present one */
  version?: VersionRef;
}) {
  const { kind, id, field, masked, version } = props;
  const desk = useDesk();
  const { t } = useText();
  const [isHeld, setIsHeld] = useState(false);
  const [clear, setClear] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    if (!isHeld) {
      setClear(undefined);
      return;
    }
    let isWanted = true;
    const asked = version ? desk.revealVersion(kind, id, version, field) : desk.reveal(kind, id, field);
    asked.then(
      (value) => isWanted && setClear(value),
      () => isWanted && setClear(null),
    );
    return () => {
      isWanted = false;
    };
  }, [desk, kind, id, field, version, isHeld]);
  const shown = !isHeld || clear === undefined ? masked : (clear ?? t('detail.reveal.failed'));
  const hold = (isDown: boolean) => () => setIsHeld(isDown);
  return (
    <span className={styles.masked}>
      <span className={props.isMono ? 'mono' : undefined}>{shown}</span>
      <button
        type="button"
        className={styles.reveal}
        aria-label={t('detail.reveal.of', { field: fieldText(t, field) })}
        aria-pressed={isHeld}
        title={`${t('detail.reveal')} · ${t('detail.reveal.logged')}`}
        onPointerDown={hold(true)}
        onPointerUp={hold(false)}
        onPointerLeave={hold(false)}
        onKeyDown={({ code, repeat }) => {
          if ((code === 'Space' || code === 'Enter') && !repeat) setIsHeld(true);
        }}
        onKeyUp={hold(false)}
        onBlur={hold(false)}
      >
        {t('detail.reveal')}
      </button>
    </span>
  );
}
