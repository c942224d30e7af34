/** What has gone wrong, for the whole desk, with keeping what happens. */

/**
 * `storageFault`: IndexedDB failed; decisions go on being saved in the journal, nothing else is written.
 * `spaceLow`: the same while the disk is nearly full, by choice and until it no longer is.
 * `journalFull`: no more acts fit; what is there is uploaded, and what is in its window can be undone.
 * `journalFailed`: the journal takes nothing more; deciding has to stop.
 * `evicted`: the browser has cleared everything here; what was saved before is sent from memory.
 */
export type StorageFault = 'journalFull' | 'journalFailed' | 'evicted' | 'storageFault' | 'spaceLow';
