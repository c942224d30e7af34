/** What the page adds to a diagnostics file: codes, counts and states; pure. */
import type { DiagnosticsRequest } from '../../shared/protocol/desktop.ts';
import type { StorageReport } from '../desk/contract/settings.ts';
import type { DeskStatus } from '../desk/contract/status.ts';

const MEGABYTE = 1024 * 1024;
const megabytes = (bytes: number | null) => (bytes === null ? null : Math.round(bytes / MEGABYTE));

/** Nothing in it was typed by anyone or names anybody; the host filters it once more. */
export function diagnosticsFacts(status: DeskStatus, storage: StorageReport): DiagnosticsRequest['facts'] {
  const { outbox, notices } = status;
  const counted = Object.fromEntries(notices.map(({ code }) => [`notice.${code}`, true]));
  return {
    phase: status.phase,
    connectivity: status.connectivity,
    hoursSinceSync:
      status.lastSyncAt === null ? null : Math.round((Date.now() - status.lastSyncAt) / 3_600_000),
    'pull.stage': status.pull.stage,
    'outbox.window': outbox.window,
    'outbox.queued': outbox.queued,
    'outbox.inFlight': outbox.inFlight,
    'outbox.parked': outbox.parked,
    'outbox.conflicts': outbox.conflicts,
    'today.reviewed': status.today.reviewed,
    subGroups: status.edition?.subGroups.length ?? 0,
    workstations: status.workstations.length,
    isPersisted: status.isPersisted,
    'storage.usageMb': megabytes(storage.usageBytes),
    'storage.quotaMb': megabytes(storage.quotaBytes),
    'storage.freeMb': megabytes(storage.freeBytes),
    'storage.level': storage.level,
    'journal.usedKb': Math.round(storage.journalUsedBytes / 1024),
    'journal.sizeKb': Math.round(storage.journalSizeBytes / 1024),
    keyProtection: storage.keyProtection,
    ...counted,
  };
}
