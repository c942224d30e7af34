/** The shell around the page: menu, badge, notifications, questions. It knows counts, never content. */
import { app, BrowserWindow, dialog, Menu, Notification, nativeImage } from 'electron';
import type {
  HostEvent,
  Language,
  MenuRequest,
  ReportedState,
  UpdateState,
} from '../shared/protocol/desktop.ts';
import { DESKTOP_CHANNELS } from '../shared/protocol/desktopChannels.ts';
import { type AttentionNotice, badgeCount, look, NO_ATTENTION, report } from './attention.ts';
import { badgeBitmap } from './badgeIcon.ts';
import { focusDeskWindow } from './deskWindow.ts';
import { menuTemplate } from './menuTemplate.ts';
import type { Settings } from './settings.ts';
import { systemLanguage, text } from './texts.ts';

/** Tells the page; without one there is nobody to tell. */
export function tellPage(event: HostEvent): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(DESKTOP_CHANNELS.event, event);
}

export class HostShell {
  #attention = NO_ATTENTION;
  #menu: MenuRequest | null = null;
  #isLeaving = false;
  #isAsking = false;
  #checkForUpdate: () => void = () => undefined;

  constructor(private readonly settings: Settings) {}

  get language(): Language {
    return this.#attention.reported?.language ?? systemLanguage(app.getLocale());
  }

  /** A reviewer is at work in the page. */
  get isOpen(): boolean {
    return this.#attention.reported?.isOpen ?? false;
  }

  /** Confirmed decisions that wait for their upload. */
  get unsent(): number {
    return this.#attention.reported?.unsent ?? 0;
  }

  /** What «check for updates» in the menu does. */
  set checkForUpdate(act: () => void) {
    this.#checkForUpdate = act;
  }

  reportState(state: ReportedState): void {
    const former = this.language;
    const isFocused = BrowserWindow.getAllWindows().some((window) => window.isFocused());
    const { attention, notices } = report(this.#attention, state, isFocused);
    this.#attention = attention;
    this.#drawBadge();
    for (const notice of notices) this.#notify(notice);
    if (!state.isOpen) this.#menu = null;
    if (this.language !== former || !state.isOpen) this.drawMenu();
  }

  setMenu(menu: MenuRequest): void {
    this.#menu = menu;
    this.drawMenu();
  }

  drawMenu(): void {
    const input = {
      language: this.language,
      menu: this.#menu,
      version: app.getVersion(),
      isPackaged: app.isPackaged,
      platform: process.platform,
    };
    const template = menuTemplate(input, {
      command: (id) => tellPage({ type: 'command', id }),
      print: () => BrowserWindow.getAllWindows()[0]?.webContents.print({}),
      checkForUpdate: () => this.#checkForUpdate(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  /** The system or an agreed restart ends the program: nothing is asked any more. */
  leave(): void {
    this.#isLeaving = true;
  }

  /** Wires a window: focus clears the news, closing with unsent decisions says so first. */
  attend(window: BrowserWindow): void {
    window.on('focus', () => {
      this.#attention = look(this.#attention);
      this.#drawBadge();
    });
    // Windows is signing out or shutting down: a question nobody can answer would hold it up.
    window.on('query-session-end', () => this.leave());
    window.on('close', (event) => {
      if (this.#isLeaving || this.unsent === 0) return;
      event.preventDefault();
      void this.#askToQuit(window);
    });
  }

  /** Asks whether to restart into a new version now. */
  async askRestart(version: string): Promise<boolean> {
    const count = this.unsent;
    const detail = count > 0 ? ('update.detail' as const) : ('update.detailNone' as const);
    const answer = await this.#ask('update.title', detail, { version, count }, [
      'update.later',
      'update.restart',
    ]);
    return answer === 1;
  }

  /** What a look for updates came to, for somebody who asked by the menu; progress and the question come by themselves. */
  async tellUpdate(update: UpdateState): Promise<void> {
    if (update.state === 'ready' || update.state === 'checking' || update.state === 'downloading') return;
    const { language } = this;
    const name = update.state === 'idle' ? 'update.none' : (`update.${update.state}` as const);
    const options = { type: 'info' as const, message: text(language, name, { version: app.getVersion() }) };
    const [window] = BrowserWindow.getAllWindows();
    await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  }

  async #askToQuit(window: BrowserWindow): Promise<void> {
    // A second Alt+F4 while the question stands is no second question.
    if (this.#isAsking) return;
    this.#isAsking = true;
    const answer = await this.#ask('quit.title', 'quit.detail', { count: this.unsent }, [
      'quit.stay',
      'quit.leave',
    ]).finally(() => {
      this.#isAsking = false;
    });
    if (answer !== 1) return;
    this.leave();
    window.close();
  }

  async #ask(
    title: Parameters<typeof text>[1],
    detail: Parameters<typeof text>[1],
    values: Readonly<Record<string, string | number>>,
    buttons: readonly [Parameters<typeof text>[1], Parameters<typeof text>[1]],
  ): Promise<number> {
    const { language } = this;
    const options = {
      type: 'question' as const,
      message: text(language, title, values),
      detail: text(language, detail, values),
      buttons: buttons.map((name) => text(language, name)),
      // Enter and Escape both keep things as they are.
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    const [window] = BrowserWindow.getAllWindows();
    const { response } = await (window
      ? dialog.showMessageBox(window, options)
      : dialog.showMessageBox(options));
    return response;
  }

  #drawBadge(): void {
    const count = badgeCount(this.#attention);
    app.setBadgeCount(count);
    if (process.platform !== 'win32') return;
    const { bitmap, ...size } = badgeBitmap();
    const dot = count > 0 ? nativeImage.createFromBitmap(bitmap, size) : null;
    for (const window of BrowserWindow.getAllWindows())
      window.setOverlayIcon(dot, count > 0 ? text(this.language, 'badge', { count }) : '');
  }

  #notify({ kind, count }: AttentionNotice): void {
    if (!this.settings.hasNotifications() || !Notification.isSupported()) return;
    const { language } = this;
    const notification = new Notification({
      title: text(language, 'app.name'),
      // SECURITY: a number only; notifications stand on lock screens and in the system's history.
      body: text(language, `notice.${kind}`, { count }),
    });
    notification.on('click', focusDeskWindow);
    notification.show();
  }
}
