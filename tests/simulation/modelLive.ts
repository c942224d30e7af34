/**
 * The model gateway's living side: event streams, who has what open, which workstations were revoked, and the
 * log that workstations hand in. Nothing is told by itself: a test says `tell()`.
 */
import type { AuditEntry } from '../../shared/protocol/reports.ts';

type Open = { kind: 'unit' | 'attendee'; id: string };
type Mode = 'drain' | 'lost';
interface Stream {
  ws: string;
  send(text: string): void;
  end(): void;
}

/** What a workstation in `drain` may still call. */
const OPEN_IN_DRAIN = ['/decisions', '/receipts', '/session'];

export class ModelLive {
  readonly #streams = new Set<Stream>();
  /** by workstation: who has what open */
  readonly presence = new Map<string, Open & { by: string }>();
  readonly revoked = new Map<string, Mode>();
  /** entries in the order in which they arrived, with the workstation they came from */
  readonly audit: (AuditEntry & { ws: string })[] = [];

  /** How many streams are open. */
  get listeners(): number {
    return this.#streams.size;
  }

  /** The mode that refuses this call, or null. */
  refuses(ws: string, path: string): Mode | null {
    const mode = this.revoked.get(ws) ?? null;
    return mode === 'drain' && OPEN_IN_DRAIN.includes(path) ? null : mode;
  }

  /** Opens an event stream for a workstation. */
  stream(ws: string): ReadableStream<Uint8Array<ArrayBuffer>> {
    const encoder = new TextEncoder();
    const streams = this.#streams;
    let own: Stream;
    return new ReadableStream({
      start(controller) {
        own = {
          ws,
          send: (text) => controller.enqueue(encoder.encode(text)),
          end: () => controller.close(),
        };
        streams.add(own);
        own.send('retry: 5000\n\n');
      },
      cancel: () => void streams.delete(own),
    });
  }

  /** Tells every stream the head and what the others have open. */
  tell(head: number): void {
    for (const stream of this.#streams) {
      const presence = [...this.presence]
        .filter(([ws]) => ws !== stream.ws)
        .map(([, { kind, id, by }]) => ({ kind, id, by }));
      stream.send(`data: ${JSON.stringify({ head, presence })}\n\n`);
    }
  }

  /** Every stream ends, as when a proxy closes it. */
  cut(): void {
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }

  note(ws: string, by: string, open: Open | null): void {
    if (open) this.presence.set(ws, { ...open, by });
    else this.presence.delete(ws);
  }
}
