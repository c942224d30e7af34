/** Packages of Linux, Windows and macOS are made around a stand-in for Electron and judged; spoiled ones are refused. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackage, extractAll } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeskProcess } from '../../electron/testing/deskProcess.ts';
import { ROOT } from '../ensureBuilt.ts';
import { stagedContent } from './builtContent.ts';
import { makeStandInPackages, type PackageArch, unpackedFolder } from './makePackages.ts';
import { MAX_ASAR_BYTES } from './product.ts';
import { type PackagePlatform, readPackage } from './readPackage.ts';
import { type StagedApp, stageApp } from './stageApp.ts';
import { type Expectation, type Problem, verifyPackage } from './verifyPackage.ts';

const PLATFORMS: readonly PackagePlatform[] = ['linux', 'win32', 'darwin'];
/** Where a package has its resources, and what carries the fuses. */
const RESOURCES = {
  linux: 'resources',
  win32: 'resources',
  darwin: 'expo-review-desk.app/Contents/Resources',
} as const;
const BINARIES = {
  linux: 'expo-review-desk',
  win32: 'expo-review-desk.exe',
  darwin: 'expo-review-desk.app',
} as const;
const ARCHS: readonly PackageArch[] = ['x64', 'arm64'];
let folder: string;
let app: StagedApp;
let expected: Expectation;

const packageOf = (platform: PackagePlatform, arch: PackageArch = 'x64') =>
  unpackedFolder(join(folder, 'out'), platform, arch);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-packages-'));
  app = await stageApp(ROOT, join(ROOT, 'dist'), join(folder, 'app'), 'https://desk.example.org/updates');
  expected = { version: app.version, content: await stagedContent(app.folder), root: ROOT };
  for (const platform of PLATFORMS) {
    const request = { root: ROOT, app, outFolder: join(folder, 'out'), archs: ARCHS };
    await makeStandInPackages({ ...request, platform, feed: 'https://desk.example.org/updates' });
  }
}, 400_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a finished package', () => {
  it.each(PLATFORMS.flatMap((platform) => ARCHS.map((arch) => [platform, arch] as const)))(
    'of %s %s may be shipped',
    async (platform, arch) => expect(await verifyPackage(packageOf(platform, arch), expected)).toEqual([]),
  );

  it('carries the program, the page, and no module besides', async () => {
    const { archive, files } = await readPackage(packageOf('linux'));
    expect([...(archive?.keys() ?? [])].filter((name) => !name.startsWith('page/assets/')).sort()).toEqual([
      'LICENSE',
      'main/main.js',
      'package.json',
      'page/index.html',
      'preload/preload.cjs',
    ]);
    expect([...files.keys()].filter((name) => name.endsWith('.pak'))).toEqual([
      'locales/en-US.pak',
      'locales/zh-CN.pak',
    ]);
  });

  it('names its feed in the archive and in the installed configuration', async () => {
    const { archive, updateConfig } = await readPackage(packageOf('linux'));
    expect(JSON.parse(String(archive?.get('package.json')?.bytes))).toMatchObject({
      updateFeed: 'https://desk.example.org/updates',
    });
    expect(updateConfig).toMatchObject({ provider: 'generic', url: 'https://desk.example.org/updates' });
  });

  it.each(PLATFORMS)(
    'of %s boots from its archive alone, and shows the page that it carries',
    async (platform) => {
      const apart = await mkdtemp(join(folder, 'boots-'));
      extractAll(join(packageOf(platform), RESOURCES[platform], 'app.asar'), apart);
      const programs = { main: join(apart, 'main/main.js'), preload: join(apart, 'preload/preload.cjs') };
      const built = { ...programs, folder: apart, dispose: async () => undefined };
      const desk = await DeskProcess.start(built, apart, { STAND_IN_PACKAGED: '1' });
      try {
        const page = await desk.ask('request', { url: 'app://bundle/' });
        expect(page.status).toBe(200);
        const [, script] = /src="\.\/(assets\/[^"]+\.js)"/.exec(new TextDecoder().decode(page.bytes)) ?? [];
        expect((await desk.ask('request', { url: `app://bundle/${script}` })).status).toBe(200);
        const exposed = await desk.ask('loadPreload', programs.preload, 'app://bundle/');
        expect(exposed).toHaveLength(1);
      } finally {
        await desk.kill();
      }
    },
  );

  it('of Windows asks for no administrator and names the hash of its archive', async () => {
    const { windows, headerSha256 } = await readPackage(packageOf('win32'));
    expect(windows?.integrity).toEqual([{ file: 'resources\\app.asar', alg: 'SHA256', value: headerSha256 }]);
    expect(windows?.strings).toMatchObject({ ProductName: 'Expo Review Desk', FileVersion: app.version });
  });
});

