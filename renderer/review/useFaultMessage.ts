/** Shows a fault as a passing message. Expected refusals are never faults. */
import { App } from 'antd';
import { useCallback } from 'react';
import { useText } from '../i18n/i18n.ts';

export function useFaultMessage(): (fault: unknown) => void {
  const { t } = useText();
  const { message } = App.useApp();
  return useCallback(
    (fault) => {
      void message.error(t('list.fault', { detail: fault instanceof Error ? fault.message : String(fault) }));
    },
    [message, t],
  );
}
