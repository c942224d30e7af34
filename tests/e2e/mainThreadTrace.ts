/** What Chromium traces of a page's main thread: how long its tasks took, and how many frames were drawn. */
import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** µs gone by */
  dur?: number;
  /** µs a processor worked for it */
  tdur?: number;
  args?: { name?: string };
}
export interface MainThreadTrace {
  /** ms a processor worked for the longest task: a loaded machine does not make it longer */
  longestTaskMs: number;
  /** frames the compositor drew */
  frames: number;
  /** of what was traced, as gone by */
  seconds: number;
}

const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline.frame'];
const TASK = 'ThreadControllerImpl::RunTask';

/** Traces a page for as long as `act` takes. */
export async function traceMainThread(page: Page, act: () => Promise<unknown>): Promise<MainThreadTrace> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    // Chromium's own event format, of which the protocol says no more than «object».
    for (const event of value as unknown as TraceEvent[]) events.push(event);
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: CATEGORIES },
  });
  const startedAt = performance.now();
  try {
    await act();
  } finally {
    await endTracing(session);
  }
  return { ...readTrace(events), seconds: (performance.now() - startedAt) / 1000 };
}

async function endTracing(session: CDPSession): Promise<void> {
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  await session.detach();
}

/** The main thread of a page is the renderer thread that worked most. */
function readTrace(events: readonly TraceEvent[]): Omit<MainThreadTrace, 'seconds'> {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  );
  const tasks = new Map<string, number[]>();
  for (const event of events) {
    if (event.name !== TASK || event.ph !== 'X' || event.tdur === undefined) continue;
    const thread = threadOf(event);
    if (mains.has(thread)) tasks.set(thread, [...(tasks.get(thread) ?? []), event.tdur]);
  }
  const total = (durations: readonly number[]) => durations.reduce((sum, each) => sum + each, 0);
  const busiest = [...tasks.values()].sort((a, b) => total(b) - total(a))[0];
  if (!busiest) throw new Error(`no ${TASK} on a main thread among ${events.length} traced events`);
  return {
    longestTaskMs: Math.max(...busiest) / 1000,
    frames: events.filter(({ name }) => name === 'DrawFrame').length,
  };
}
