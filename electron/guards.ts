/** Thin hooks that put policy.ts into force on every web contents and on both sessions. */
import { app, type Session, shell, type WebContents } from 'electron';
import {
  DESK_SCHEME,
  isDownloadAllowed,
  isExternalLinkAllowed,
  isNavigationAllowed,
  isPermissionAllowed,
} from './policy.ts';

/** What the page may load: its own scheme, and what it makes itself. DevTools has its own. */
const PAGE_SCHEMES = [`${DESK_SCHEME}:`, 'blob:', 'data:', 'devtools:'];

/** Applies to every web contents, those to come included; call before the first window. */
export function guardWebContents(): void {
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents));
}

function guardNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isNavigationAllowed(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isNavigationAllowed(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isNavigationAllowed(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    // No window of ours is ever opened by a page; a listed link goes to the reviewer's own browser.
    if (isExternalLinkAllowed(url)) void shell.openExternal(url).catch(() => undefined);
    return { action: 'deny' };
  });
}

/** Denies a session every permission but the page's two, and every device. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(isPermissionAllowed(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    isPermissionAllowed(permission, requestingOrigin),
  );
  session.setDevicePermissionHandler(() => false);
}

/**
 * Keeps the page's session off the network: what it may have from there comes through the scheme's handler.
 * SECURITY: the gateway's cookies live in a session of their own, so this one has nothing to fetch.
 */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, callback) => {
    const isOwn = PAGE_SCHEMES.some((scheme) => details.url.toLowerCase().startsWith(scheme));
    callback({ cancel: !isOwn });
  });
}

/** Downloads are what the page itself has made, and the reviewer is asked where to; nothing else is fetched. */
export function refuseDownloads(session: Session): void {
  session.on('will-download', (event, item) => {
    if (!isDownloadAllowed(item.getURL())) event.preventDefault();
  });
}

/** No link and no file opens anything in the desk; the program claims no scheme of the system's. */
export function refuseDeepLinks(): void {
  app.on('open-url', (event) => event.preventDefault());
  app.on('open-file', (event) => event.preventDefault());
}
