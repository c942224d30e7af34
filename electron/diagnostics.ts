/** The diagnostics file: what an administrator needs to help, and nothing of any registrant or reviewer. */
import { safeFields } from './safeFields.ts';

export interface DiagnosticsInput {
  versions: Readonly<Record<string, string | undefined>>;
  system: { platform: string; release: string; arch: string; memoryBytes: number; locale: string };
  displays: readonly { width: number; height: number; scaleFactor: number }[];
  /** states by name: updates, key store, whether a gateway is configured */
  host: Readonly<Record<string, unknown>>;
  /** what the page adds; already held to codes and counts by the bridge's schema */
  page: Readonly<Record<string, unknown>>;
  logTail: readonly string[];
}

const VERSIONS = ['electron', 'chrome', 'node', 'v8'];

/** A line of the log as it may leave the PC: parsed and filtered once more; what is no line of ours is dropped. */
function safeLine(line: string): object | null {
  try {
    const { at, event, ...fields } = JSON.parse(line) as Record<string, unknown>;
    const isOurs = typeof at === 'string' && /^[\d:.TZ-]{20,30}$/.test(at);
    if (!isOurs) return null;
    return { at, ...safeFields({ event }), ...safeFields(fields) };
  } catch {
    // Half a line of a killed program.
    return null;
  }
}

/** The file's content as formatted JSON. */
export function diagnosticsText(input: DiagnosticsInput): string {
  const { memoryBytes, ...system } = input.system;
  return `${JSON.stringify(
    {
      product: 'expo-review-desk',
      versions: safeFields(
        Object.fromEntries(['app', ...VERSIONS].map((name) => [name, input.versions[name] ?? null])),
      ),
      system: { ...safeFields(system), memoryMb: Math.round(memoryBytes / 1024 / 1024) },
      displays: input.displays.map(({ width, height, scaleFactor }) => ({ width, height, scaleFactor })),
      host: safeFields(input.host),
      page: safeFields(input.page),
      log: input.logTail.map(safeLine).filter((line) => line !== null),
    },
    null,
    2,
  )}\n`;
}
