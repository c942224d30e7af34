/** Collects what no page of ours may do: break its own security policy, or throw without catching. */
import type { BrowserContext, Page, Worker } from '@playwright/test';

const BINDING = '__deskViolation';
const POLICY_WORDS = /Content[- ]Security[- ]Policy|Trusted ?Type/i;

/**
 * A worker's violations reach neither the page's events nor its console; a listener inside sends them there.
 * What a worker breaks in its very first moments, before the listener is in, goes unseen.
 */
async function watchWorker(worker: Worker): Promise<void> {
  try {
    await worker.evaluate(() => {
      addEventListener('securitypolicyviolation', (event) => {
        console.error(`Content-Security-Policy in a worker: ${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
  } catch {
    // It ended before it could be watched, and so did what it could break.
  }
}

/**
 * Watches a context, its workers included; call it before the first page opens.
 * The list that it gives grows as things happen; an empty one at the end is what a test expects.
 */
export async function watchViolations(context: BrowserContext): Promise<readonly string[]> {
  const found: string[] = [];
  await context.exposeBinding(BINDING, (_source, text: string) => void found.push(`policy: ${text}`));
  await context.addInitScript((binding) => {
    addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(globalThis, binding);
      const text = `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`;
      if (typeof report === 'function') report(text);
    });
  }, BINDING);
  context.on('console', (message) => {
    if (POLICY_WORDS.test(message.text())) found.push(`console: ${message.text()}`);
  });
  const watchPage = (page: Page) => page.on('worker', (worker) => void watchWorker(worker));
  for (const page of context.pages()) watchPage(page);
  context.on('page', watchPage);
  context.on('weberror', (error) => found.push(`page error: ${error.error().message}`));
  return found;
}
