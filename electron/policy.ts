/** Who may do what, as pure functions: navigation, windows, permissions, IPC senders, gateway addresses. */

/** The page's scheme and host. Never to be renamed: this origin is where the reviewers' data live. */
export const DESK_SCHEME = 'app';
const DESK_HOST = 'bundle';
export const DESK_URL = `${DESK_SCHEME}://${DESK_HOST}/`;

/** Hosts the desk may open in the reviewer's own browser: the fair, and the public registers of codes. */
const EXTERNAL_HOSTS: readonly string[] = ['www.ciie.org', 'www.gsxt.gov.cn'];
const PERMISSIONS: readonly string[] = ['persistent-storage', 'clipboard-sanitized-write'];

function parsed(rawUrl: string): URL | null {
  return URL.canParse(rawUrl) ? new URL(rawUrl) : null;
}

/**
 * True for a URL of the page's own origin.
 * SECURITY: scheme and host are compared; `origin` of a custom scheme is the string "null" in Node, and
 * so would equal that of any other.
 */
export function isDeskUrl(rawUrl: string): boolean {
  const url = parsed(rawUrl);
  return (
    url !== null &&
    url.protocol === `${DESK_SCHEME}:` &&
    url.host === DESK_HOST &&
    url.username === '' &&
    url.password === ''
  );
}

/** The page may go to itself, a reload; not to an asset, the API or anywhere else. */
export function isNavigationAllowed(rawUrl: string): boolean {
  return isDeskUrl(rawUrl) && new URL(rawUrl).pathname === '/';
}

/** A link that may open in the system's browser: https, a listed host, no port, no credentials. */
export function isExternalLinkAllowed(rawUrl: string): boolean {
  const url = parsed(rawUrl);
  return (
    url !== null &&
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    EXTERNAL_HOSTS.includes(url.hostname)
  );
}

/** The two things the page may have: storage that is not evicted, and writing text to the clipboard. */
export function isPermissionAllowed(permission: string, rawRequestingUrl: string): boolean {
  return PERMISSIONS.includes(permission) && isDeskUrl(rawRequestingUrl);
}

/** A download the page made itself; exports go through the bridge, this is what a library may do besides. */
export function isDownloadAllowed(rawUrl: string): boolean {
  const inner = rawUrl.startsWith('blob:') ? rawUrl.slice('blob:'.length) : '';
  return isDeskUrl(inner);
}

/** What is known of the frame that sent an IPC message. */
export interface Sender {
  url: string;
  isMainFrame: boolean;
}

/** Only the page itself may call: the main frame of a window of ours, at the page's own address. */
export function isSenderTrusted(sender: Sender | null): boolean {
  return sender?.isMainFrame === true && isNavigationAllowed(sender.url);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

export type GatewayAddress = { ok: true; gateway: string } | { ok: false; why: 'notHttps' | 'malformed' };

/**
 * A gateway's address as its origin: https, or plain http on this machine itself. A path is dropped, as
 * copied from a browser's address bar; credentials in it are refused.
 */
export function normaliseGateway(rawAddress: string): GatewayAddress {
  const url = parsed(rawAddress.trim());
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === null || !isHttp || url.hostname === '' || url.username !== '' || url.password !== '') {
    return { ok: false, why: 'malformed' };
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return { ok: false, why: 'notHttps' };
  return { ok: true, gateway: url.origin };
}
