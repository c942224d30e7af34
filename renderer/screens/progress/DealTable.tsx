/** The deals one by one, newest first. */
import { Button } from 'antd';
import type { DealRow } from '../../desk/contract/reports.ts';
import { amountText } from './figureText.ts';
import styles from './ProgressScreen.module.css';
import { type ReportWords, subGroupName } from './reportSheets.ts';

/** So many are drawn; sums and report count all. */
const DRAWN_MAX = 500;

export function DealTable(props: {
  deals: readonly DealRow[];
  words: ReportWords;
  isWritable: (deal: DealRow) => boolean;
  onEdit: (deal: DealRow) => void;
  onRemove: (deal: DealRow) => void;
}) {
  const { deals, words, isWritable } = props;
  const { t } = words;
  const hasSubGroups = new Set(deals.map(({ subGroupId }) => subGroupId)).size > 1;
  const nameOf = (deal: DealRow) => deal.unitName ?? t('deals.unit.gone', { id: deal.unitId });
  return (
    <section className={styles.listRegion}>
      <h2>{t('deals.list')}</h2>
      <table className={styles.list}>
        <caption className="visually-hidden">{t('deals.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('deals.date')}</th>
            <th scope="col">{t('deals.unit')}</th>
            {hasSubGroups && <th scope="col">{t('progress.column.subGroup')}</th>}
            <th scope="col">{t('deals.exhibitor')}</th>
            <th scope="col" className={styles.number}>
              {t('deals.amount')}
            </th>
            <th scope="col">{t('deals.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {deals.slice(0, DRAWN_MAX).map((deal) => (
            <tr key={deal.id}>
              <td>{deal.date}</td>
              <th scope="row">{nameOf(deal)}</th>
              {hasSubGroups && <td>{subGroupName(words, deal.subGroupId)}</td>}
              <td>{deal.exhibitor}</td>
              <td className={styles.number}>{amountText(Number(deal.amount))}</td>
              <td>
                {(['edit', 'remove'] as const).map((act) => (
                  <Button
                    key={act}
                    type="link"
                    size="small"
                    disabled={!isWritable(deal)}
                    aria-label={`${t(`deals.${act}`)} ${nameOf(deal)}`}
                    onClick={() => (act === 'edit' ? props.onEdit(deal) : props.onRemove(deal))}
                  >
                    {t(`deals.${act}`)}
                  </Button>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
