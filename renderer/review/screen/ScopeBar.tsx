/** What is selected, spelled out; amber when part of it is out of sight, since batches act on what is visible. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { navigate } from '../../app/route.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useListPart } from '../ReviewProvider.tsx';
import { NOTHING, scopeBar } from '../selection.ts';
import { SelectedDialog } from './SelectedDialog.tsx';
import styles from './screen.module.css';
import { useFlaggedCount } from './useFlaggedCount.ts';
import { useSetAsideSelected } from './useSetAsideSelected.ts';

export function ScopeBar<K extends SubmissionKind>({
  list,
  children,
}: {
  list: ReviewList<K>;
  children: ReactNode;
}) {
  const { t } = useText();
  const selection = useListPart(list, (state) => state.selection);
  const total = useListPart(list, (state) => state.opened?.total ?? 0);
  const visibleSelected = useListPart(list, (state) => state.visibleSelected);
  const [isShown, setIsShown] = useState(false);
  const flagged = useFlaggedCount(list);
  const setAside = useSetAsideSelected(list);
  const bar = scopeBar(selection, total, visibleSelected);
  if (!bar) return null;
  return (
    <>
      {bar.isPartlyHidden ? (
        <>
          <strong>{t('select.hidden', { count: count(bar.count), hidden: count(bar.hidden) })}</strong>
          {bar.visible > 0 && (
            <Button size="small" onClick={() => void list.keepVisible()}>
              {t('select.keepVisible', { count: count(bar.visible) })}
            </Button>
          )}
          <Button size="small" onClick={() => setIsShown(true)}>
            {t('select.show')}
          </Button>
        </>
      ) : (
        <strong>{t('select.bar', { count: count(bar.count) })}</strong>
      )}
      {flagged > 0 && <span>{t('select.flagged', { count: count(flagged) })}</span>}
      <Button size="small" onClick={() => list.select(NOTHING)}>
        {t('select.clear')}
      </Button>
      {bar.visible > 0 && children}
      {bar.visible > 0 && (
        <Button size="small" onClick={setAside}>
          {t('action.setAside')}
        </Button>
      )}
      {bar.visible > 0 && (
        <Button size="small" onClick={() => navigate({ screen: 'export', selected: `${list.kind}s` })}>
          {t('select.export')}
        </Button>
      )}
      {isShown && <SelectedDialog list={list} onClose={() => setIsShown(false)} />}
    </>
  );
}

/** The class of the bar's line while part of the selection is hidden. */
export const scopeLine = (isPartlyHidden: boolean) =>
  `${styles.scope} ${isPartlyHidden ? styles.scopeHidden : ''}`;
