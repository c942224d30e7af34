/** Receipts of a workstation, for recovering them after a local loss. */
import type { z } from 'zod';
import type { ReceiptsPage } from '../../shared/protocol/push.ts';
import { ProblemError } from '../http/problem.ts';
import type { Caller, Ports } from '../ports.ts';

const PAGE = 500;

/** A page of receipts in `n` order. The workstation must be the caller's, though not the calling one. */
export async function readReceipts(
  ports: Ports,
  caller: Caller,
  edition: string,
  query: { ws: string; after?: number | undefined },
): Promise<z.infer<typeof ReceiptsPage>> {
  const workstation = await ports.db
    .selectFrom('workstation')
    .select(['account', 'contiguous'])
    .where('id', '=', query.ws)
    .executeTakeFirst();
  if (!workstation) return { contiguous: 0, items: [], more: false };
  if (workstation.account !== caller.name) throw new ProblemError('workstation-foreign');
  const rows = await ports.db
    .selectFrom('attempt')
    .innerJoin('decision', 'decision.id', 'attempt.decision_id')
    .select(['attempt.n', 'decision.receipt', 'decision.received_at'])
    .where('attempt.ws', '=', query.ws)
    .where('attempt.n', '>', query.after ?? 0)
    .where('decision.edition', '=', edition)
    .where('decision.receipt', 'is not', null)
    .orderBy('attempt.n')
    .limit(PAGE + 1)
    .execute();
  const items = rows
    .slice(0, PAGE)
    .flatMap(({ n, receipt, received_at }) =>
      receipt ? [{ ...receipt, n, receivedAt: received_at.toISOString() }] : [],
    );
  return { contiguous: workstation.contiguous, items, more: rows.length > PAGE };
}
