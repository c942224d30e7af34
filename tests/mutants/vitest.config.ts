/** For `npm run mutants`: one hunt under one seeded fault. */
import { defineConfig } from 'vitest/config';
import { chosenMutant, mutantPlugin, ROOT } from './plugin.ts';

const hunt = chosenMutant()?.hunt;

export default defineConfig({
  root: ROOT,
  plugins: [mutantPlugin()],
  test: {
    include: [hunt?.by === 'tests' ? hunt.file : 'tests/mutants/hunt.ts'],
    environment: 'node',
    testTimeout: 600_000,
    hookTimeout: 120_000,
    bail: 1,
  },
});
