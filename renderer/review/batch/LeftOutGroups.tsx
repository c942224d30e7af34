/** Who is left out of a batch, or failed in it, grouped by why; each group opens to names and findings. */
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { LeftOut } from '../../desk/contract/decisions.ts';
import { useText } from '../../i18n/i18n.ts';
import { groupByWhy, mayInclude } from '../batchResult.ts';
import { findingSentence } from '../detail/findingText.ts';
import { refusalText } from '../refusalText.ts';
import styles from './batch.module.css';

const SHOWN_MAX = 100;

export function LeftOutGroups(props: {
  items: readonly (Pick<LeftOut, 'id' | 'why' | 'detail'> & Partial<LeftOut>)[];
  text: 'batch.leftOut' | 'batch.failed';
  included?: readonly string[];
  onInclude?: (ids: string[], isIn: boolean) => void;
  onOpen: (id: string) => void;
}) {
  const { t } = useText();
  const [openWhy, setOpenWhy] = useState<string | null>(null);
  const { items, included = [], onInclude } = props;
  if (items.length === 0) return null;
  return (
    <ul className={styles.groups}>
      {groupByWhy(items).map(({ why, detail, items: group }) => {
        const key = `${why} ${detail ?? ''}`;
        const isOpen = openWhy === key;
        return (
          <li key={key}>
            <div className={styles.groupHead}>
              <span>{t(props.text, { count: group.length, why: refusalText(t, why, detail) })}</span>
              <Button size="small" aria-expanded={isOpen} onClick={() => setOpenWhy(isOpen ? null : key)}>
                {t(isOpen ? 'common.hide' : 'common.view')}
              </Button>
            </div>
            {isOpen && (
              <ul className={styles.names}>
                {group.slice(0, SHOWN_MAX).map((item) => (
                  <li key={item.id}>
                    {onInclude && mayInclude(item as LeftOut) && (
                      <Checkbox
                        className={styles.include ?? ''}
                        checked={included.includes(item.id)}
                        aria-label={t('batch.include.of', { name: item.name ?? item.id })}
                        onChange={({ target }) => onInclude([item.id], target.checked)}
                      >
                        {t('batch.include')}
                      </Checkbox>
                    )}
                    <Button type="link" size="small" onClick={() => props.onOpen(item.id)}>
                      {item.name ?? item.id}
                    </Button>
                    <span className={styles.why}>
                      {item.findings?.map((each) => findingSentence(t, each)).join(t('list.separator'))}
                    </span>
                  </li>
                ))}
                {group.length > SHOWN_MAX && <li>{t('batch.more', { count: group.length - SHOWN_MAX })}</li>}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}
