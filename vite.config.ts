/**
 * Builds all four programs: the page with its service worker, the gateway, Electron's main and its preload.
 * `BUILD_ONLY=gateway` (names with commas) builds a part, for a quick look.
 */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';
import { inputHash, writeStamp } from './build/inputStamp.ts';
import { precachePlugin } from './build/precachePlugin.ts';
import { NONCE_PLACEHOLDER } from './shared/web/securityHeaders.ts';

const root = import.meta.dirname;
const at = (path: string): string => join(root, path);

/** The page: hashed assets below assets/, the nonce placeholder wherever a library may add a style. */
const client: EnvironmentOptions = {
  build: {
    outDir: at('dist/page'),
    emptyOutDir: true,
    manifest: true,
    target: 'chrome120',
    modulePreload: { polyfill: false },
    // One window on a local host: a large chunk costs nothing there.
    chunkSizeWarningLimit: 8000,
    rolldownOptions: {
      input: at('renderer/index.html'),
      // Zod is told not to compile code before the first schema is made, in whichever chunk that happens to be.
      output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|app\/zodJitless/ }] } },
    },
  },
};

/** One script without imports at a stable name, which lists the assets of the page built just before it. */
const serviceWorker: EnvironmentOptions = {
  consumer: 'client',
  build: {
    outDir: at('dist/page'),
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'chrome120',
    rolldownOptions: {
      input: at('renderer/sw/sw.ts'),
      output: { format: 'iife', entryFileNames: 'sw.js', codeSplitting: false },
    },
  },
};

/** The gateway runs from an installed tree: its dependencies stay in node_modules. */
const gateway: EnvironmentOptions = {
  consumer: 'server',
  build: {
    outDir: at('dist/gateway'),
    emptyOutDir: true,
    copyPublicDir: false,
    ssr: true,
    target: 'node20',
    minify: false,
    rolldownOptions: {
      // The worker that draws the demo's images is found beside the program, by its name.
      input: { cli: at('gateway/cli.ts'), 'draw.worker': at('gateway/demo/draw.worker.ts') },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

/** Electron's own programs carry what they use, so that a package needs no node_modules for them. */
function electronProgram(name: 'main' | 'preload'): EnvironmentOptions {
  const isPreload = name === 'preload';
  return {
    consumer: 'server',
    // Vitest has a config of its own: there this block would make it transform all of node_modules.
    resolve: { noExternal: true, external: ['electron'] },
    build: {
      outDir: at(`dist/${name}`),
      emptyOutDir: true,
      copyPublicDir: false,
      ssr: true,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        input: { [name]: at(`electron/${name}.ts`) },
        external: ['electron', /^node:/],
        // The preload needs the bridge's names only; without this the schemas beside them bring all of Zod.
        ...(isPreload ? { treeshake: { manualPureFunctions: ['z'] } } : {}),
        output: {
          // A sandboxed preload must be one CommonJS file.
          format: isPreload ? 'cjs' : 'es',
          entryFileNames: isPreload ? '[name].cjs' : '[name].js',
          codeSplitting: false,
        },
      },
    },
  };
}

export default defineConfig({
  root: at('renderer'),
  base: './',
  appType: 'mpa',
  plugins: [react(), precachePlugin(at('dist/page'))],
  html: { cspNonce: NONCE_PLACEHOLDER },
  worker: { format: 'es' },
  cacheDir: at('.cache/vite'),
  environments: {
    client,
    serviceWorker,
    gateway,
    main: electronProgram('main'),
    preload: electronProgram('preload'),
  },
  builder: {
    async buildApp(builder) {
      const inputs = await inputHash(root);
      const only = process.env.BUILD_ONLY?.split(',');
      // In order: the service worker lists what the page's build has written.
      for (const name of ['client', 'serviceWorker', 'gateway', 'main', 'preload']) {
        const environment = builder.environments[name];
        if (environment && (only?.includes(name) ?? true)) await builder.build(environment);
      }
      if (!only) await writeStamp(root, inputs);
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': {
        target: `http://127.0.0.1:${process.env.PORT ?? '4810'}`,
        changeOrigin: true,
        // The gateway refuses foreign origins, and the dev server's is one.
        configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
      },
    },
  },
});
