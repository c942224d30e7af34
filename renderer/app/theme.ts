/** antd's tokens, light and dark: its default colours fail WCAG AA, these bring axe to zero. */
import { theme as antdTheme, type ThemeConfig } from 'antd';
import type { ShownAppearance } from './appearance.ts';

type Tokens = NonNullable<ThemeConfig['token']>;

const LIGHT: Tokens = {
  colorPrimary: '#0958d9',
  colorPrimaryHover: '#0b4fc0',
  colorPrimaryActive: '#003eb3',
  colorLinkHover: '#003eb3',
  colorErrorHover: '#820014',
  colorInfo: '#0958d9',
  colorLink: '#0958d9',
  colorSuccess: '#237804',
  colorSuccessBg: '#f6ffed',
  colorWarning: '#874d00',
  colorWarningBg: '#fffbe6',
  colorError: '#a8071a',
  colorErrorBg: '#fff1f0',
  colorBorder: '#8c8c8c',
  colorText: '#1f2329',
  colorTextPlaceholder: '#6b6b6b',
  colorTextQuaternary: '#6b6b6b',
  colorTextTertiary: '#595959',
  colorTextDescription: '#595959',
  colorTextDisabled: '#767676',
};

/** Light colours on dark ground; on them stand dark letters, for white ones would not be read. */
const DARK: Tokens = {
  colorPrimary: '#7fb2ff',
  colorPrimaryHover: '#9cc4ff',
  colorPrimaryActive: '#b7d4ff',
  colorLinkHover: '#b7d4ff',
  colorErrorHover: '#ffb6b2',
  colorInfo: '#7fb2ff',
  colorLink: '#7fb2ff',
  colorSuccess: '#7ccf6b',
  colorSuccessBg: '#17281b',
  colorWarning: '#e3b04f',
  colorWarningBg: '#2e2512',
  colorError: '#ff9b96',
  colorErrorBg: '#371b1d',
  colorInfoBg: '#18293f',
  colorBorder: '#7f8791',
  colorBgBase: '#1a1d22',
  colorBgContainer: '#1f2329',
  colorBgElevated: '#22262c',
  colorText: '#e6e8eb',
  colorTextPlaceholder: '#a0a6ae',
  colorTextQuaternary: '#a0a6ae',
  colorTextTertiary: '#b6bbc2',
  colorTextDescription: '#b6bbc2',
  colorTextDisabled: '#9aa0a8',
  colorTextLightSolid: '#0a1424',
  colorBgSpotlight: '#e6e8eb',
};

const GEOMETRY: Tokens = {
  fontFamily: '"Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif',
  fontSize: 14,
  borderRadius: 4,
  controlHeight: 30,
  wireframe: false,
  // Eight hours a day nothing should move; and a list on its way out would take the Esc meant for its dialog.
  motion: false,
};

/** The theme for an appearance; the roomy one makes controls as tall as its rows. */
export function themeOf({ effective, isRoomy }: ShownAppearance): ThemeConfig {
  const isDark = effective === 'dark';
  return {
    algorithm: isDark ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    token: { ...GEOMETRY, ...(isDark ? DARK : LIGHT), ...(isRoomy ? { controlHeight: 34 } : {}) },
    components: {
      Modal: { titleFontSize: 16 },
      Button: { paddingInline: 12 },
    },
  };
}
