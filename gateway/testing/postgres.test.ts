/** The tests' own PostgreSQL: a machine without one gets a sentence, not a skipped test. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findBinaries } from './postgres.ts';

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  return { ...fs, readdirSync: () => [] };
});

describe('findBinaries', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says how to get PostgreSQL where there is none', () => {
    vi.stubEnv('PATH', '/nowhere');
    expect(() => findBinaries()).toThrow(/apt-get install postgresql/);
  });
});
