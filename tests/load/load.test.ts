/** A short load run with faults on every commit; `npm run load` is the long one. */
import { describe, expect, it } from 'vitest';
import { describeCpu } from './cpu.ts';
import { DEFAULTS, readOptions } from './options.ts';
import { runLoad } from './runLoad.ts';

describe('load', () => {
  it('leaves no invariant violated by forty workstations on two instances', {
    timeout: 300_000,
  }, async () => {
    const options = {
      ...DEFAULTS,
      workstations: 40,
      seconds: 10,
      thinkMs: 1500,
      pullMs: 3000,
      unitsPerWorkstation: 12,
      killInstanceEveryMs: 5000,
      isDurable: false,
    };
    const lines: string[] = [];
    const result = await runLoad(options, (line) => lines.push(line));
    expect(result.violations, lines.join('\n')).toEqual([]);
    expect(result.faults).toEqual([]);
    expect(result.decisions).toBeGreaterThan(0);
    expect(result.measure.get('  applied')).toBeGreaterThan(0);
  });

  it('reads its options and refuses nonsense', () => {
    expect(readOptions(['--workstations', '7', '--minutes', '2', '--calm'])).toMatchObject({
      workstations: 7,
      seconds: 120,
      hasChaos: false,
    });
    expect(() => readOptions(['--workstations', 'many'])).toThrow(/--workstations must be at least 1/);
  });

  it('says who kept the processors busy, and where it cannot know', () => {
    const from = { generator: 1, gateways: 2, database: 3 };
    const to = { generator: 6, gateways: 12, database: 5.5 };
    expect(describeCpu(from, to, 10)).toMatch(/generator 0\.50, gateways 1\.00, database 0\.25$/);
    expect(describeCpu(null, to, 10)).toMatch(/not known/);
  });
});
