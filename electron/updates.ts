/** Updates: asks the feed, fetches what is newer, asks the reviewer, restarts. The rules are updatePolicy.ts's. */
import type { UpdateState } from '../shared/protocol/desktop.ts';
import { isUpgrade, type UpdateSource } from './updatePolicy.ts';

/** What is used of electron-updater. */
export interface UpdaterPort {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  allowDowngrade: boolean;
  allowPrerelease: boolean;
  disableWebInstaller: boolean;
  requestHeaders: unknown;
  logger: unknown;
  setFeedURL(options: { provider: 'generic'; url: string; channel: string }): void;
  checkForUpdates(): Promise<unknown>;
  downloadUpdate(): Promise<unknown>;
  quitAndInstall(isSilent?: boolean, isForceRunAfter?: boolean): void;
  on(event: 'update-available', listener: (info: { version: string }) => void): unknown;
  on(event: 'download-progress', listener: (info: { percent: number }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

export interface UpdatePorts {
  /** opened only where updates are on: it reads the package's configuration and makes folders */
  openUpdater(): Promise<UpdaterPort>;
  currentVersion: string;
  tell(state: UpdateState): void;
  log(event: string, fields?: Record<string, string | number>): void;
  /** asks whether to restart now */
  askRestart(version: string): Promise<boolean>;
  /** the reviewer has agreed: nothing may hold the windows any more */
  prepareRestart(): void;
}

export interface Updates {
  state(): UpdateState;
  check(): Promise<UpdateState>;
  install(): Promise<boolean>;
}

/** Why an update failed, from electron-updater's codes; its messages carry addresses and paths. */
function failure(error: unknown): 'unreachable' | 'damaged' | 'other' {
  const raw = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : '';
  if (raw === 'ERR_CHECKSUM_MISMATCH' || /checksum|sha512/i.test(message)) return 'damaged';
  if (/^(?:ECONN|ENOTFOUND|EAI_|ETIMEDOUT|HTTP_ERROR|ERR_UPDATER_CHANNEL_FILE_NOT_FOUND)/.test(raw))
    return 'unreachable';
  return /net::ERR_|status code|Cannot find channel/i.test(message) ? 'unreachable' : 'other';
}

const codeOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error ? String(error.code) : error.name) : 'unknown';

class ActiveUpdates implements Updates {
  #state: UpdateState = { state: 'idle' };
  #updater: Promise<UpdaterPort> | null = null;
  #offered: string | null = null;
  #running: Promise<UpdateState> | null = null;

  constructor(
    private readonly ports: UpdatePorts,
    private readonly feed: string,
  ) {}

  state(): UpdateState {
    return this.#state;
  }

  check(): Promise<UpdateState> {
    // What is ready stays ready: a second look could only replace it under the reviewer's hands.
    if (this.#state.state === 'ready') return Promise.resolve(this.#state);
    this.#running ??= this.#checkOnce().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async install(): Promise<boolean> {
    if (this.#state.state !== 'ready') return false;
    const { version } = this.#state;
    if (!(await this.ports.askRestart(version))) return false;
    this.ports.log('update-install', { version });
    this.ports.prepareRestart();
    // Silently: the reviewer has agreed here, and the installer has nothing to ask.
    (await this.#open()).quitAndInstall(true, true);
    return true;
  }

  #enter(state: UpdateState): UpdateState {
    this.#state = state;
    this.ports.tell(state);
    return state;
  }

  async #checkOnce(): Promise<UpdateState> {
    this.#enter({ state: 'checking' });
    try {
      const updater = await this.#open();
      this.#offered = null;
      await updater.checkForUpdates();
      if (this.#offered === null) return this.#enter({ state: 'idle' });
      return await this.#fetch(updater, this.#offered);
    } catch (error) {
      this.ports.log('update-failed', { code: codeOf(error) });
      return this.#enter({ state: 'failed', why: failure(error) });
    }
  }

  async #fetch(updater: UpdaterPort, version: string): Promise<UpdateState> {
    const { currentVersion, log } = this.ports;
    if (!isUpgrade(currentVersion, version)) {
      log('update-refused', { version });
      return this.#enter({ state: 'idle' });
    }
    this.#enter({ state: 'downloading', version, percent: 0 });
    await updater.downloadUpdate();
    log('update-ready', { version });
    return this.#enter({ state: 'ready', version });
  }

  #open(): Promise<UpdaterPort> {
    this.#updater ??= this.ports.openUpdater().then((updater) => {
      updater.autoDownload = false;
      // Nothing is installed behind the reviewer's back, at quitting neither.
      updater.autoInstallOnAppQuit = false;
      updater.allowDowngrade = false;
      updater.allowPrerelease = false;
      updater.disableWebInstaller = true;
      // The id by which a feed could follow one PC: the stages are drawn here, nobody needs to know it.
      updater.requestHeaders = { 'x-user-staging-id': '', 'User-Agent': 'expo-review-desk' };
      // Its own lines name addresses and folders.
      updater.logger = null;
      updater.setFeedURL({ provider: 'generic', url: this.feed, channel: 'latest' });
      updater.on('update-available', ({ version }) => {
        this.#offered = version;
      });
      updater.on('download-progress', ({ percent }) => {
        if (this.#state.state === 'downloading')
          this.#enter({ ...this.#state, percent: Math.floor(percent) });
      });
      // Without a listener an «error» event would end the program; the promises carry the same error.
      updater.on('error', () => undefined);
      return updater;
    });
    return this.#updater;
  }
}

/** Updates as the source allows: switched off, they say why and ask nobody. */
export function createUpdates(source: UpdateSource, ports: UpdatePorts): Updates {
  if (source.isOn) return new ActiveUpdates(ports, source.feed);
  const state: UpdateState = { state: 'off', why: source.why };
  return { state: () => state, check: async () => state, install: async () => false };
}
