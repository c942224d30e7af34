/** What the reviewer sets, and what this machine stores. */

export interface DeskSettings {
  undoWindowSeconds: 5 | 10 | 20 | 30;
  idleLockMinutes: number;
  /** the catalogue's key → the one pressed in its place, null for switched off; absent keys stay */
  keys?: Record<string, string | null>;
}

export interface StorageReport {
  usageBytes: number | null;
  quotaBytes: number | null;
  isPersisted: boolean | null;
  journalUsedBytes: number;
  journalSizeBytes: number;
  /** free bytes of the disk; null where the host cannot say */
  freeBytes: number | null;
  /** what is done about it: images go first, then only the journal is written */
  level: 'plenty' | 'noPrefetch' | 'noImages' | 'journalOnly';
}
