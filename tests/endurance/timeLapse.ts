/**
 * The built desk with a shorter day: two constants of its worker are replaced on their way to the browser, so
 * that a run of minutes has as many uploads and compacted journals as weeks of work. Nothing else is touched.
 */

export interface TimeLapse {
  /** bytes of each journal file; compaction begins at half of it */
  journalBytes: number;
  undoWindowSeconds: number;
}

const CONSTANTS = {
  journalBytes: /journalBytes:(?:16777216|16\*1024\*1024)(?=[,}])/g,
  undoWindowSeconds: /undoWindowSeconds:10(?=[,}])/g,
} as const satisfies Record<keyof TimeLapse, RegExp>;

/** The worker's text with these constants; throws if the build does not have each of them exactly once. */
export function inTimeLapse(worker: string, lapse: TimeLapse): string {
  let text = worker;
  for (const name of Object.keys(CONSTANTS) as (keyof TimeLapse)[]) {
    const places = text.match(CONSTANTS[name])?.length ?? 0;
    if (places !== 1) throw new Error(`the built worker has ${name} ${places} times instead of once`);
    text = text.replace(CONSTANTS[name], `${name}:${lapse[name]}`);
  }
  return text;
}

/** For the proxy: rewrites the desk's worker and remembers a build that could not be rewritten. */
export function timeLapseRewrite(lapse: TimeLapse): (path: string, body: string) => string | null {
  return (path, body) => (/\/desk\.worker-[^/]+\.js$/.test(path) ? inTimeLapse(body, lapse) : null);
}
