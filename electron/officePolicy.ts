/** The office's policy: one file only an administrator can write, read at every start. */
import { readFile } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { z } from 'zod';
import { normaliseGateway } from './policy.ts';

const httpsOrHere = z
  .string()
  .max(500)
  .refine((raw) => normaliseGateway(raw).ok);
const OfficePolicyFile = z.strictObject({
  /** address of the gateway a fresh installation proposes */
  gateway: httpsOrHere.optional(),
  updates: z
    .strictObject({
      /** false: the program asks nobody and says so */
      isEnabled: z.boolean().default(true),
      /** the office's own feed instead of the one in the package */
      feed: httpsOrHere.optional(),
    })
    .optional(),
});
export type OfficePolicyFile = z.infer<typeof OfficePolicyFile>;

export type OfficePolicy =
  | { isReadable: true; file: OfficePolicyFile }
  /** there is a file, and it cannot be understood: nothing is fetched from anywhere */
  | { isReadable: false };

/** Where the policy is on each system: in folders an ordinary user cannot write. */
export function officePolicyPath(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32')
    return win32.join(env.ProgramData ?? 'C:\\ProgramData', 'expo-review-desk', 'policy.json');
  if (platform === 'darwin') return '/Library/Application Support/expo-review-desk/policy.json';
  return posix.join('/etc', 'expo-review-desk', 'policy.json');
}

/** Reads the policy. None is no restriction; one that cannot be read or is not understood is the strictest. */
export async function readOfficePolicy(path: string): Promise<OfficePolicy> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    const isAbsent =
      error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));
    return isAbsent ? { isReadable: true, file: {} } : { isReadable: false };
  }
  try {
    // Windows' editors begin a file with a byte order mark.
    return { isReadable: true, file: OfficePolicyFile.parse(JSON.parse(content.replace(/^\uFEFF/, ''))) };
  } catch {
    return { isReadable: false };
  }
}
