/** The gateway as a travel pack holds it: what a first pull asks for is answered from the file, nothing else is. */
import type { z } from 'zod';
import { SnapshotManifest } from '../../../shared/protocol/feed.ts';
import { ROUTES } from '../../../shared/protocol/routes.ts';
import type { Failure, GatewayClient } from '../sync/gatewayClient.ts';
import { changesName, PROFILE, partName, SNAPSHOT } from './packContents.ts';
import { jsonOf } from './packRecords.ts';

const UNREACHABLE: Failure = { ok: false, kind: 'unreachable' };

/** `records`: everything of the pack but its images, by name. */
export function packClient(records: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): GatewayClient {
  const nameOf = (route: string, query: { cursor?: string }): string | null => {
    if (route === 'profile') return PROFILE;
    if (route === 'snapshot') return SNAPSHOT;
    return route === 'changes' ? changesName(query.cursor ?? '') : null;
  };
  const client: Pick<GatewayClient, 'bytes' | 'setWorkstation'> & {
    call(name: string, options?: object): Promise<unknown>;
  } = {
    setWorkstation: () => undefined,
    async call(route, options = {}) {
      const { query = {} } = options as { query?: { cursor?: string } };
      const record = records.get(nameOf(route, query) ?? '');
      if (!record) return UNREACHABLE;
      const { reply } = ROUTES[route as 'profile'] as { reply: z.ZodType };
      const raw = jsonOf(record);
      const parsed = reply.safeParse(raw);
      return parsed.success ? { ok: true, value: parsed.data } : { ok: false, kind: 'incompatible', raw };
    },
    async bytes(route, options = {}) {
      const bytes = route === 'part' ? records.get(partName(options.params?.sha256 ?? '')) : undefined;
      return bytes ? { ok: true, value: { bytes, mediaType: 'application/x-ndjson' } } : UNREACHABLE;
    },
  };
  return client as GatewayClient;
}

/** True if everything the snapshot names is there: a pull from it cannot stop midway. */
export function isWhole(records: ReadonlyMap<string, Uint8Array<ArrayBuffer>>): boolean {
  const raw = records.get(SNAPSHOT);
  const manifest = raw && SnapshotManifest.safeParse(jsonOf(raw));
  if (!manifest?.success || !records.has(PROFILE)) return false;
  const { parts, cursor } = manifest.data;
  return parts.every(({ sha256 }) => records.has(partName(sha256))) && records.has(changesName(cursor));
}
