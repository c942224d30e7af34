/** Sets aside what is selected in sight: a private mark on each, never sent. */
import { App } from 'antd';
import { useCallback } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { NOTHING } from '../selection.ts';
import { useFaultMessage } from '../useFaultMessage.ts';

/** Each mark is a line of the journal of its own. */
const MAX = 500;

export function useSetAsideSelected<K extends SubmissionKind>(list: ReviewList<K>): () => void {
  const { t } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const onFault = useFaultMessage();
  return useCallback(() => {
    async function run(): Promise<void> {
      const ids = await list.visibleIds();
      if (ids.length > MAX) {
        void message.warning(t('select.setAside.tooMany', { max: count(MAX) }));
        return;
      }
      const rows = (await desk.rowsById(list.kind, ids)).filter((row) => row !== null);
      const open = rows.filter(
        ({ status, isSetAside }) => !isSetAside && (status === 'pendingReview' || status === 'awaitingTag'),
      );
      if (open.length === 0) {
        void message.info(t('select.setAside.none'));
        return;
      }
      for (const { id } of open) await desk.setAside(list.kind, id, true);
      list.select(NOTHING);
      await list.reopen();
      void message.success(t('select.setAside', { count: open.length }));
    }
    run().catch(onFault);
  }, [desk, list, message, onFault, t]);
}
