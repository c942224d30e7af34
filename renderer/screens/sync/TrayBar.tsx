/** Above the list: what happened as filters, and what can be done to all selected at once. */
import { Button } from 'antd';
import type { ParkedResult, TrayHow, TrayRow } from '../../desk/contract/tray.ts';
import { useText } from '../../i18n/i18n.ts';
import tabStyles from '../../review/screen/screen.module.css';
import styles from './tray.module.css';

interface TrayBarProps {
  rows: readonly TrayRow[];
  filter: ParkedResult | null;
  onFilter: (filter: ParkedResult | null) => void;
  /** selected and shown */
  selected: readonly TrayRow[];
  shown: number;
  onSelectAll: () => void;
  onClear: () => void;
  onStart: (how: TrayHow) => void;
  onNote: () => void;
}

export function TrayBar(props: TrayBarProps) {
  const { rows, filter, selected } = props;
  const { t } = useText();
  const counts = new Map<ParkedResult, number>();
  for (const { result } of rows) counts.set(result, (counts.get(result) ?? 0) + 1);
  const hasTheirs = selected.some(({ theirs }) => theirs !== null && theirs.verdict !== 'withdraw');
  const mayDecide = selected.some(({ canDecideAgain }) => canDecideAgain);
  return (
    <div className={styles.bar}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame and a legend */}
      <div role="group" aria-label={t('tray.filter')} className={styles.filters}>
        <Filter isOn={filter === null} onClick={() => props.onFilter(null)}>
          {t('tray.filter.all', { count: rows.length })}
        </Filter>
        {[...counts].map(([result, count]) => (
          <Filter key={result} isOn={filter === result} onClick={() => props.onFilter(result)}>
            {t('tray.filter.one', { kind: t(`tray.kind.${result}`), count })}
          </Filter>
        ))}
      </div>
      <div className={styles.filters}>
        <Button size="small" aria-keyshortcuts="Control+A" onClick={props.onSelectAll}>
          {t('tray.selectAll', { count: props.shown })}
        </Button>
        {selected.length > 0 && (
          <>
            <strong>{t('select.bar', { count: selected.length })}</strong>
            <Button size="small" onClick={props.onClear}>
              {t('select.clear')}
            </Button>
            {mayDecide && (
              <Button size="small" type="primary" onClick={() => props.onStart('asDecided')}>
                {t('tray.asDecided')}
              </Button>
            )}
            {hasTheirs && (
              <>
                <Button size="small" onClick={() => props.onStart('accepted')}>
                  {t('tray.accept')}
                </Button>
                <Button size="small" onClick={() => props.onStart('overrule')}>
                  {t('tray.overrule')}
                </Button>
              </>
            )}
            <Button size="small" onClick={props.onNote}>
              {t('tray.note')}
            </Button>
            <Button size="small" danger onClick={() => props.onStart('discarded')}>
              {t('tray.discard')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function Filter(props: { isOn: boolean; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      className={`${tabStyles.tab} ${props.isOn ? styles.filterOn : ''}`}
      aria-pressed={props.isOn}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
