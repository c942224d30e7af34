/** One origin for a contender's page: its script, the gateway behind it, a CouchDB-like server for PouchDB. */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A push begins with the question what is missing, in CouchDB's protocol. */
const PUSH = /\/(decisions|_revs_diff|_bulk_docs)$/;
/** What takes decisions in. */
const TAKES = /\/(decisions|_bulk_docs)$/;
const PAGE = '<!doctype html><meta charset="utf-8"><title>bench</title>';

export class BenchServer {
  /** when the first push of this run was asked and the last one answered, by `performance.now()` */
  pushes: { first: number; last: number; count: number } | null = null;
  /** what signing in took the gateway, on purpose slow */
  sessionMs = 0;
  /** the network is gone; the page itself is still had */
  isCut = false;
  /** so many replies to what takes decisions in are lost on the way back */
  repliesToLose = 0;
  repliesLost = 0;
  readonly #server: Server;

  private constructor(
    private readonly gateway: URL,
    private readonly couch: URL | null,
  ) {
    this.#server = createServer((incoming, outgoing) => this.#handle(incoming, outgoing));
  }

  static async start(gateway: string, couch: string | null): Promise<BenchServer> {
    const server = new BenchServer(new URL(gateway), couch === null ? null : new URL(couch));
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const path = incoming.url ?? '/';
    const [bare = ''] = path.split('?');
    if (path === '/bench') {
      outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return;
    }
    if (this.isCut && !path.startsWith('/assets/')) {
      incoming.socket.destroy();
      return;
    }
    const isPost = incoming.method === 'POST';
    if (isPost && bare.endsWith('/session')) {
      const from = performance.now();
      outgoing.once('finish', () => {
        this.sessionMs += performance.now() - from;
      });
    }
    if (isPost && PUSH.test(bare)) this.#timePush(outgoing);
    const isToCouch = this.couch !== null && path.startsWith('/couch/');
    const isLost = isPost && TAKES.test(bare) && this.repliesToLose > 0;
    if (isLost) this.repliesToLose--;
    const to = isToCouch && this.couch ? this.couch : this.gateway;
    this.#forward(incoming, outgoing, { to, path: isToCouch ? path.slice('/couch'.length) : path, isLost });
  }

  #timePush(outgoing: ServerResponse): void {
    const now = performance.now();
    this.pushes ??= { first: now, last: now, count: 0 };
    const { pushes } = this;
    outgoing.once('finish', () => {
      pushes.last = performance.now();
      pushes.count += 1;
    });
  }

  #forward(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    { to, path, isLost }: { to: URL; path: string; isLost: boolean },
  ): void {
    const headers = { ...incoming.headers, host: to.host };
    // The gateway sees itself asked by its own page.
    if (headers.origin === this.origin) headers.origin = to.origin;
    const onward = request(
      { host: to.hostname, port: to.port, path, method: incoming.method, headers },
      (reply) => {
        if (isLost) {
          // It was done over there; nobody over here hears of it.
          reply.resume().once('end', () => {
            this.repliesLost++;
            incoming.socket.destroy();
          });
          return;
        }
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.on('error', () => outgoing.destroy());
        reply.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    outgoing.on('error', () => onward.destroy());
    incoming.pipe(onward);
  }
}
