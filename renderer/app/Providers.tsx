/** What every component needs around it: texts, theme with nonce, keys, announcements. */
import { App as AntdApp, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US.js';
import zhCN from 'antd/es/locale/zh_CN.js';
import { type ReactNode, useMemo } from 'react';
import { useText } from '../i18n/i18n.ts';
import { KeyProvider } from '../ui/keys/KeyProvider.tsx';
import { Announcer } from './Announcer.tsx';
import { useAppearance } from './appearance.ts';
import { NonceContext } from './nonceContext.ts';
import { themeOf } from './theme.ts';

export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const { language } = useText();
  const csp = useMemo(() => ({ nonce }), [nonce]);
  const appearance = useAppearance();
  const theme = useMemo(() => themeOf(appearance), [appearance]);
  return (
    <NonceContext value={nonce}>
      <ConfigProvider
        csp={csp}
        theme={theme}
        locale={language === 'en' ? enUS : zhCN}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
        // Lists of selects belong to the main landmark, not beside all landmarks.
        getPopupContainer={() => document.getElementById('main') ?? document.body}
      >
        <AntdApp component={false} message={{ maxCount: 3, duration: 6 }}>
          <KeyProvider>
            <Announcer>{children}</Announcer>
          </KeyProvider>
        </AntdApp>
      </ConfigProvider>
    </NonceContext>
  );
}
