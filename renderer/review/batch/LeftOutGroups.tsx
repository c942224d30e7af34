/** Who is left out of a batch, or failed in it, grouped by why; each group opens to names and findings. */
import { Button } from 'antd';
import { useState } from 'react';
import { useText } from '../../i18n/i18n.ts';
import { groupByWhy } from '../batchResult.ts';
import { refusalText } from '../refusalText.ts';
import styles from './batch.module.css';
import { LeftOutNames, type LeftOutNamesProps } from './LeftOutNames.tsx';

export function LeftOutGroups(props: LeftOutNamesProps & { text: 'batch.leftOut' | 'batch.failed' }) {
  const { t } = useText();
  const [openWhy, setOpenWhy] = useState<string | null>(null);
  const { items } = props;
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
            {isOpen && <LeftOutNames {...props} items={group} />}
          </li>
        );
      })}
    </ul>
  );
}
