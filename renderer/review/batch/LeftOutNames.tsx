/** The names of a group that a batch leaves out, each with its findings, which are asked for when it opens. */
import { Button, Checkbox } from 'antd';
import { useEffect, useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import type { LeftOut } from '../../desk/contract/decisions.ts';
import type { FindingView } from '../../desk/contract/findings.ts';
import { useText } from '../../i18n/i18n.ts';
import { mayInclude } from '../batchResult.ts';
import { findingSentence } from '../detail/findingText.ts';
import styles from './batch.module.css';

const SHOWN_MAX = 100;

type Item = Pick<LeftOut, 'kind' | 'id' | 'why' | 'detail'> & Partial<LeftOut>;
export interface LeftOutNamesProps {
  items: readonly Item[];
  included?: readonly string[];
  onInclude?: (ids: string[], isIn: boolean) => void;
  onOpen: (id: string) => void;
}

export function LeftOutNames({ items, included = [], onInclude, onOpen }: LeftOutNamesProps) {
  const { t } = useText();
  const shown = items.slice(0, SHOWN_MAX);
  const findings = useFindings(shown.filter(({ why }) => why === 'flagged'));
  return (
    <ul className={styles.names}>
      {shown.map((item) => (
        <li key={item.id}>
          {onInclude && mayInclude(item) && (
            <Checkbox
              className={styles.include ?? ''}
              checked={included.includes(item.id)}
              aria-label={t('batch.include.of', { name: item.name ?? item.id })}
              onChange={({ target }) => onInclude([item.id], target.checked)}
            >
              {t('batch.include')}
            </Checkbox>
          )}
          <Button type="link" size="small" onClick={() => onOpen(item.id)}>
            {item.name ?? item.id}
          </Button>
          <span className={styles.why}>
            {findings
              .get(item.id)
              ?.map((each) => findingSentence(t, each))
              .join(t('list.separator'))}
          </span>
        </li>
      ))}
      {items.length > SHOWN_MAX && <li>{t('batch.more', { count: items.length - SHOWN_MAX })}</li>}
    </ul>
  );
}

/** What the checks say of these, all of one kind; nothing until the desk has answered. */
function useFindings(flagged: readonly Item[]): ReadonlyMap<string, FindingView[]> {
  const desk = useDesk();
  const [found, setFound] = useState<ReadonlyMap<string, FindingView[]>>(new Map());
  const kind = flagged[0]?.kind;
  const asked = flagged.map(({ id }) => id).join(' ');
  useEffect(() => {
    if (kind === undefined) return;
    let isCurrent = true;
    const ids = asked.split(' ');
    desk.findingsOf(kind, ids).then(
      (each) => {
        if (isCurrent) setFound(new Map(ids.map((id, at) => [id, each[at] ?? []])));
      },
      // The desk is locked or its cache is gone: the names stand without, and the frame says why.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [desk, kind, asked]);
  return found;
}
