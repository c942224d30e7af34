/** The response headers both hosts give the page and its assets: only bundled code runs. */

/** Where the built page keeps its nonce until a host fills it in per response. */
export const NONCE_PLACEHOLDER = '__DESK_NONCE__';

/**
 * The policy, the same in the browser and under Electron. `nonce` allows the style elements of the
 * libraries; scripts get the policy without one, for a worker takes its policy from its own script's reply.
 */
export function contentSecurityPolicy(nonce?: string): string {
  // SECURITY: no unsafe-inline and no unsafe-eval, ever; libraries get the nonce instead.
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === undefined ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every reply of a host, page, asset and API alike. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Headers of the page itself. It is never cached by HTTP: its nonce is for one response. */
export function pageHeaders(nonce: string): Record<string, string> {
  return {
    ...COMMON_HEADERS,
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'Cache-Control': 'no-store',
  };
}

/** A page ready to send: the nonce filled in everywhere the build left its placeholder. */
export function pageWithNonce(html: string, nonce: string): string {
  return html.replaceAll(NONCE_PLACEHOLDER, nonce);
}
