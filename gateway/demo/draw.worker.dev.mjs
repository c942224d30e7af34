/** Development only: starts the drawing worker from its TypeScript, which a thread cannot load by itself. */
import { register } from 'tsx/esm/api';

register();
await import('./draw.worker.ts');
