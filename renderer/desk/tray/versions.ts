/** Finds a reading of a submission: what is here, what was on screen, what was seen, or a past revision. */
import type { ImageRefs } from '../../../shared/domain/material.ts';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { History } from '../../../shared/protocol/feed.ts';
import type { CompareReply, VersionRef } from '../contract/tray.ts';
import type { Entry } from '../ledger/entry.ts';
import type { SeenMaterial } from '../ledger/workRows.ts';
import type { ReviewContext } from '../review/context.ts';
import type { Plain } from './diff.ts';

export interface Version {
  ref: VersionRef;
  revision: number | null;
  hash: string | null;
  material: Plain;
  images: ImageRefs;
}
export type VersionReply =
  | { ok: true; version: Version }
  | { ok: false; why: Extract<CompareReply, { ok: false }>['why'] };

export interface VersionPorts {
  context: ReviewContext;
  /** what was kept beside a decision of one's own */
  seenOf(entry: Entry): Promise<SeenMaterial | null>;
  /** all revisions and decisions, as kept or as the gateway says now if `wants` is not among the kept */
  history(
    kind: SubmissionKind,
    id: string,
    wants: number,
  ): Promise<{ ok: true; history: History } | { ok: false; why: 'offline' | 'gone' }>;
}

const MISSING = { ok: false, why: 'notKept' } as const;
const found = (version: Version): VersionReply => ({ ok: true, version });

/** The reading a reference means, or why it cannot be had. */
export async function findVersion(
  ports: VersionPorts,
  kind: SubmissionKind,
  id: string,
  ref: VersionRef,
): Promise<VersionReply> {
  const { context } = ports;
  const now = await context.items.item(kind, id);
  const present = now && { ref, revision: now.revision, hash: now.hash, ...readingOf(now) };
  switch (ref.of) {
    case 'now':
      return present ? found(present) : { ok: false, why: 'gone' };
    case 'shown': {
      if (present?.hash === ref.hash) return found(present);
      const item = context.shown.get(ref.hash);
      return item ? found({ ref, revision: item.revision, hash: item.hash, ...readingOf(item) }) : MISSING;
    }
    case 'seen': {
      const entry = context.ledger.entries.get(ref.decisionId);
      if (!entry) return MISSING;
      const { baseRevision, seenHash } = entry.decision;
      if (present?.hash === seenHash) return found(present);
      const kept = await ports.seenOf(entry);
      if (kept) return found({ ref, revision: baseRevision, hash: seenHash, ...readingOf(kept) });
      return fromHistory(ports, kind, id, ref, baseRevision);
    }
    case 'revision': {
      if (present?.revision === ref.revision) return found(present);
      const own = context.ledger
        .chain(kind, id)
        .findLast((entry) => entry.decision.baseRevision === ref.revision);
      const kept = own && (await ports.seenOf(own));
      if (kept) {
        return found({ ref, revision: ref.revision, hash: own.decision.seenHash, ...readingOf(kept) });
      }
      return fromHistory(ports, kind, id, ref, ref.revision);
    }
  }
}

async function fromHistory(
  ports: VersionPorts,
  kind: SubmissionKind,
  id: string,
  ref: VersionRef,
  revision: number,
): Promise<VersionReply> {
  const reply = await ports.history(kind, id, revision);
  if (!reply.ok) return reply;
  const past = reply.history.revisions.find((each) => each.revision === revision);
  return past ? found({ ref, revision, hash: null, ...readingOf(past) }) : MISSING;
}

const readingOf = (side: { material: unknown; images: ImageRefs }) => ({
  material: side.material as Plain,
  images: side.images,
});
