/** The log of this workstation: entries are only ever added, sealed, and handed to the gateway once it is there. */
import type { AuditEntry } from '../../shared/protocol/reports.ts';
import { type DeskPorts, uuid } from './ports.ts';
import type { GatewayClient } from './sync/gatewayClient.ts';
import { sealJson, unsealJson } from './vault/sealing.ts';
import type { Workstation } from './workstation.ts';

const BATCH = 100;

export class AuditLog {
  #isHandingIn = false;

  constructor(
    private readonly ports: Pick<DeskPorts, 'random' | 'clock'>,
    private readonly workstation: Workstation,
    private readonly client: GatewayClient,
    private readonly edition: string,
  ) {}

  /** Adds an entry with this machine's time; false if it could not be written. */
  async write(entry: Omit<AuditEntry, 'id' | 'deviceAt'>): Promise<boolean> {
    const { keys, recorder } = this.workstation;
    const id = uuid(this.ports.random);
    const full: AuditEntry = { ...entry, id, deviceAt: new Date(this.ports.clock.now()).toISOString() };
    const sealed = await sealJson(keys.work, `work|audit|${id}`, full);
    return recorder.write({ audit: [{ id, isHandedIn: 0, sealed }] });
  }

  /** What the gateway does not have yet, as far as this desk knows; at most so many. */
  async unhanded(limit: number): Promise<AuditEntry[]> {
    const { work, keys } = this.workstation;
    const rows = await work.unhandedAudit(limit);
    return Promise.all(
      rows.map((row) => unsealJson<AuditEntry>(keys.work, `work|audit|${row.id}`, row.sealed)),
    );
  }

  /** Hands in what the gateway does not have yet; it adds its own time. Entries stay here all the same. */
  async handIn(timeoutMs?: number): Promise<void> {
    const { work, keys, recorder } = this.workstation;
    if (this.#isHandingIn) return;
    this.#isHandingIn = true;
    try {
      for (;;) {
        if (recorder.fault || recorder.isFenced) return;
        const rows = await work.unhandedAudit(BATCH);
        if (!rows.length) return;
        const items: AuditEntry[] = [];
        for (const row of rows)
          items.push(await unsealJson<AuditEntry>(keys.work, `work|audit|${row.id}`, row.sealed));
        const reply = await this.client.call('audit', {
          params: { edition: this.edition },
          body: { items },
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
        });
        if (!reply.ok) return;
        const isNoted = await recorder.write({
          audit: rows.map((row) => ({ ...row, isHandedIn: 1 as const })),
        });
        if (!isNoted || rows.length < BATCH) return;
      }
    } finally {
      this.#isHandingIn = false;
    }
  }
}
