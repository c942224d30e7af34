/** The gateway's history of a submission: asked for when needed, kept sealed beside what was seen. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { History } from '../../../shared/protocol/feed.ts';
import type { GatewayClient } from '../sync/gatewayClient.ts';
import { sealJson, unsealJson } from '../vault/sealing.ts';
import type { Workstation } from '../workstation.ts';
import type { VersionPorts } from './versions.ts';

const TIMEOUT_MS = 15_000;

/** Answers from what is kept if the wanted revision is among it, else asks the gateway and keeps the answer. */
export function keptHistory(
  workstation: Pick<Workstation, 'work' | 'keys' | 'recorder'>,
  client: GatewayClient,
  edition: string,
): VersionPorts['history'] {
  const { work, recorder } = workstation;

  async function kept(key: string): Promise<History | null> {
    const sealed = await work.seen(key);
    return sealed ? unsealJson<History>(workstation.keys.work, `work|seen|${key}`, sealed) : null;
  }
  return async (kind: SubmissionKind, id: string, wants: number) => {
    const key = `history|${edition}|${kind}|${id}`;
    const known = await kept(key);
    if (known?.revisions.some(({ revision }) => revision === wants)) return { ok: true, history: known };
    const reply = await client.call('history', { params: { edition, kind, id }, timeoutMs: TIMEOUT_MS });
    if (!reply.ok) {
      const isGone = reply.kind === 'problem' && (reply.status === 404 || reply.status === 403);
      return { ok: false, why: isGone ? 'gone' : 'offline' };
    }
    const sealed = await sealJson(workstation.keys.work, `work|seen|${key}`, reply.value);
    // Not kept is no harm: it is asked for again.
    await recorder.write({ seen: [{ chunkId: key, sealed }] });
    return { ok: true, history: reply.value };
  };
}
