/** Attack lists: each line is something an attacker, or an accident, has tried somewhere. */
import { describe, expect, it } from 'vitest';
import {
  isDeskUrl,
  isExternalLinkAllowed,
  isNavigationAllowed,
  isPermissionAllowed,
  isSenderTrusted,
  normaliseGateway,
} from './policy.ts';

const FOREIGN_URLS = [
  '',
  'null',
  'about:blank',
  'about:srcdoc',
  'javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'blob:app://bundle/5b1f',
  'file:///etc/passwd',
  'http://bundle/',
  'https://bundle/',
  'app://bundle.evil.example/',
  'app://evil.example/',
  'app://evil.example/bundle/',
  'app://bundle@evil.example/',
  'app://evil@bundle/',
  'app://bundle:8080/',
  'app://Bundle/',
  'app:bundle',
  'app:/bundle/',
  'app:///bundle/',
  'app://bundle%2eevil/',
  'apps://bundle/',
  'xapp://bundle/',
  'chrome://settings',
  'devtools://devtools/bundled/x.html',
  'view-source:app://bundle/',
  'filesystem:app://bundle/temporary/x',
  'chrome-extension://abcdef/x.html',
  'ws://127.0.0.1:4810/',
];

describe('the page’s own address', () => {
  it.each(FOREIGN_URLS)('refuses %j', (url) => {
    expect(isDeskUrl(url)).toBe(false);
    expect(isNavigationAllowed(url)).toBe(false);
    expect(isSenderTrusted({ url, isMainFrame: true })).toBe(false);
    expect(isPermissionAllowed('persistent-storage', url)).toBe(false);
  });

  it.each(['app://bundle/', 'app://bundle/#/units', 'app://bundle/?lang=en', 'APP://bundle/'])(
    'takes %j',
    (url) => {
      expect(isDeskUrl(url)).toBe(true);
      expect(isNavigationAllowed(url)).toBe(true);
    },
  );

  it.each([
    'app://bundle/assets/x.svg',
    'app://bundle/api/v1/health',
    'app://bundle/index.html',
    'app://bundle//',
  ])('does not navigate to %j', (url) => expect(isNavigationAllowed(url)).toBe(false));
});

describe('senders', () => {
  it('takes the page itself only', () => {
    expect(isSenderTrusted({ url: 'app://bundle/', isMainFrame: true })).toBe(true);
    expect(isSenderTrusted({ url: 'app://bundle/', isMainFrame: false })).toBe(false);
    expect(isSenderTrusted({ url: 'app://bundle/assets/x.svg', isMainFrame: true })).toBe(false);
    expect(isSenderTrusted(null)).toBe(false);
  });
});

describe('links to the outside', () => {
  it.each(['https://www.ciie.org/zbh/', 'https://www.gsxt.gov.cn/index.html'])('opens %j', (url) => {
    expect(isExternalLinkAllowed(url)).toBe(true);
  });
  it.each([
    ...FOREIGN_URLS,
    'http://www.ciie.org/',
    'https://www.ciie.org:8443/',
    'https://www.ciie.org@evil.example/',
    'https://user:secret@www.ciie.org/',
    'https://www.ciie.org.evil.example/',
    'https://evil.example/?https://www.ciie.org/',
    'https://ciie.org.evil/',
    'ms-msdt:/id PCWDiagnostic',
    'search-ms:query=x',
    'smb://host/share',
    'mailto:a@example.com',
    '\\\\host\\share\\x.exe',
  ])('does not open %j', (url) => expect(isExternalLinkAllowed(url)).toBe(false));
});

describe('permissions', () => {
  it.each(['persistent-storage', 'clipboard-sanitized-write'])('grants %s to the page', (permission) => {
    expect(isPermissionAllowed(permission, 'app://bundle/')).toBe(true);
    expect(isPermissionAllowed(permission, 'https://www.ciie.org/')).toBe(false);
  });
  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'deprecated-sync-clipboard-read',
    'display-capture',
    'fullscreen',
    'pointerLock',
    'keyboardLock',
    'openExternal',
    'fileSystem',
    'hid',
    'usb',
    'serial',
    'midiSysex',
    'local-fonts',
    'window-management',
    'storage-access',
    'unknown',
    'constructor',
    '',
  ])('denies %j', (permission) => expect(isPermissionAllowed(permission, 'app://bundle/')).toBe(false));
});

describe('gateway addresses', () => {
  it.each([
    ['https://review.example.cn', 'https://review.example.cn'],
    ['  https://Review.Example.cn/  ', 'https://review.example.cn'],
    ['https://review.example.cn:443/', 'https://review.example.cn'],
    ['https://review.example.cn:8443/index.html?x#y', 'https://review.example.cn:8443'],
    ['https://审核.例子/', 'https://xn--tbtw60a.xn--fsqu00a'],
    ['http://127.0.0.1:4810', 'http://127.0.0.1:4810'],
    ['http://localhost:4810/', 'http://localhost:4810'],
    ['http://[::1]:4810/', 'http://[::1]:4810'],
  ])('takes %j', (raw, gateway) => {
    expect(normaliseGateway(raw)).toEqual({ ok: true, gateway });
  });

  it.each([
    'http://review.example.cn',
    'http://192.168.1.10:4810',
    'http://0.0.0.0:4810',
    'http://localhost.evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://127.evil.example/',
    'http://[::ffff:192.168.1.1]/',
    'http://evil.example/127.0.0.1',
  ])('wants https for %j', (raw) => expect(normaliseGateway(raw)).toEqual({ ok: false, why: 'notHttps' }));

  it.each([
    '',
    'review.example.cn',
    'ftp://review.example.cn',
    'file:///etc/passwd',
    'javascript:1',
    'app://bundle/',
    'https://',
    'https://user:secret@review.example.cn',
    'http://127.0.0.1@evil.example/',
    'https://a b/',
  ])('refuses %j', (raw) => expect(normaliseGateway(raw)).toEqual({ ok: false, why: 'malformed' }));
});
