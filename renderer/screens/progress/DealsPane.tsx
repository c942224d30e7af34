/** Intended deals: entered for one's units, summed by sub-group. */
import { App, Button } from 'antd';
import { useState } from 'react';
import { ALL_SUB_GROUPS } from '../../../shared/domain/progressReport.ts';
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import type { DealChange, DealRow } from '../../desk/contract/reports.ts';
import { useText } from '../../i18n/i18n.ts';
import { useReview } from '../../review/ReviewProvider.tsx';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { BarRows } from '../../ui/charts/BarRows.tsx';
import { ChartFigure } from '../../ui/charts/ChartFigure.tsx';
import { ConfirmDialog } from '../../ui/dialogs/ConfirmDialog.tsx';
import { EmptyState, SkeletonLines } from '../../ui/feedback/States.tsx';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { DealDialog } from './DealDialog.tsx';
import { DealTable } from './DealTable.tsx';
import { amountText } from './figureText.ts';
import { KeptNotice } from './KeptNotice.tsx';
import { tableOf } from './ProgressCharts.tsx';
import styles from './ProgressScreen.module.css';
import { dealSheet, type ReportWords, subGroupName } from './reportSheets.ts';
import { sumDeals } from './sumDeals.ts';
import { useDeals } from './useDeals.ts';
import { useReloaded } from './useReloaded.ts';

export function DealsPane() {
  const { t, language } = useText();
  const desk = useDesk();
  const fault = useFaultMessage();
  const { message } = App.useApp();
  const { profile } = useReview();
  const { copy, reload } = useDeals();
  const writable = useReloaded(() => desk.progress(), 'once').value?.writable;
  const isOnline = useStatusOf((status) => status.connectivity, 'unknown') === 'online';
  const [edited, setEdited] = useState<DealRow | 'new' | null>(null);
  const [removed, setRemoved] = useState<DealRow | null>(null);
  const deals = copy?.value ?? [];
  const save = async (change: DealChange): Promise<boolean> => {
    const reply = await desk.saveDeals(change);
    if (!reply.ok) void message.error(t(`progress.why.${reply.why}`));
    else void message.success(t('deals.saved'));
    reload();
    return reply.ok;
  };
  const mayEdit = isOnline && writable !== undefined;
  const addButton = (
    <Button type="primary" disabled={!mayEdit} onClick={() => setEdited('new')}>
      {t('deals.add')}
    </Button>
  );
  return (
    <ScrollRegion className={styles.body} isF6 label={t('progress.tab.deals')}>
      {copy && <KeptNotice copy={copy} />}
      {!isOnline && <p className={styles.soft}>{t('deals.onlineOnly')}</p>}
      {!copy && <SkeletonLines count={6} label={t('common.loading')} />}
      {copy && deals.length === 0 && (
        <EmptyState title={t('deals.none')} text={t('deals.none.text')} action={addButton} />
      )}
      {deals.length > 0 && profile && (
        <>
          <div className={styles.bar}>{addButton}</div>
          <Sums deals={deals} words={{ t, language, profile }} />
          <DealTable
            deals={deals}
            words={{ t, language, profile }}
            isWritable={(deal) => mayEdit && writable.includes(deal.subGroupId)}
            onEdit={setEdited}
            onRemove={setRemoved}
          />
        </>
      )}
      {edited && profile && (
        <DealDialog
          deal={edited === 'new' ? null : edited}
          writable={writable ?? []}
          onSave={(deal) => save({ put: [deal], removed: [] })}
          onClose={() => setEdited(null)}
        />
      )}
      {removed && (
        <ConfirmDialog
          title={t('deals.remove.title')}
          confirmText={t('deals.remove')}
          cancelText={t('common.cancel')}
          keysTitle={t('keys.section.dialog')}
          isDanger
          onConfirm={() => save({ put: [], removed: [removed.id] }).then(() => undefined, fault)}
          onClose={() => setRemoved(null)}
        >
          <p>
            {removed.unitName ?? removed.unitId} · {removed.exhibitor} · {amountText(Number(removed.amount))}
          </p>
        </ConfirmDialog>
      )}
    </ScrollRegion>
  );
}

function Sums({ deals, words }: { deals: readonly DealRow[]; words: ReportWords }) {
  const { t, profile } = words;
  const sums = sumDeals(
    deals,
    profile.subGroups.map(({ id }) => id),
  );
  const total = sums.at(-1);
  const own = sums.filter(({ subGroupId }) => subGroupId !== ALL_SUB_GROUPS);
  return (
    <ChartFigure
      title={t('deals.bySubGroup')}
      summary={t('deals.summary', { count: total?.count ?? 0, amount: amountText(total?.amount ?? 0) })}
      note={t('deals.summary', { count: total?.count ?? 0, amount: amountText(total?.amount ?? 0) })}
      words={{ asTable: t('progress.asTable'), asChart: t('progress.asChart') }}
      table={tableOf(dealSheet(sums, words))}
    >
      <BarRows
        max={Math.max(1, ...own.map(({ amount }) => amount))}
        rows={own.map(({ subGroupId, amount, count }) => ({
          id: subGroupId,
          label: subGroupName(words, subGroupId),
          value: amount,
          text: t('deals.amountText', { amount: amountText(amount), count }),
        }))}
      />
    </ChartFigure>
  );
}
