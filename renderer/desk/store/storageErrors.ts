/** Tells storage that cannot be had or used from a mistake of the program. */

/** Names that IndexedDB, Dexie and the file systems give their errors. */
const STORAGE_ERRORS = [
  'UnknownError',
  'OpenFailedError',
  'DatabaseClosedError',
  'AbortError',
  'QuotaExceededError',
  'NotAllowedError',
  'SecurityError',
  'InvalidStateError',
  'NotFoundError',
  'NotReadableError',
  'NoModificationAllowedError',
  'JournalPortError',
  'NeverSettledError',
  'MissingAPIError',
];

/** Whether storage threw this: a refusal with a sentence, not a fault. */
export const isStorageError = (error: unknown): boolean =>
  error instanceof Error && STORAGE_ERRORS.includes(error.name);
