/** Which errors pass by themselves: those of the database by their code, those of the socket by their name. */
import { describe, expect, it } from 'vitest';
import { BusyError, isBusy, sqlState } from './transact.ts';

const failing = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('isBusy', () => {
  it.each(['55P03', '57P01', '08006', 'EPIPE', 'ECONNRESET', 'ECONNREFUSED'])('knows %s', (code) => {
    expect(isBusy(failing(code))).toBe(true);
  });

  it.each(['23505', '42601', 'EACCES', 'XX000'])('takes %s for a fault', (code) => {
    expect(isBusy(failing(code))).toBe(false);
  });

  it('knows a lost connection by its words, and its own error', () => {
    expect(isBusy(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isBusy(new BusyError('x'))).toBe(true);
    expect(sqlState(failing('EPIPE'))).toBeNull();
  });
});
