/** Nothing personal in log and diagnostics; no key under a store that keeps it readable. */
import { describe, expect, it } from 'vitest';
import { diagnosticsText } from './diagnostics.ts';
import { createKeyStore, type SafeStoragePort } from './keyStore.ts';
import { errorFields, safeFields } from './safeFields.ts';

/** What must never be written: invented, in the forms real ones have. */
const PERSONAL = [
  '张三',
  'Zhang San',
  '110105194912310021',
  '11010519491231002X',
  '91440101MA5XY2015N',
  '13800138000',
  '+86 138 0013 8000',
  'zhang.san@example.org',
  '广州晨曦国际贸易有限公司',
  'V20260512230313581063001',
  'H12345678',
  '/home/zhangsan/导出.xlsx',
  'C:\\Users\\zhangsan\\x.xlsx',
  'https://desk.example.org/api/v1/editions/x?cursor=abc',
  'Unexpected token in JSON at {"name":"张三"}',
];

describe('a line of the log', () => {
  it.each(PERSONAL)('never carries %j', (value) => {
    const error = new Error(`cannot read ${value}`);
    error.stack = `Error: cannot read ${value}\n    at open (${value}/main.js:12:3)\n    at read (file:///x/main.js:13:4)`;
    const written = JSON.stringify([
      safeFields({ [value]: 1, value, number: 13_800_138_000, list: [value], nested: { value } }),
      errorFields(error),
      errorFields(value),
    ]);
    expect(written).not.toContain(value);
    expect(written).not.toContain('13800138000');
    expect(written).not.toContain('zhangsan');
  });

  it('keeps codes, counts and places', () => {
    expect(safeFields({ code: 'ENOSPC', count: 12, version: '1.2.3', isOn: true })).toEqual({
      code: 'ENOSPC',
      count: 12,
      version: '1.2.3',
      isOn: true,
    });
    const fields = errorFields(Object.assign(new RangeError('secret'), { code: 'EBADF' }));
    expect(fields).toMatchObject({ error: 'RangeError', code: 'EBADF' });
    expect(fields.frames).toContain('privacyRules.test.ts:');
    expect(safeFields({ frames: fields.frames }).frames).toBe(fields.frames);
  });
});

describe('diagnostics', () => {
  const input = {
    versions: { app: '1.2.3', electron: '45.4.1', chrome: '150.0.7000.10', openssl: 'x' },
    system: {
      platform: 'linux',
      release: '6.1.0',
      arch: 'x64',
      memoryBytes: 2 ** 33,
      locale: 'zh-CN',
    },
    displays: [{ width: 1920, height: 1040, scaleFactor: 1.5 }],
    host: { hasGateway: true, keyStore: 'gnome_libsecret' },
    page: { outbox: 12 },
    logTail: ['{"at":"2026-09-01T02:00:00.000Z","event":"start","version":"1.2.3"}', '{"half'],
  };

  it('says what an administrator needs', () => {
    expect(JSON.parse(diagnosticsText(input))).toEqual({
      product: 'expo-review-desk',
      versions: { app: '1.2.3', electron: '45.4.1', chrome: '150.0.7000.10', node: null, v8: null },
      system: {
        platform: 'linux',
        release: '6.1.0',
        arch: 'x64',
        memoryMb: 8192,
        locale: 'zh-CN',
      },
      displays: [{ width: 1920, height: 1040, scaleFactor: 1.5 }],
      host: { hasGateway: true, keyStore: 'gnome_libsecret' },
      page: { outbox: 12 },
      log: [{ at: '2026-09-01T02:00:00.000Z', event: 'start', version: '1.2.3' }],
    });
  });

  it.each(PERSONAL)('leaves %j out wherever it comes from', (value) => {
    const written = diagnosticsText({
      ...input,
      host: { value },
      page: { value },
      logTail: [
        JSON.stringify({ at: '2026-09-01T02:00:00.000Z', event: value, [value]: 1, frames: value, value }),
        JSON.stringify({ at: value, event: 'x' }),
        value,
      ],
    });
    expect(written).not.toContain(value);
  });
});

describe('the key store', () => {
  const key = crypto.getRandomValues(new Uint8Array(32));
  const port = (change: Partial<SafeStoragePort> = {}, mark = 'a'): SafeStoragePort => ({
    getSelectedStorageBackend: () => 'gnome_libsecret',
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (plain) => Buffer.from(`${mark}${plain}`),
    async decryptStringAsync(sealed) {
      const plain = sealed.toString();
      if (!plain.startsWith(mark)) throw new Error('no');
      return { result: plain.slice(1), shouldReEncrypt: false };
    },
    ...change,
  });

  it('gives a key back to the workstation that sealed it', async () => {
    const store = createKeyStore(port(), 'linux');
    const reply = await store.seal('local-1', key);
    const sealed = reply.ok ? reply.sealed : '';
    expect(await store.unseal('local-1', sealed)).toEqual({ ok: true, key, resealed: null });
    expect(await store.unseal('local-2', sealed)).toEqual({ ok: false, why: 'lost' });
  });

  it.each(['basic_text', 'unknown'])('refuses %s and says so', async (backend) => {
    const store = createKeyStore(port({ getSelectedStorageBackend: () => backend }), 'linux');
    expect(await store.state()).toEqual({ isUsable: false, why: 'weak', backend });
    expect(await store.seal('local-1', key)).toEqual({ ok: false, why: 'weak' });
  });

  it.each(['win32', 'darwin'] as const)('asks no backend on %s', async (platform) => {
    const store = createKeyStore(port({ getSelectedStorageBackend: () => 'basic_text' }), platform);
    expect(await store.state()).toEqual({ isUsable: true, backend: platform });
  });

  it('says when the keyring is locked, and when it is another one', async () => {
    const locked = createKeyStore(port({ isAsyncEncryptionAvailable: async () => false }), 'linux');
    expect(await locked.seal('local-1', key)).toEqual({ ok: false, why: 'unavailable' });
    expect(await locked.unseal('local-1', 'x')).toEqual({ ok: false, why: 'unavailable' });
    const sealed = await createKeyStore(port(), 'linux').seal('local-1', key);
    const other = createKeyStore(port({}, 'b'), 'linux');
    expect(await other.unseal('local-1', sealed.ok ? sealed.sealed : '')).toEqual({ ok: false, why: 'lost' });
  });

  it('seals anew after the system has rotated its key', async () => {
    const rotated = port({
      decryptStringAsync: async (sealed) => ({ result: sealed.toString().slice(1), shouldReEncrypt: true }),
    });
    const store = createKeyStore(rotated, 'linux');
    const sealed = await store.seal('local-1', key);
    const reply = await store.unseal('local-1', sealed.ok ? sealed.sealed : '');
    expect(reply).toMatchObject({ ok: true, key, resealed: expect.any(String) });
  });

  it.each(['', 'AAAA', '张三', 'x'.repeat(8000)])('takes %j for lost, not for a key', async (rubbish) => {
    expect(await createKeyStore(port(), 'linux').unseal('local-1', rubbish)).toEqual({
      ok: false,
      why: 'lost',
    });
  });
});
