/** A contender's script for its page, bundled with what it needs from this folder's own packages. */
import { join } from 'node:path';
import { build } from 'vite';
import type { Contender } from './options.ts';

/** Resolves with one script that runs as it is. */
export async function bundle(contender: Contender): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    root: import.meta.dirname,
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: {
        entry: join(import.meta.dirname, 'clients', `${contender}.ts`),
        formats: ['iife'],
        name: 'bench',
      },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (!first || !('output' in first)) throw new Error(`${contender} was not bundled`);
  return first.output[0].code;
}
