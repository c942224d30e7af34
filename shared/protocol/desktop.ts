/** What the desktop host does beyond a browser: menu, badge, power, keys, updates. The page's side of each, typed. */
import { z } from 'zod';

export const Language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof Language>;

const count = z.number().int().min(0).max(9_999_999);
/** Counts only: what the badge, notifications and the question at quitting need; nothing of anyone. */
export const ReportedState = z.strictObject({
  language: Language,
  isOpen: z.boolean(),
  /** confirmed here and not yet acknowledged */
  unsent: count,
  /** in the tray: took no effect and waits for the reviewer */
  conflicts: count,
  /** resubmitted and waiting again */
  resubmitted: count,
});
export type ReportedState = z.infer<typeof ReportedState>;

/** The page's commands as the menu shows them; chosen, their id comes back as an event. */
export const MenuRequest = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        label: z.string().min(1).max(60),
        commands: z
          .array(
            z.strictObject({
              id: z.string().min(1).max(120),
              label: z.string().min(1).max(120),
              /** as the page shows it, e.g. Ctrl+K; the page itself listens for it */
              chord: z.string().max(40).nullable(),
              isEnabled: z.boolean(),
            }),
          )
          .max(60),
      }),
    )
    .max(8),
});
export type MenuRequest = z.infer<typeof MenuRequest>;

const fileName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\\/:*?"<>|\p{Cc}]+$/u);
export const SavePdfRequest = z.strictObject({ name: fileName, isLandscape: z.boolean() });

/** What the page adds to a diagnostics file: codes and counts by name, never a text anyone wrote. */
export const DiagnosticsRequest = z.strictObject({
  facts: z
    .record(
      z.string().regex(/^[a-z][A-Za-z0-9.]{0,39}$/),
      z.union([z.number(), z.boolean(), z.null(), z.string().regex(/^[A-Za-z0-9.:+-]{0,40}$/)]),
    )
    .refine((facts) => Object.keys(facts).length <= 100),
});
export type DiagnosticsRequest = z.infer<typeof DiagnosticsRequest>;

export const DesktopSettings = z.strictObject({
  openAtLogin: z.boolean(),
  notifications: z.boolean(),
});
export type DesktopSettings = z.infer<typeof DesktopSettings>;

/**
 * Whether the operating system can keep a key. `weak`: it would lie readable on the disk (no keyring);
 * `unavailable`: the keyring is locked, broken or missing.
 */
export const KeyStoreState = z.discriminatedUnion('isUsable', [
  z.object({ isUsable: z.literal(true), backend: z.string() }),
  z.object({ isUsable: z.literal(false), why: z.enum(['weak', 'unavailable']), backend: z.string() }),
]);
export type KeyStoreState = z.infer<typeof KeyStoreState>;

const localId = z.string().regex(/^[0-9a-z-]{1,64}$/);
const sealed = z.string().min(1).max(8192);
export const SealKeyRequest = z.strictObject({
  localId,
  key: z.instanceof(Uint8Array).refine(({ length }) => length >= 16 && length <= 64),
});
export const SealKeyReply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), sealed }),
  z.object({ ok: z.literal(false), why: z.enum(['weak', 'unavailable']) }),
]);
export type SealKeyReply = z.infer<typeof SealKeyReply>;
export const UnsealKeyRequest = z.strictObject({ localId, sealed });
export const UnsealKeyReply = z.discriminatedUnion('ok', [
  /** `resealed`: store this instead; the system's key was rotated */
  z.object({ ok: z.literal(true), key: z.instanceof(Uint8Array), resealed: sealed.nullable() }),
  /** `lost`: the system's key is another one (another user, PC or keyring): use the recovery key */
  z.object({ ok: z.literal(false), why: z.enum(['unavailable', 'lost']) }),
]);
export type UnsealKeyReply = z.infer<typeof UnsealKeyReply>;

export const UpdateState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off'), why: z.enum(['policy', 'noFeed', 'notPackaged', 'systemPackage']) }),
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('checking') }),
  z.object({ state: z.literal('downloading'), version: z.string(), percent: z.number() }),
  z.object({ state: z.literal('ready'), version: z.string() }),
  z.object({ state: z.literal('failed'), why: z.enum(['unreachable', 'damaged', 'other']) }),
]);
export type UpdateState = z.infer<typeof UpdateState>;

/** What the host tells the page unasked. */
export const HostEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('power'),
    /** `locked`: the screen was locked; the desk locks, too */
    state: z.enum(['suspended', 'resumed', 'locked', 'unlocked']),
  }),
  /** nobody has touched keyboard or mouse of the whole system for so long; told again and again until somebody does */
  z.object({ type: z.literal('idle'), seconds: z.number().int().min(0) }),
  /** addresses or interfaces changed: the heartbeat should not wait for its turn */
  z.object({ type: z.literal('network') }),
  z.object({ type: z.literal('command'), id: z.string() }),
  z.object({ type: z.literal('update'), update: UpdateState }),
]);
export type HostEvent = z.infer<typeof HostEvent>;

/** Part of the bridge the preload exposes. */
export interface DesktopHost {
  /** hears the host until the returned function is called */
  onHostEvent(listener: (event: HostEvent) => void): () => void;
  /** tells the host the counts it shows outside the page */
  reportState(state: ReportedState): Promise<void>;
  setMenu(menu: MenuRequest): Promise<void>;
  /** the system's print dialog for the page as it stands */
  print(): Promise<{ result: 'printed' | 'cancelled' | 'failed' }>;
  savePdf(name: string, isLandscape: boolean): Promise<{ result: 'saved' | 'cancelled' | 'failed' }>;
  saveDiagnostics(facts: DiagnosticsRequest['facts']): Promise<{ result: 'saved' | 'cancelled' | 'failed' }>;
  settings(): Promise<DesktopSettings>;
  setSettings(settings: DesktopSettings): Promise<DesktopSettings>;
  keyStore(): Promise<KeyStoreState>;
  sealKey(localId: string, key: Uint8Array): Promise<SealKeyReply>;
  unsealKey(localId: string, sealed: string): Promise<UnsealKeyReply>;
  updateState(): Promise<UpdateState>;
  checkForUpdate(): Promise<UpdateState>;
  /** asks the reviewer, then restarts into the new version; false: not ready, or «later» */
  installUpdate(): Promise<boolean>;
}
