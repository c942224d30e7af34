/** Saves what an administrator needs to help, and nothing of anybody; under the desktop host alone. */
import { App, Button } from 'antd';
import { useState } from 'react';
import type { DesktopBridge } from '../../../shared/protocol/bridge.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import { desktopBridge } from '../../app/desktopBridge.ts';
import { diagnosticsFacts } from '../../app/diagnosticsFacts.ts';
import { useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import styles from './SettingsScreen.module.css';

export function DiagnosticsButton() {
  const bridge = desktopBridge();
  return bridge && <HostButton bridge={bridge} />;
}

function HostButton({ bridge }: { bridge: DesktopBridge }) {
  const { t } = useText();
  const desk = useDesk();
  const { message } = App.useApp();
  const fault = useFaultMessage();
  const [isBusy, setIsBusy] = useState(false);
  const save = async (): Promise<void> => {
    const facts = diagnosticsFacts(await desk.status(), await desk.storage());
    const { result } = await bridge.saveDiagnostics(facts);
    if (result === 'saved') void message.success(t('desktop.diagnostics.saved'));
    else if (result === 'failed') void message.error(t('export.done.failed'));
    else void message.info(t('export.done.cancelled'));
  };
  return (
    <div className={styles.below}>
      <Button
        loading={isBusy}
        onClick={() => {
          setIsBusy(true);
          save()
            .catch(fault)
            .finally(() => setIsBusy(false));
        }}
      >
        {t('desktop.diagnostics.make')}
      </Button>
      <p className={styles.hint}>{t('desktop.diagnostics.help')}</p>
    </div>
  );
}
