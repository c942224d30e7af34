/** How a test starts the built desk in Electron, and where a browser's addresses are there. Pure. */
import { join } from 'node:path';

/** The page's address; a browser has the gateway's. */
export const DESK_ORIGIN = 'app://bundle';

export interface ElectronLaunch {
  executablePath: string;
  args: string[];
  env: Record<string, string>;
  locale: string;
  timezoneId: string;
}

/** `profile`: the data folder, kept between starts; `isRoot`: Chromium's sandbox refuses root. */
export function electronLaunch(given: {
  binary: string;
  root: string;
  profile: string;
  gateway: string;
  isRoot: boolean;
  env: NodeJS.ProcessEnv;
}): ElectronLaunch {
  const inherited = Object.entries(given.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !UNWANTED.includes(entry[0]),
  );
  return {
    executablePath: given.binary,
    // The folder with package.json, whose `main` is the built one: the layout of a package, not of the sources.
    args: [given.root, ...(given.isRoot ? ['--no-sandbox'] : [])],
    env: {
      ...Object.fromEntries(inherited),
      DESK_GATEWAY: given.gateway,
      DESK_USER_DATA: given.profile,
      // The office's own policy of whoever runs the tests would switch things on and off.
      DESK_POLICY: join(given.profile, 'no-policy.json'),
    },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  };
}

/** Electron would run as Node, or load what the test runner loads. */
const UNWANTED = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'];

/** The same place of the desk under `origin`: an address of the gateway's page, or one relative to it. */
export function deskAddress(address: string, gateway: string, origin = DESK_ORIGIN): string {
  const url = new URL(address, `${gateway}/`);
  if (url.origin !== gateway) return address;
  return `${origin}${url.pathname}${url.search}${url.hash}`;
}
