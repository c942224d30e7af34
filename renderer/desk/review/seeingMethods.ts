/** The part of the desk's contract that looks beyond one submission: twins, history, pictures fetched ahead. */
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { History } from '../../../shared/protocol/feed.ts';
import type { SeeingDesk } from '../contract/seeing.ts';
import type { OpenDesk } from '../openDesk.ts';
import { formerImages, type PastImages, subjectHistory } from './history.ts';
import { twins } from './twins.ts';

const TIMEOUT_MS = 15_000;

/** The gateway's history of a submission, or null if it could not be asked now. */
async function askGateway(open: OpenDesk, kind: SubmissionKind, id: string): Promise<History | null> {
  // Known to be out of reach: the answer is the same, and nobody waits for a time limit.
  const { state } = open.sync.connection;
  if (state !== 'online' && state !== 'unknown') return null;
  const { edition } = open.identity;
  const reply = await open.client.call('history', { params: { edition, kind, id }, timeoutMs: TIMEOUT_MS });
  return reply.ok ? reply.value : null;
}

/** What lay under the reviewer's own decisions here, oldest first. */
async function keptRevisions(open: OpenDesk, kind: SubmissionKind, id: string): Promise<PastImages[]> {
  const { ledger, recorder } = open.workstation;
  const past: PastImages[] = [];
  for (const { chunkId, decision } of ledger.chain(kind, id)) {
    const seen = (await recorder.seen.ofChunk(chunkId)).find(({ decisionId }) => decisionId === decision.id);
    if (seen) past.push({ revision: decision.baseRevision, images: seen.images });
  }
  return past.sort((a, b) => a.revision - b.revision);
}

/** `desk` answers the open desk, or throws where none is open. */
export function seeingMethods(desk: () => OpenDesk): SeeingDesk {
  return {
    twins: async (kind, id, otherId) => twins(desk().room.context, kind, id, otherId),
    async history(kind, id) {
      const open = desk();
      const ask = (of: SubmissionKind, subject: string) => askGateway(open, of, subject);
      return subjectHistory(open.room.context, ask, open.identity.account.name, kind, id);
    },
    async formerImages(kind, id) {
      const open = desk();
      const [item, history] = await Promise.all([
        open.room.context.items.item(kind, id),
        askGateway(open, kind, id),
      ]);
      if (!item) return { formerImages: [], source: 'here' };
      const revisions = history?.revisions ?? (await keptRevisions(open, kind, id));
      return { formerImages: formerImages(revisions, item), source: history ? 'gateway' : 'here' };
    },
    imageAhead: async (sha256, variant) =>
      desk().images?.ahead(sha256, variant) ?? { ok: false, why: 'notNow' },
  };
}
