/** antd's tokens: its default colours fail WCAG AA, these bring axe to zero. */
import type { ThemeConfig } from 'antd';

export const theme: ThemeConfig = {
  token: {
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
    fontFamily: '"Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif',
    fontSize: 14,
    borderRadius: 4,
    controlHeight: 30,
    wireframe: false,
  },
  components: {
    Modal: { titleFontSize: 16 },
    Button: { paddingInline: 12 },
  },
};
