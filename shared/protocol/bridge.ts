/**
 * The desktop bridge: what the page may ask of its host beyond HTTP. Electron implements it in the main
 * process; the browser host implements the same interfaces on OPFS and downloads.
 */
import { z } from 'zod';
import type { DesktopHost } from './desktop.ts';

/** Name of the global the preload exposes; absent in a browser. */
export const BRIDGE_GLOBAL = 'expoReviewDesk';
/** IPC channels, one per call. */
export const BRIDGE_CHANNELS = {
  hostInfo: 'desk:host-info',
  setGateway: 'desk:set-gateway',
  saveFile: 'desk:save-file',
  setBadge: 'desk:set-badge',
  connectJournal: 'desk:connect-journal',
  journalPort: 'desk:journal-port',
} as const;

export const HostInfo = z.object({
  host: z.enum(['browser', 'electron']),
  version: z.string(),
  platform: z.string(),
  /** the configured gateway's origin; the page's own in a browser */
  gateway: z.string().nullable(),
});
export type HostInfo = z.infer<typeof HostInfo>;

export const SetGatewayRequest = z.object({ gateway: z.url({ protocol: /^https?$/ }).max(500) });
export const SetGatewayReply = z.union([
  z.object({ ok: z.literal(true), gateway: z.string() }),
  z.object({ ok: z.literal(false), why: z.enum(['notHttps', 'malformed']) }),
]);
export const SaveFileRequest = z.object({
  /** a bare file name; the host asks where to put it */
  name: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\\/:*?"<>|\p{Cc}]+$/u),
  bytes: z.instanceof(Uint8Array),
});
export const SaveFileReply = z.object({
  result: z.enum(['saved', 'cancelled', 'failed']),
  detail: z.string().optional(),
});
export type SaveFileReply = z.infer<typeof SaveFileReply>;
export const SetBadgeRequest = z.object({ count: z.number().int().min(0).max(99999) });

/** What the preload exposes as `window.expoReviewDesk`. */
export interface DesktopBridge extends DesktopHost {
  hostInfo(): Promise<HostInfo>;
  setGateway(gateway: string): Promise<z.infer<typeof SetGatewayReply>>;
  saveFile(name: string, bytes: Uint8Array): Promise<SaveFileReply>;
  setBadge(count: number): Promise<void>;
  /** asks main for a port to the journal's files; it arrives as a window message carrying the port */
  connectJournal(): Promise<void>;
}

/**
 * The journal over its port: requests carry an `id` and get one reply with the same `id`. `folder` is a
 * local id, `file` one of three names; so no path ever crosses.
 */
export const JOURNAL_FILES = ['header', 'a', 'b'] as const;
const folder = z.string().regex(/^[0-9a-z-]{1,64}$/);
const file = z.enum(JOURNAL_FILES);
const id = z.number().int();
export const JournalRequest = z.discriminatedUnion('op', [
  z.object({ id, op: z.literal('list') }),
  z.object({ id, op: z.literal('remove'), folder }),
  /** opens, creating if absent; replies its size in bytes */
  z.object({ id, op: z.literal('open'), folder, file }),
  z.object({
    id,
    op: z.literal('read'),
    folder,
    file,
    at: z.number().int().min(0),
    length: z
      .number()
      .int()
      .min(0)
      .max(64 * 1024 * 1024),
  }),
  z.object({
    id,
    op: z.literal('write'),
    folder,
    file,
    at: z.number().int().min(0),
    bytes: z.instanceof(Uint8Array),
  }),
  /** resolves once the bytes are on the disk (fsync) */
  z.object({ id, op: z.literal('flush'), folder, file }),
  /** cuts the file off at `size` and makes that durable */
  z.object({ id, op: z.literal('truncate'), folder, file, size: z.number().int().min(0) }),
  z.object({ id, op: z.literal('close'), folder }),
  /** replies a name of this run of the main process, the same through reloads of the page */
  z.object({ id, op: z.literal('process') }),
  /** replies the free bytes of the disk the data lies on */
  z.object({ id, op: z.literal('space') }),
]);
export type JournalRequest = z.infer<typeof JournalRequest>;
export const JournalReply = z.union([
  z.object({
    id,
    ok: z.literal(true),
    value: z.union([z.number(), z.string(), z.instanceof(Uint8Array), z.array(z.string()), z.null()]),
  }),
  z.object({ id, ok: z.literal(false), code: z.string().max(64) }),
]);
export type JournalReply = z.infer<typeof JournalReply>;
