/** An empty queue of units, with the next step. */
import { Button } from 'antd';
import { navigate } from '../../app/route.ts';
import type { UnitQueue } from '../../desk/contract/queries.ts';
import { useText } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/feedback/States.tsx';

export function EmptyUnits({ queue }: { queue: UnitQueue }) {
  const { t } = useText();
  const isPending = queue === 'pending';
  return (
    <EmptyState
      title={t(isPending ? 'list.empty.unit.pending' : 'list.empty.unit')}
      text={t('list.empty.unit.next')}
      action={
        isPending && (
          <Button type="primary" onClick={() => navigate({ screen: 'attendees' })}>
            {t('list.empty.goAttendees')}
          </Button>
        )
      }
    />
  );
}
