/** An empty queue of people, with the next step. */
import { Button } from 'antd';
import { navigate } from '../../app/route.ts';
import { useText } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/feedback/States.tsx';

export function EmptyAttendees({ isUntagged }: { isUntagged: boolean }) {
  const { t } = useText();
  return (
    <EmptyState
      title={t(isUntagged ? 'list.empty.attendee.untagged' : 'list.empty.attendee')}
      action={
        <Button type="primary" onClick={() => navigate({ screen: 'units' })}>
          {t('list.empty.goUnits')}
        </Button>
      }
    />
  );
}
