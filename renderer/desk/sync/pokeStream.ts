/** The poke: one event stream of the feed's head and of who has what open. Losing it costs latency only. */
import type { z } from 'zod';
import {
  CLIENT_HEADER,
  PROTOCOL,
  PROTOCOL_HEADER,
  WORKSTATION_HEADER,
} from '../../../shared/protocol/access.ts';
import { PokeEvent } from '../../../shared/protocol/reports.ts';
import { routeUrl } from '../../../shared/protocol/routes.ts';
import type { DeskPorts } from '../ports.ts';
import { backoffMs } from './backoff.ts';

/** The gateway sends a comment every 25 s; after this long without a byte the stream is dead. */
const SILENCE_MS = 60_000;
/** A head and two thousand names are far below; more without an end of event is not our gateway. */
const EVENT_CHARS_MAX = 1_000_000;

export interface PokePorts {
  desk: Pick<DeskPorts, 'fetch' | 'schedule' | 'random'>;
  edition: string;
  ws(): string;
  onPoke(event: z.infer<typeof PokeEvent>): void;
}

export class PokeStream {
  #isOn = false;
  #failures = 0;
  #abort: AbortController | null = null;
  #cancelRetry: (() => void) | null = null;

  constructor(private readonly ports: PokePorts) {}

  /** Keeps the stream open from now on; called again, a stream that waits for its next try is tried at once. */
  start(): void {
    this.#isOn = true;
    if (this.#abort) return;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    void this.#run();
  }

  /** Ends the stream until the next `start`. */
  stop(): void {
    this.#isOn = false;
    this.#failures = 0;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#abort?.abort();
    this.#abort = null;
  }

  async #run(): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    try {
      await this.#listen(abort);
    } catch {
      // Cut off, refused, not ours: the poll goes on without it, and the heartbeat says what is wrong.
    }
    abort.abort();
    if (this.#abort !== abort) return;
    this.#abort = null;
    if (!this.#isOn) return;
    this.#failures++;
    const { schedule, random } = this.ports.desk;
    this.#cancelRetry = schedule.after(backoffMs(this.#failures, random), () => this.start());
  }

  async #listen(abort: AbortController): Promise<void> {
    const { desk, edition, ws } = this.ports;
    let cancelSilence = desk.schedule.after(SILENCE_MS, () => abort.abort());
    const heard = () => {
      cancelSilence();
      cancelSilence = desk.schedule.after(SILENCE_MS, () => abort.abort());
    };
    try {
      const response = await desk.fetch(routeUrl('poke', { edition }, { ws: ws() }), {
        method: 'GET',
        headers: { Accept: 'text/event-stream', [CLIENT_HEADER]: '1', [WORKSTATION_HEADER]: ws() },
        signal: abort.signal,
        credentials: 'same-origin',
        cache: 'no-store',
        redirect: 'error',
      });
      const isOurs =
        response.ok &&
        response.headers.get(PROTOCOL_HEADER) === String(PROTOCOL) &&
        response.headers.get('Content-Type')?.startsWith('text/event-stream');
      if (!isOurs || !response.body) return await response.body?.cancel();
      await this.#read(response.body, abort, heard);
    } finally {
      cancelSilence();
    }
  }

  async #read(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    abort: AbortController,
    heard: () => void,
  ): Promise<void> {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    // A body that does not know of the signal (a host that forwards it) is let go of all the same.
    abort.signal.addEventListener('abort', () => void reader.cancel().catch(() => undefined));
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done || abort.signal.aborted) return;
      heard();
      text += value;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        this.#take(text.slice(0, end));
        text = text.slice(end + 2);
      }
      if (text.length > EVENT_CHARS_MAX) return;
    }
  }

  #take(block: string): void {
    const data = block
      .split('\n')
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5).trimStart())
      .join('\n');
    if (data === '') return;
    const parsed = PokeEvent.safeParse(JSON.parse(data));
    if (!parsed.success) return;
    this.#failures = 0;
    this.ports.onPoke(parsed.data);
  }
}
