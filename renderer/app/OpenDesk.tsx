/** The open desk: what the account reviews, and the shell around it. Begins anew with each account. */
import { ReviewProvider } from '../review/ReviewProvider.tsx';
import { useStatusOf } from './DeskContext.tsx';
import { Shell } from './Shell.tsx';

export function OpenDesk() {
  const account = useStatusOf((status) => status.account?.name ?? '', '');
  return (
    <ReviewProvider key={account}>
      <Shell />
    </ReviewProvider>
  );
}
