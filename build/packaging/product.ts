/** What the packages are called and where their updates come from; ids that may never change. */

/**
 * SECURITY and data: Windows' uninstaller, macOS' key chain and the update cache know the program by it. Another
 * id is another program beside the old one.
 */
export const APP_ID = 'org.expo-review-desk.desktop';
/** The program's name on disk, in every package; without spaces, since scripts and feeds name it. */
export const EXECUTABLE = 'expo-review-desk';
export const PRODUCT_NAME = 'Expo Review Desk';
/** Stands in app-update.yml where no feed was given; `.invalid` can never be somebody's server. */
export const NO_FEED = 'https://updates.invalid/expo-review-desk';

/** Names an office's scripts can rely on: expo-review-desk-1.2.3-win-x64.exe. */
export const ARTIFACT_NAME = `${EXECUTABLE}-\${version}-\${os}-\${arch}.\${ext}`;

/** Largest app.asar: the page is about 3 MB; ten times that means something got in that should not have. */
export const MAX_ASAR_BYTES = 16 * 1024 * 1024;

/** Largest preload: it names functions. A schema library in it would run before every page. */
export const MAX_PRELOAD_BYTES = 16 * 1024;

/** The feed's address from the environment of a build, or null; only https, or this machine for tests. */
export function feedOfBuild(env: NodeJS.ProcessEnv): string | null {
  const raw = env.DESK_UPDATE_FEED;
  if (!raw) return null;
  const url = URL.canParse(raw) ? new URL(raw) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.search !== '') {
    throw new Error(`DESK_UPDATE_FEED must be an https address without query, not "${raw}".`);
  }
  return url.href.replace(/\/$/, '');
}
