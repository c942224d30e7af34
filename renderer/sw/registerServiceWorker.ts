/** Registers the service worker where the page is served over HTTP by a gateway. */

/** `none`: under Electron, in the dev server, or in a browser without service workers. Never throws. */
export async function registerServiceWorker(): Promise<'registered' | 'none' | 'failed'> {
  const isServed = location.protocol === 'http:' || location.protocol === 'https:';
  if (import.meta.env.DEV || !isServed || !('serviceWorker' in navigator)) return 'none';
  try {
    await navigator.serviceWorker.register(new URL('sw.js', document.baseURI), { updateViaCache: 'none' });
    return 'registered';
  } catch (error) {
    // The desk works without it, only not from a cold start offline.
    console.warn('service worker', error instanceof Error ? error.name : 'unknown');
    return 'failed';
  }
}
