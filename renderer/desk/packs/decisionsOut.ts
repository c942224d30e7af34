/** Making a decisions pack: an attempt whose request is a file. Everything attempted and unanswered goes along. */

import { isTravelWorkstation } from '../../../shared/protocol/handIn.ts';
import type { AuditEntry } from '../../../shared/protocol/reports.ts';
import type { DecisionsPackMade } from '../contract/packs.ts';
import type { Entry } from '../ledger/entry.ts';
import { dueForUpload } from '../ledger/uploadTurn.ts';
import type { OpenDesk } from '../openDesk.ts';
import { configOf, type DeskPorts } from '../ports.ts';
import { unlock } from '../signIn/unlock.ts';
import { sealingKey } from '../vault/sealing.ts';
import { toBase64 } from '../vault/vault.ts';
import { AUDIT, DECISIONS, type DecisionsManifest, PackRefusedError, sha256OfFile } from './packContents.ts';
import { PackWriter } from './packFile.ts';
import { jsonRecord } from './packRecords.ts';
import { assertPassphrase } from './travelOut.ts';

/** The log goes along until the gateway has it; no file carries more of it than this. */
const AUDIT_MAX = 5_000;

/** What a file would carry now; `left` waits in its undo window. */
export function packable(open: OpenDesk): { again: Entry[]; first: Entry[]; left: number } {
  const { ledger } = open.workstation;
  const { again, first } = dueForUpload(ledger, open.now(), { isByFile: true });
  return { again, first, left: ledger.open('window').length - first.length };
}

/** Makes the pack. Throws a PackRefusedError where it cannot be made; then nothing was attempted. */
export async function makeDecisionsPack(
  ports: DeskPorts,
  open: OpenDesk,
  { passphrase }: { passphrase: string },
): Promise<DecisionsPackMade> {
  const { header, ledger, recorder } = open.workstation;
  if (!isTravelWorkstation(header.ws)) throw new PackRefusedError('notTraveller');
  assertPassphrase(passphrase);
  // Nobody types the password here, but it is known by what it opens.
  if ((await unlock(ports, header, passphrase)).ok) throw new PackRefusedError('passphraseIsPassword');
  if (recorder.isHalted || recorder.isSendOnly) throw new PackRefusedError('storageFault');
  const { again, first } = packable(open);
  if (again.length + first.length === 0) throw new PackRefusedError('nothing');
  if (first.length) {
    const ns = first.map((entry, index): [string, number] => [
      entry.decision.id,
      ledger.highestN + 1 + index,
    ]);
    // Before the file is there, as before a request: from here on they are taken back by a withdrawal only.
    if (!(await recorder.record({ t: 'attempt', at: open.now(), ns })))
      throw new PackRefusedError('storageFault');
    open.room.refreshEntries(first);
  }
  const items = ledger
    .open('attempted')
    .flatMap(({ decision, label, n }) => (n === undefined ? [] : [{ item: { ...decision, n }, label }]))
    .sort((a, b) => a.item.n - b.item.n);
  const contentKey = ports.random.bytes(32);
  const writer = await PackWriter.begin(
    ports.random,
    { passphrase, iterations: configOf(ports).kdfIterations },
    async (): Promise<DecisionsManifest> => ({
      kind: 'decisions',
      edition: open.identity.edition,
      gateway: ports.gateway,
      madeAt: new Date(open.now()).toISOString(),
      account: open.identity.account.name,
      ws: header.ws,
      contentKey: toBase64(contentKey),
      counts: { decisions: items.length },
    }),
    await sealingKey(contentKey, ports.random),
  );
  for (const part of jsonRecord(DECISIONS, items)) await writer.add(part);
  const audit: AuditEntry[] = await open.audit.unhanded(AUDIT_MAX);
  for (const part of jsonRecord(AUDIT, audit)) await writer.add(part);
  const file = await writer.end();
  const fileHash = await sha256OfFile(file);
  const logged = { action: 'decisionsOut', rowCount: items.length, fileHash, purpose: writer.id } as const;
  if (!(await open.audit.write(logged))) throw new PackRefusedError('storageFault');
  const { left } = packable(open);
  return { ok: true, file, packId: writer.id, fileHash, decisions: items.length, left };
}
