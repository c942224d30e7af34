/**
 * The network between a browser and its gateway, as a process of neither: it cuts the line, loses replies,
 * cuts them short, and tells when a push or a pull is under way. The browser needs no hooks for it, so its
 * own service worker and connections are the real ones.
 */
import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What passes by, told as it happens. */
interface ProxyEvents {
  /** the gateway has a push and its reply is about to go back, or to be lost */
  pushAnswered: [];
  /** the first bytes of a pulled part or page are on their way to the browser */
  pullUnderWay: [];
}

const PUSH = /\/api\/v1\/editions\/[^/]+\/decisions$/;
const PULL = /\/api\/v1\/editions\/[^/]+\/(?:parts\/|changes)/;

export class FaultyProxy extends EventEmitter<ProxyEvents> {
  /** replies of so many pushes to come get lost after the gateway has acted */
  pushRepliesToLose = 0;
  /** so many pulls to come end after half of their bytes */
  pullsToCutShort = 0;
  lostReplies = 0;
  #isCut = false;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(
    private readonly upstream: URL,
    private readonly rewrite: (path: string, body: string) => string | null,
  ) {
    super();
    this.#server = createServer((incoming, outgoing) => this.#forward(incoming, outgoing));
    this.#server.on('connection', (socket) => {
      if (this.#isCut) {
        socket.destroy();
        return;
      }
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      // A browser that was killed resets its connections: expected here.
      socket.on('error', () => undefined);
    });
  }

  /** `rewrite` may replace the text of an asset on its way; null leaves it as it is. */
  static async start(
    upstream: string,
    rewrite: (path: string, body: string) => string | null,
  ): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(new URL(upstream), rewrite);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject);
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Pulls the plug: open connections break, new ones are refused at once. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Everything passes again, untouched. */
  heal(): void {
    this.#isCut = false;
    this.pushRepliesToLose = 0;
    this.pullsToCutShort = 0;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const path = (incoming.url ?? '/').split('?')[0] ?? '/';
    const isAsset = path.startsWith('/assets/') && path.endsWith('.js');
    const headers = { ...incoming.headers, host: this.upstream.host };
    // The gateway sees itself asked by its own page.
    if (headers.origin === this.origin) headers.origin = this.upstream.origin;
    if (isAsset) {
      delete headers['accept-encoding'];
      delete headers['if-none-match'];
    }
    const onward = request(
      {
        host: this.upstream.hostname,
        port: this.upstream.port,
        path: incoming.url,
        method: incoming.method,
        headers,
      },
      (reply) => this.#answer({ path, isAsset, isPush: isPush(incoming, path) }, reply, outgoing),
    );
    onward.on('error', () => outgoing.destroy());
    outgoing.on('error', () => onward.destroy());
    incoming.on('error', () => onward.destroy());
    incoming.pipe(onward);
  }

  #answer(
    { path, isAsset, isPush }: { path: string; isAsset: boolean; isPush: boolean },
    reply: IncomingMessage,
    outgoing: ServerResponse,
  ): void {
    reply.on('error', () => outgoing.destroy());
    if (isAsset) {
      void this.#answerAsset(path, reply, outgoing);
      return;
    }
    if (isPush) {
      const isLost = this.pushRepliesToLose > 0;
      if (isLost) {
        this.pushRepliesToLose--;
        this.lostReplies++;
      }
      this.emit('pushAnswered');
      if (isLost) {
        reply.resume();
        outgoing.destroy();
        return;
      }
    }
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
    if (PULL.test(path)) {
      reply.once('data', () => this.emit('pullUnderWay'));
      if (this.pullsToCutShort > 0) {
        this.pullsToCutShort--;
        reply.once('data', (chunk: Buffer) => {
          outgoing.write(chunk.subarray(0, Math.floor(chunk.length / 2)), () => outgoing.destroy());
          reply.destroy();
        });
        return;
      }
    }
    reply.pipe(outgoing);
  }

  async #answerAsset(path: string, reply: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of reply) chunks.push(chunk as Buffer);
    } catch {
      outgoing.destroy();
      return;
    }
    const body = Buffer.concat(chunks);
    const changed = reply.statusCode === 200 ? this.rewrite(path, body.toString('utf8')) : null;
    const bytes = changed === null ? body : Buffer.from(changed, 'utf8');
    outgoing.writeHead(reply.statusCode ?? 502, { ...reply.headers, 'content-length': bytes.length });
    outgoing.end(bytes);
  }
}

const isPush = (incoming: IncomingMessage, path: string) => incoming.method === 'POST' && PUSH.test(path);