/** A copy of a good package, spoiled, and the problems it then has. */
async function problemsAfter(
  platform: PackagePlatform,
  spoil: (at: string) => Promise<unknown>,
): Promise<Problem['code'][]> {
  const copy = await mkdtemp(join(folder, 'spoiled-'));
  await cp(packageOf(platform), copy, { recursive: true, verbatimSymlinks: true });
  await spoil(copy);
  const codes = (await verifyPackage(copy, expected)).map(({ code }) => code);
  await rm(copy, { recursive: true, force: true });
  return codes;
}

/** Takes the archive apart, changes it, and packs it again: consistent in itself, but not what was built. */
const repack =
  (change: (at: string) => Promise<unknown>, platform: PackagePlatform = 'linux') =>
  async (at: string) => {
    const archive = join(at, RESOURCES[platform], 'app.asar');
    const apart = await mkdtemp(join(folder, 'apart-'));
    extractAll(archive, apart);
    await change(apart);
    await createPackage(apart, archive);
    await rm(apart, { recursive: true, force: true });
  };
const append = (name: string, text: string) => async (at: string) => {
  const path = join(at, name);
  await writeFile(path, `${await readFile(path, 'utf8')}\n${text}\n`);
};
const add = (name: string, content: string | Uint8Array) => async (at: string) => {
  await mkdir(join(at, name, '..'), { recursive: true });
  await writeFile(join(at, name), content);
};
const editManifest = (change: object) => async (at: string) => {
  const manifest = JSON.parse(await readFile(join(at, 'package.json'), 'utf8'));
  await writeFile(join(at, 'package.json'), JSON.stringify({ ...manifest, ...change }));
};

describe('a spoiled archive is refused:', () => {
  const attacks: readonly [string, (at: string) => Promise<unknown>, Problem['code']][] = [
    ['another program', repack(append('main/main.js', 'console.log(1)')), 'asar-content'],
    ['one file more', repack(add('page/assets/extra.js', '')), 'asar-content'],
    ['one file less', repack((at) => rm(join(at, 'preload/preload.cjs'))), 'asar-content'],
    ['a source map', repack(add('page/assets/main.js.map', '{}')), 'source-map'],
    ['a name of one', repack(append('main/main.js', '//# sourceMappingURL=main.js.map')), 'source-map'],
    ['a folder of modules', repack(add('node_modules/zod/index.js', '')), 'dev-dependency'],
    [
      'a bundled test tool',
      repack(append('main/main.js', '//#region node_modules/vitest/x.js')),
      'dev-dependency',
    ],
    ['TypeScript', repack(add('main/main.ts', '')), 'dev-dependency'],
    ['dependencies', repack(editManifest({ dependencies: { zod: '1' } })), 'dev-dependency'],
    ['scripts', repack(editManifest({ scripts: { postinstall: 'x' } })), 'dev-dependency'],
    ['an import left out', repack(append('main/main.js', "import 'electron-updater';")), 'unbundled-import'],
    [
      'a preload that wants Node',
      repack(append('preload/preload.cjs', "require('node:fs');")),
      'unbundled-import',
    ],
    ['a path of the builder', repack(append('main/main.js', `// ${ROOT}/x`)), 'machine-path'],
    ['a home', repack(append('main/main.js', '// /home/someone/desk')), 'machine-path'],
    ['another version', repack(editManifest({ version: '9.9.9' })), 'metadata'],
    ['another entry', repack(editManifest({ main: 'page/assets/x.js' })), 'metadata'],
    ['another name', repack(editManifest({ name: 'electron' })), 'metadata'],
    ['a feed in the open', repack(editManifest({ updateFeed: 'http://desk.example.org/' })), 'metadata'],
    ['too much', repack(add('page/assets/big.bin', Buffer.alloc(MAX_ASAR_BYTES))), 'size'],
    ['a preload with libraries', repack(append('preload/preload.cjs', `//${' '.repeat(20_000)}`)), 'size'],
    ['no archive', (at) => rm(join(at, 'resources/app.asar')), 'asar-missing'],
  ];
  it.each(attacks)('%s', async (_name, spoil, code) => {
    expect(await problemsAfter('linux', spoil)).toContain(code);
  });

  it('a byte flipped inside', async () => {
    const flip = async (at: string) => {
      const path = join(at, 'resources/app.asar');
      const bytes = await readFile(path);
      bytes.writeUInt8((bytes.at(-1) ?? 0) ^ 1, bytes.length - 1);
      await writeFile(path, bytes);
    };
    expect(await problemsAfter('linux', flip)).toEqual(['asar-content', 'asar-altered']);
  });

  it.each(['win32', 'darwin'] as const)(
    'a repacked archive under the former hash, on %s',
    async (platform) => {
      const codes = await problemsAfter(platform, repack(append('main/main.js', 'console.log(1)'), platform));
      expect(codes).toEqual(['asar-content', 'integrity']);
    },
  );
});

