/** Loaded with --import before the built main: maps `electron` to the stand-in, in ES modules and in CommonJS. */
import Module, { register } from 'node:module';
import { startControl } from './control.ts';
import * as standIn from './standIn.ts';

const url = new URL('./standIn.ts', import.meta.url).href;
const hooks = `
  export async function resolve(specifier, context, next) {
    return specifier === 'electron' ? { url: ${JSON.stringify(url)}, shortCircuit: true } : next(specifier, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

type Load = (request: string, ...rest: unknown[]) => unknown;
// Node's own loader for `require`: there, but not in its types.
const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'electron' ? standIn : load.call(Module, request, ...rest));

const resources = process.env.STAND_IN_RESOURCES;
// Electron's own property; electron-updater looks for the installation's configuration there.
if (resources) Object.defineProperty(process, 'resourcesPath', { value: resources });

startControl();
