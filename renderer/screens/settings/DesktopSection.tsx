/** Settings of the desktop program: start, notifications, updates. In a browser there is no such section. */
import { App, Button, Checkbox } from 'antd';
import type { DesktopBridge } from '../../../shared/protocol/bridge.ts';
import type { DesktopSettings, UpdateState } from '../../../shared/protocol/desktop.ts';
import { desktopBridge } from '../../app/desktopBridge.ts';
import { useDesktop } from '../../app/useDesktop.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import styles from './SettingsScreen.module.css';

export function DesktopSection() {
  const bridge = desktopBridge();
  return bridge && <HostSection bridge={bridge} />;
}

function HostSection({ bridge }: { bridge: DesktopBridge }) {
  const { t } = useText();
  const { message } = App.useApp();
  const fault = useFaultMessage();
  const { desktop, change, checkForUpdate } = useDesktop(bridge);
  if (desktop === null) return null;
  const { settings, update, version } = desktop;
  const save = (part: Partial<DesktopSettings>) => {
    change(part).then((isKept) => {
      if (isKept) void message.success(t('settings.saved'));
      else void message.warning(t('desktop.notKept'));
    }, fault);
  };
  const isBusy = update.state === 'checking' || update.state === 'downloading';
  return (
    <section className={styles.section}>
      <h2>{t('desktop.title')}</h2>
      <div className={styles.row}>
        <span>{t('desktop.start')}</span>
        <div>
          <Checkbox
            checked={settings.openAtLogin}
            onChange={({ target }) => save({ openAtLogin: target.checked })}
          >
            {t('desktop.openAtLogin')}
          </Checkbox>
          <p>{t('desktop.openAtLogin.help')}</p>
        </div>
      </div>
      <div className={styles.row}>
        <span>{t('desktop.notifications')}</span>
        <div>
          <Checkbox
            checked={settings.notifications}
            onChange={({ target }) => save({ notifications: target.checked })}
          >
            {t('desktop.notifications.label')}
          </Checkbox>
          <p>{t('desktop.notifications.help')}</p>
        </div>
      </div>
      <div className={styles.row}>
        <span>{t('desktop.update')}</span>
        <div>
          <div>{t('desktop.update.version', { version })}</div>
          <p aria-live="polite">{updateText(t, update)}</p>
          {update.state === 'ready' ? (
            <Button onClick={() => void bridge.installUpdate().catch(fault)}>
              {t('desktop.update.restart')}
            </Button>
          ) : (
            update.state !== 'off' && (
              <Button loading={isBusy} onClick={() => void checkForUpdate().catch(fault)}>
                {t('desktop.update.check')}
              </Button>
            )
          )}
        </div>
      </div>
    </section>
  );
}

function updateText(t: Translate, update: UpdateState): string {
  switch (update.state) {
    case 'off':
    case 'failed':
      return t(`desktop.update.${update.state}.${update.why}` as 'desktop.update.off.policy');
    case 'downloading':
      return t('desktop.update.downloading', { version: update.version, percent: update.percent });
    case 'ready':
      return t('desktop.update.ready', { version: update.version });
    default:
      return t(`desktop.update.${update.state}`);
  }
}