describe('a spoiled surrounding is refused:', () => {
  const flipped = (fuse: FuseV1Options, isOn: boolean, platform: PackagePlatform) => (at: string) =>
    flipFuses(join(at, BINARIES[platform]), { version: FuseVersion.V1, [fuse]: isOn });
  const fuses: readonly [string, FuseV1Options, boolean][] = [
    ['runAsNode', FuseV1Options.RunAsNode, true],
    ['NODE_OPTIONS', FuseV1Options.EnableNodeOptionsEnvironmentVariable, true],
    ['inspect', FuseV1Options.EnableNodeCliInspectArguments, true],
    ['no integrity', FuseV1Options.EnableEmbeddedAsarIntegrityValidation, false],
    ['loose apps', FuseV1Options.OnlyLoadAppFromAsar, false],
    ['plain cookies', FuseV1Options.EnableCookieEncryption, false],
    ['file privileges', FuseV1Options.GrantFileProtocolExtraPrivileges, true],
  ];
  it.each(fuses)('fuse %s', async (_name, fuse, isOn) => {
    for (const platform of PLATFORMS)
      expect(await problemsAfter(platform, flipped(fuse, isOn, platform))).toEqual(['fuses']);
  });

  it.each([
    ['an app beside the archive', add('resources/app/package.json', '{}'), 'loose-app'],
    ['an unpacked part', add('resources/app.asar.unpacked/x.node', ''), 'loose-app'],
    ['Electron’s own app', add('resources/default_app.asar', ''), 'loose-app'],
    ['a language nobody asked for', add('locales/de.pak', ''), 'languages'],
    [
      'a feed in the open',
      add('resources/app-update.yml', 'provider: generic\nurl: http://desk.example.org/\n'),
      'update-feed',
    ],
    [
      'a feed elsewhere',
      add('resources/app-update.yml', 'provider: github\nowner: x\nrepo: y\n'),
      'update-feed',
    ],
  ] as const)('%s', async (_name, spoil, code) => {
    expect(await problemsAfter('linux', spoil)).toEqual([code]);
  });

  const plist = 'expo-review-desk.app/Contents/Info.plist';
  const edit = (change: (text: string) => string) => async (at: string) => {
    const path = join(at, plist);
    await writeFile(path, change(await readFile(path, 'utf8')));
  };
  it.each([
    ['an app beside the archive', add(`${RESOURCES.darwin}/app/package.json`, '{}'), 'loose-app'],
    ['a language nobody asked for', add(`${RESOURCES.darwin}/fr.lproj/locale.pak`, ''), 'languages'],
    ['no hash of the archive', edit((text) => text.replace('ElectronAsarIntegrity', 'Other')), 'integrity'],
    [
      'another identifier',
      edit((text) => text.replaceAll('<string>org.expo-review-desk.desktop</string>', '<string>x</string>')),
      'metadata',
    ],
    [
      'another version',
      edit((text) => text.replaceAll(`<string>${app.version}</string>`, '<string>9.9.9</string>')),
      'metadata',
    ],
    ['no archive', (at: string) => rm(join(at, RESOURCES.darwin, 'app.asar')), 'asar-missing'],
  ] as const)('%s, on macOS', async (_name, spoil, code) => {
    expect(await problemsAfter('darwin', spoil)).toContain(code);
  });

  it('a framework without fuses, on macOS', async () => {
    const framework = 'Contents/Frameworks/Electron Framework.framework/Versions/A/Electron Framework';
    const blank = add(`${BINARIES.darwin}/${framework}`, 'no wire');
    expect(await problemsAfter('darwin', blank)).toEqual(['fuses']);
  });

  it('a binary without fuses', async () => {
    const blank = add('expo-review-desk', 'no wire');
    expect(await problemsAfter('linux', blank)).toEqual(['fuses']);
  });

  it('a folder that is no package', async () => {
    await expect(verifyPackage(app.folder, expected)).rejects.toThrow('No package here');
  });
});
