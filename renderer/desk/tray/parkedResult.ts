/** Why a decision is parked, in the words of its receipt. Pure. */
import type { ParkedResult, ParkedWords } from '../contract/tray.ts';
import type { Entry } from '../ledger/entry.ts';

/** The result of a parked decision; one that has no receipt of its own was refused as a request. */
export function parkedResult(entry: Pick<Entry, 'receipt'>): ParkedResult {
  const result = entry.receipt?.result ?? 'refused';
  return result === 'applied' || result === 'sequence-reused' ? 'refused' : result;
}

export function parkedWords(entry: Pick<Entry, 'receipt'>): ParkedWords {
  const { receipt } = entry;
  return {
    result: parkedResult(entry),
    ...(receipt?.why ? { why: receipt.why } : {}),
    ...(receipt?.detail ? { detail: receipt.detail } : {}),
  };
}
