/**
 * Where the drawing worker's program is, in development and when built.
 *
 * Built, this module is part of `dist/gateway/*.js` and the worker is an entry of its own beside it,
 * `draw.worker.js` (vite.config.ts). From the sources it is TypeScript, which a worker thread does not
 * understand by itself: on Node 20 neither the parent's loader hooks nor `--import tsx` in its `execArgv`
 * reach it («Unknown file extension ".ts"»), so `draw.worker.dev.mjs` registers tsx there first.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside the sources; beside cli.js; one up, where the bundler put this module among its chunks. */
const PLACES = ['./draw.worker.dev.mjs', './draw.worker.js', '../draw.worker.js'];

/** The program for `new Worker(url)`; throws where none is there. */
export function drawingWorkerUrl(): URL {
  for (const place of PLACES) {
    // The path is a variable and apart from `new Worker`, so that no bundler rewrites it.
    const url = new URL(place, import.meta.url);
    if (existsSync(fileURLToPath(url))) return url;
  }
  throw new Error('The drawing worker draw.worker.js is missing beside the gateway.');
}
