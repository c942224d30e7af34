/** The nonce of this response, and a seam that gives it to style elements that libraries make without it. */

/** The nonce that the host filled into the page; empty in a development server without a policy. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce ?? document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
}

/**
 * Gives every style element made from here on the nonce. antd's scroll lock forgets it: without this each
 * dialog is a policy violation.
 */
export function passNonceToStyles(nonce: string): void {
  if (nonce === '') return;
  const createElement = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = createElement(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
