/** Findings on their way to the screen: what is personal is masked, the slip is told as far as it may be. */
import { describe, expect, it } from 'vitest';
import { shownFinding } from './findingViews.ts';

const number = (seen: string, repairs: string[]) =>
  shownFinding({ code: 'A-IDNO-CHECK', severity: 'error', field: 'documentNumber', seen, repairs });

describe('a finding on a personal field', () => {
  it('tells place and letters of a slip among the letters that are shown', () => {
    const shown = number('110101199003078671', ['110101199003078670']);
    expect(shown.seen).toBe('110101********8671');
    expect(shown.mended).toEqual([
      { text: '110101********8670', edit: { type: 'replaced', at: 18, from: '1', to: '0' } },
    ]);
  });

  it('tells the place alone of a slip among those that are hidden', () => {
    const shown = number('110101199603078671', ['110101199003078671']);
    expect(shown.mended).toEqual([{ text: '110101********8671', edit: { type: 'hidden', at: 10 } }]);
    expect(JSON.stringify(shown)).not.toMatch(/1990|1996/);
  });

  it('tells of a birth date which part differs, not what it is', () => {
    const shown = shownFinding({
      code: 'A-IDNO-BIRTH',
      severity: 'error',
      field: 'birthDate',
      seen: '1990-03-08',
      expected: '1990-04-07',
    });
    expect(shown).toMatchObject({ seen: '1990-**-**', expected: '1990-**-**', parts: ['month', 'day'] });
  });

  it('tells an age in years', () => {
    const age = { code: 'C-AGE-CHILD', severity: 'warning', field: 'birthDate', seen: '15' } as const;
    expect(shownFinding(age).seen).toBe('15');
  });
});

it('a finding on a code tells all of it', () => {
  const shown = shownFinding({
    code: 'U-USCC-CHECK',
    severity: 'error',
    field: 'uscc',
    seen: '91350100M000100Y4A',
    repairs: ['91350100M000100Y43', '91350100M0001O0Y43'],
  });
  expect(shown.mended?.[0]).toEqual({
    text: '91350100M000100Y43',
    edit: { type: 'replaced', at: 18, from: 'A', to: '3' },
  });
  expect(shown.mended?.[1]?.edit).toBeNull();
});
