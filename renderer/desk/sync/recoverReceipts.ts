/** After a local loss: receipts of what was attempted are asked for before any of it is sent again. */
import type { Entry } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Recorder } from '../ledger/recorder.ts';
import type { Failure, GatewayClient } from './gatewayClient.ts';

export type RecoverResult =
  | { ok: true; received: number }
  | { ok: false; why: 'failed'; failure: Failure }
  | { ok: false; why: 'storage' };

export interface RecoverPorts {
  client: GatewayClient;
  edition: string;
  ledger: Ledger;
  recorder: Recorder;
  ws(): string;
  now(): number;
  /** what a stored receipt changes on screen */
  onChanged(entries: readonly Entry[]): void;
}

/** Takes the stored receipts of attempted decisions in, page by page. */
export async function recoverReceipts(ports: RecoverPorts): Promise<RecoverResult> {
  const { client, edition, ledger, recorder } = ports;
  const attempted = ledger.open('attempted').flatMap(({ n }) => (n === undefined ? [] : [n]));
  let received = 0;
  if (!attempted.length) return { ok: true, received };
  for (let after = attempted.reduce((low, n) => Math.min(low, n), Number.POSITIVE_INFINITY) - 1; ; ) {
    const reply = await client.call('receipts', {
      params: { edition },
      query: { ws: ports.ws(), after },
    });
    if (!reply.ok) return { ok: false, why: 'failed', failure: reply };
    const own = reply.value.items.filter(({ id }) => ledger.entries.get(id)?.state === 'attempted');
    if (own.length) {
      const receipts = own.map(({ n: _n, receivedAt: _receivedAt, ...receipt }) => receipt);
      if (!(await recorder.receipts(receipts, ports.now()))) return { ok: false, why: 'storage' };
      // Applied or not, the rows were shown with these decisions on them.
      ports.onChanged(own.flatMap(({ id }) => ledger.entries.get(id) ?? []));
      received += own.length;
    }
    const last = reply.value.items.at(-1)?.n;
    if (!reply.value.more || last === undefined) return { ok: true, received };
    after = last;
  }
}
