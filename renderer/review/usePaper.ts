/** How something on its way to paper ends, told to the reviewer. */
import { App } from 'antd';
import { type Paper, type PaperOutcome, toPaper } from '../app/paper.ts';
import { useText } from '../i18n/i18n.ts';
import { useFaultMessage } from './useFaultMessage.ts';

/** What a PrintPage wants: `onOver` once the sheet can be taken away again. */
export function usePaper(onOver: () => void) {
  const { t } = useText();
  const { message } = App.useApp();
  const fault = useFaultMessage();
  return (paper: Paper) => ({
    send: () => toPaper(paper),
    onDone(outcome: PaperOutcome) {
      onOver();
      if (outcome === 'saved') void message.info(t('desktop.pdf.saved'));
      else if (outcome === 'cancelled')
        void message.info(t(paper.as === 'pdf' ? 'export.done.cancelled' : 'desktop.print.cancelled'));
      else if (outcome === 'failed')
        void message.error(t(paper.as === 'pdf' ? 'export.done.failed' : 'desktop.print.failed'));
    },
    onFault(thrown: unknown) {
      onOver();
      fault(thrown);
    },
  });
}
