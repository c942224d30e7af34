/** How electron-builder makes the packages: targets, names, fuses, and nothing it would do by default. */
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { APP_ID, ARTIFACT_NAME, EXECUTABLE, NO_FEED, PRODUCT_NAME } from './product.ts';

export interface PackagingInput {
  root: string;
  /** the staged app: programs, page and a package.json without dependencies */
  appFolder: string;
  outFolder: string;
  electronVersion: string;
  /** a distribution on disk instead of the download; null: fetched by electron-builder */
  electronDist: string | null;
  /** address of the update feed; null: the program asks nobody for updates */
  feed: string | null;
}

const ARCHS = ['x64' as const, 'arm64' as const];
const MAINTAINER = 'Expo Review Desk <maintainers@expo-review-desk.invalid>';

/**
 * SECURITY: without these, the signed program runs any script as the desk (`ELECTRON_RUN_AS_NODE`,
 * `NODE_OPTIONS`, `--inspect`), an altered app.asar or a folder beside it is run instead, and cookies lie plain.
 */
export const FUSES = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

/** The whole configuration; the same for real packages and for those around a stand-in distribution. */
export function builderConfig(input: PackagingInput): Configuration {
  const icons = join(input.root, 'build/icons');
  return {
    appId: APP_ID,
    productName: PRODUCT_NAME,
    executableName: EXECUTABLE,
    artifactName: ARTIFACT_NAME,
    copyright: 'MIT',
    directories: { app: input.appFolder, output: input.outFolder, buildResources: icons },
    electronVersion: input.electronVersion,
    ...(input.electronDist === null ? {} : { electronDist: input.electronDist }),
    // Chromium's own texts: the two languages of the desk.
    electronLanguages: ['zh-CN', 'en-US'],
    files: ['**/*', '!**/*.map', '!node_modules/**'],
    asar: true,
    // There are no native modules, and nothing to rebuild.
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    // Never the version's own pre-release channel: one feed, one file.
    detectUpdateChannel: false,
    generateUpdatesFilesForAllChannels: false,
    electronFuses: FUSES,
    publish: { provider: 'generic', url: input.feed ?? NO_FEED, channel: 'latest' },
    ...windows(icons),
    ...linux(icons),
    ...mac(icons),
  };
}

function windows(icons: string): Configuration {
  return {
    win: {
      icon: join(icons, 'icon.ico'),
      target: [{ target: 'nsis', arch: ARCHS }],
      requestedExecutionLevel: 'asInvoker',
      legalTrademarks: '',
    },
    nsis: {
      // Assisted and per user: no administrator for the installation, and none for an update.
      oneClick: false,
      perMachine: false,
      selectPerMachineByDefault: false,
      allowElevation: false,
      packElevateHelper: false,
      allowToChangeInstallationDirectory: false,
      // SECURITY: unsent decisions lie there; the program never deletes them, its uninstaller neither.
      deleteAppDataOnUninstall: false,
      installerLanguages: ['zh_CN', 'en_US'],
      displayLanguageSelector: false,
      shortcutName: '展审台 Expo Review Desk',
      uninstallDisplayName: '展审台 Expo Review Desk',
      createDesktopShortcut: true,
      differentialPackage: true,
    },
  };
}

function linux(icons: string): Configuration {
  const desktop = {
    Name: PRODUCT_NAME,
    'Name[zh_CN]': '展审台',
    Comment: "Review a sub-group's registrations",
    'Comment[zh_CN]': '分团单位与人员审核',
    StartupWMClass: EXECUTABLE,
  };
  return {
    linux: {
      icon: join(icons, 'linux'),
      category: 'Office',
      synopsis: 'Workstation of the reviewers of a trade-fair delegation',
      maintainer: MAINTAINER,
      vendor: PRODUCT_NAME,
      target: [
        { target: 'AppImage', arch: ARCHS },
        { target: 'deb', arch: ARCHS },
      ],
      desktop: { entry: desktop },
    },
    deb: { packageCategory: 'misc', priority: 'optional' },
  };
}

function mac(icons: string): Configuration {
  return {
    mac: {
      icon: join(icons, 'icon.icns'),
      category: 'public.app-category.business',
      // A zip beside the dmg: the updater on macOS takes zips only.
      target: [
        { target: 'dmg', arch: ARCHS },
        { target: 'zip', arch: ARCHS },
      ],
      hardenedRuntime: true,
      electronLanguages: ['zh_CN', 'en'],
      extendInfo: { CFBundleLocalizations: ['zh-Hans', 'en'] },
    },
  };
}
