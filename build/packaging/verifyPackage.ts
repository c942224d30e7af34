/** Judges a finished package: every way in which it may not be shipped, as a list of problems. */
import { archiveProblems } from './archiveProblems.ts';
import { APP_ID, EXECUTABLE, MAX_ASAR_BYTES, MAX_PRELOAD_BYTES, PRODUCT_NAME } from './product.ts';
import { type PackageFacts, readPackage } from './readPackage.ts';

const PROBLEM_CODES = [
  'asar-missing',
  'asar-content',
  'asar-altered',
  'loose-app',
  'source-map',
  'dev-dependency',
  'unbundled-import',
  'machine-path',
  'fuses',
  'integrity',
  'metadata',
  'languages',
  'update-feed',
  'size',
] as const;
export interface Problem {
  code: (typeof PROBLEM_CODES)[number];
  detail: string;
}

export interface Expectation {
  version: string;
  /** what the archive must hold, as name → SHA-256; null: judged by its shape alone */
  content: ReadonlyMap<string, string> | null;
  /** folder of the build machine that no text may name */
  root: string;
}

/** What each fuse must be, and what is possible otherwise. */
const REQUIRED_FUSES: readonly (readonly [name: string, state: 'on' | 'off', otherwise: string])[] = [
  ['RunAsNode', 'off', 'ELECTRON_RUN_AS_NODE runs any script as the desk'],
  ['EnableNodeOptionsEnvironmentVariable', 'off', 'NODE_OPTIONS loads any script into the desk'],
  ['EnableNodeCliInspectArguments', 'off', '--inspect opens a debugger'],
  ['EnableEmbeddedAsarIntegrityValidation', 'on', 'an altered app.asar runs'],
  ['OnlyLoadAppFromAsar', 'on', 'a folder beside app.asar runs instead'],
  ['EnableCookieEncryption', 'on', 'cookies lie plain on the disk'],
  ['GrantFileProtocolExtraPrivileges', 'off', 'file: pages read the disk'],
];
const LANGUAGES = new Set(['zh-CN', 'en-US', 'zh_CN', 'en']);

type Check = (facts: PackageFacts, expected: Expectation) => Problem[];

const checkLooseApps: Check = ({ files, resources }) =>
  [...files.keys()]
    .filter((name) =>
      ['app/', 'app.asar.unpacked/', 'default_app.asar', 'default_app/'].some((part) =>
        name.startsWith(`${resources}/${part}`),
      ),
    )
    .map((detail) => ({ code: 'loose-app', detail }));

const checkFuses: Check = ({ fuses }) =>
  fuses === null
    ? [{ code: 'fuses', detail: 'the binary has no fuse wire' }]
    : REQUIRED_FUSES.filter(([name, state]) => fuses[name] !== state).map(([name, , otherwise]) => ({
        code: 'fuses',
        detail: `${name} is ${fuses[name] ?? 'absent'}: ${otherwise}`,
      }));

/** Electron holds app.asar to the hash in the executable (Windows) or Info.plist (macOS); Linux has no place for it. */
const checkIntegrity: Check = ({ platform, windows, infoPlist, headerSha256 }) => {
  const hash = headerSha256 ?? '';
  if (platform === 'win32') {
    const entry = windows?.integrity?.find(({ file }) => file === 'resources\\app.asar');
    if (entry?.alg !== 'SHA256' || entry.value !== hash)
      return [{ code: 'integrity', detail: 'the executable does not name the hash of app.asar' }];
  }
  if (platform === 'darwin' && !(infoPlist?.includes('ElectronAsarIntegrity') && infoPlist.includes(hash)))
    return [{ code: 'integrity', detail: 'Info.plist does not name the hash of app.asar' }];
  return [];
};

const checkMetadata: Check = ({ platform, windows, infoPlist }, { version }) => {
  const wrong: string[] = [];
  if (platform === 'win32' && windows) {
    const { strings, iconCount } = windows;
    if (strings.ProductName !== PRODUCT_NAME) wrong.push(`ProductName ${strings.ProductName}`);
    if (strings.FileVersion !== version) wrong.push(`FileVersion ${strings.FileVersion}`);
    if (strings.InternalName !== EXECUTABLE) wrong.push(`InternalName ${strings.InternalName}`);
    if (iconCount < 6) wrong.push(`${iconCount} icons`);
  }
  if (platform === 'darwin') {
    if (!infoPlist?.includes(`<string>${APP_ID}</string>`)) wrong.push('bundle identifier');
    if (!infoPlist?.includes(`<string>${version}</string>`)) wrong.push('bundle version');
  }
  return wrong.map((detail) => ({ code: 'metadata', detail }));
};

const checkLanguages: Check = ({ files }) =>
  [...files.keys()]
    .map((name) => /(?:^|\/)(?:locales\/([^/]+)\.pak|([^/]+)\.lproj\/)/.exec(name))
    .map((match) => match?.[1] ?? match?.[2])
    .filter((language) => language !== undefined && !LANGUAGES.has(language))
    .map((language) => ({ code: 'languages', detail: String(language) }));

const checkUpdateFeed: Check = ({ updateConfig }) => {
  // Packages that are not installed (a bare folder on Windows) have none.
  if (updateConfig === null) return [];
  const { provider, url, updaterCacheDirName } = updateConfig;
  const isRight =
    provider === 'generic' &&
    String(url).startsWith('https://') &&
    updaterCacheDirName === `${EXECUTABLE}-updater`;
  return isRight ? [] : [{ code: 'update-feed', detail: `${String(provider)} ${String(url)}` }];
};

const checkSize: Check = ({ files, resources, archive }) => {
  const sizes: [name: string, bytes: number, budget: number][] = [
    ['app.asar', files.get(`${resources}/app.asar`) ?? 0, MAX_ASAR_BYTES],
    ['the preload', archive?.get('preload/preload.cjs')?.bytes.length ?? 0, MAX_PRELOAD_BYTES],
  ];
  return sizes
    .filter(([, bytes, budget]) => bytes > budget)
    .map(([name, bytes, budget]) => ({
      code: 'size',
      detail: `${name} has ${bytes} bytes, the budget is ${budget}`,
    }));
};

const CHECKS: readonly Check[] = [
  archiveProblems,
  checkLooseApps,
  checkFuses,
  checkIntegrity,
  checkMetadata,
  checkLanguages,
  checkUpdateFeed,
  checkSize,
];

/** All problems of the package in `folder`; an empty list means that it may be shipped. */
export async function verifyPackage(folder: string, expected: Expectation): Promise<Problem[]> {
  const facts = await readPackage(folder);
  return CHECKS.flatMap((check) => check(facts, expected));
}
