/** The service worker of the browser host: lets the page open offline; Electron needs none. */
import { precache } from 'virtual:precache';
import { answer, dropOtherBuilds, type PrecachePorts, storeBuild } from './precache.ts';

// The project's libs hold window and workers side by side; this file runs as a service worker.
const worker = self as unknown as ServiceWorkerGlobalScope;

const ports: PrecachePorts = {
  caches: worker.caches,
  fetch: (request, init) => worker.fetch(request, init),
  delay: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  scope: worker.registration.scope,
};

// No skipWaiting: an open window keeps the build it was opened with, chunks that it loads late included.
worker.addEventListener('install', (event) => event.waitUntil(storeBuild(precache, ports)));
worker.addEventListener('activate', (event) =>
  event.waitUntil(dropOtherBuilds(precache, ports).then(() => worker.clients.claim())),
);
worker.addEventListener('fetch', (event) => {
  const reply = answer(event.request, precache, ports);
  if (reply) event.respondWith(reply);
});
