/** Presence: which submission is open here, told while online; who else has it open, told to the screens. Never a lock. */

import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { subjectOf } from '../ledger/entry.ts';
import type { Scheduler } from '../ports.ts';
import type { GatewayClient } from './gatewayClient.ts';

/** The gateway forgets after 90 s. */
const REPEAT_MS = 30_000;
/** Going through the list with the arrow keys tells nobody anything. */
const SETTLE_MS = 1_500;

interface Subject {
  kind: SubmissionKind;
  id: string;
}
export interface PresencePorts {
  client: GatewayClient;
  edition: string;
  schedule: Scheduler;
  isOnline(): boolean;
  onChanged(subject: Subject, names: string[]): void;
}

const keyOf = ({ kind, id }: Subject): string => `${kind}:${id}`;

export class Presence {
  #open: Subject | null = null;
  /** what the gateway was told last */
  #told: string | null = null;
  #others = new Map<string, string[]>();
  #cancel: (() => void) | null = null;
  #isStopped = false;

  constructor(private readonly ports: PresencePorts) {}

  /** The detail on screen changed; answers who else has it open. */
  open(subject: Subject | null): string[] {
    this.#open = subject;
    this.#plan(SETTLE_MS);
    return subject ? (this.#others.get(keyOf(subject)) ?? []) : [];
  }

  /** The connection is back: colleagues hear of it again. */
  resume(): void {
    if (this.#open) this.#plan(SETTLE_MS);
  }

  /** What the stream says of the others; an empty list once it is lost. */
  hear(entries: readonly (Subject & { by: string; byName?: string | undefined })[]): void {
    const next = new Map<string, string[]>();
    for (const entry of entries) {
      const names = next.get(keyOf(entry)) ?? [];
      const name = entry.byName ?? entry.by;
      if (!names.includes(name)) names.push(name);
      next.set(keyOf(entry), names.sort());
    }
    const before = this.#others;
    this.#others = next;
    for (const key of new Set([...before.keys(), ...next.keys()])) {
      const names = next.get(key) ?? [];
      if (names.join('\n') === (before.get(key) ?? []).join('\n')) continue;
      this.ports.onChanged(subjectOf(key), names);
    }
  }

  /** Nothing is told any more; the gateway hears once that nothing is open. */
  stop(): void {
    this.#cancel?.();
    this.#isStopped = true;
    this.#open = null;
    if (this.#told !== null) void this.#tell();
    this.hear([]);
  }

  #plan(delayMs: number): void {
    this.#cancel?.();
    this.#cancel = null;
    if (this.#isStopped || (!this.#open && this.#told === null)) return;
    this.#cancel = this.ports.schedule.after(delayMs, () => void this.#tell());
  }

  async #tell(): Promise<void> {
    const { client, edition, isOnline } = this.ports;
    const open = this.#open;
    if (isOnline()) {
      this.#told = open && keyOf(open);
      await client.call('presence', { params: { edition }, body: { open }, timeoutMs: REPEAT_MS });
    }
    if (this.#open) this.#plan(REPEAT_MS);
  }
}
