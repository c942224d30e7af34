/** A desk on a machine in memory against the model gateway, over a network that can be made to misbehave. */

import type { DeskStatus } from '../../renderer/desk/contract/status.ts';
import { createDesk } from '../../renderer/desk/createDesk.ts';
import { MemoryMachine } from '../../renderer/desk/testing/memoryPorts.ts';
import { turn, until } from '../../renderer/desk/testing/virtualTime.ts';
import { ModelGateway } from './modelGateway.ts';

export type Fault =
  | 'none'
  /** the request never arrives */
  | 'dropRequest'
  /** it arrives, the reply is lost */
  | 'dropReply'
  /** it arrives twice, the first reply counts */
  | 'duplicate'
  /** a captive portal answers in the gateway's place */
  | 'captivePortal'
  /** the reply is cut off midway */
  | 'truncate'
  | 'unauthorised'
  | 'busy';

export class Network {
  isUp = true;
  /** faults to come, first first; then none */
  faults: Fault[] = [];
  /** faults strike these paths only */
  only: string | null = null;
  calls = 0;
  /** requests under way */
  pending = 0;

  constructor(private readonly gateway: ModelGateway) {}

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    this.calls++;
    this.pending++;
    try {
      // A turn of its own, so that a crash can fall between request and reply.
      await turn();
      if (!this.isUp) throw new TypeError('network down');
      const isStruck = this.only === null || url.includes(this.only);
      const fault = (isStruck ? this.faults.shift() : undefined) ?? 'none';
      return await this.#answer(fault, url, init);
    } finally {
      this.pending--;
    }
  };

  async #answer(fault: Fault, url: string, init: RequestInit): Promise<Response> {
    switch (fault) {
      case 'dropRequest':
        throw new TypeError('request lost');
      case 'dropReply':
        await this.gateway.fetch(url, init);
        throw new TypeError('reply lost');
      case 'duplicate': {
        const first = await this.gateway.fetch(url, init);
        await this.gateway.fetch(url, init);
        return first;
      }
      case 'captivePortal':
        return new Response('<html>Please sign in to the hotel network</html>', {
          headers: { 'Content-Type': 'text/html' },
        });
      case 'truncate': {
        const reply = await this.gateway.fetch(url, init);
        const text = await reply.text();
        return new Response(text.slice(0, Math.floor(text.length / 2)), reply);
      }
      case 'unauthorised':
        return new Response(
          JSON.stringify({ type: 'urn:expo-review-desk:not-signed-in', title: 'not signed in', status: 401 }),
          { status: 401, headers: { 'Desk-Protocol': '1', 'Content-Type': 'application/problem+json' } },
        );
      case 'busy':
        return new Response('<html>502</html>', { status: 502 });
      case 'none':
        return this.gateway.fetch(url, init);
    }
  }
}

export const CREDENTIALS = { account: 'reviewer.guangzhou', password: 'right-password' };

export class Rig {
  readonly gateway = new ModelGateway();
  readonly network = new Network(this.gateway);
  readonly machine: MemoryMachine;
  desk!: ReturnType<typeof createDesk>;
  status!: DeskStatus;

  constructor(seed = 1) {
    this.machine = new MemoryMachine(seed);
  }

  /** Starts a desk on the machine, as a page that was just opened does. */
  async start(): Promise<void> {
    const desk = createDesk(this.machine.ports(this.network.fetch));
    this.desk = desk;
    await desk.boot();
    await desk.subscribe((event) => {
      if (event.type === 'status' && this.desk === desk) this.status = event.status;
    });
  }

  /** The process dies and a new one starts on the same disk, locked. */
  async crash(): Promise<void> {
    this.machine.crash();
    await this.start();
  }

  async signIn(): Promise<void> {
    const reply = await this.desk.signIn(CREDENTIALS);
    if (!reply.ok) throw new Error(`sign-in refused: ${reply.why}`);
    await this.calm();
  }

  /** Lets everything under way come to rest without time going on. */
  async calm(): Promise<void> {
    let quiet = 0;
    await until(async () => {
      await turn();
      quiet = this.desk.isBusy() || this.network.pending > 0 ? 0 : quiet + 1;
      return quiet > 3;
    }, 'calm');
    this.status = await this.desk.status();
  }

  /** Time goes on, with everything that falls due on the way. */
  async pass(durationMs: number): Promise<void> {
    await this.machine.time.advance(durationMs, () => this.calm());
  }

  /** Faults stop and time goes on until nothing is left to upload. */
  async drain(): Promise<void> {
    this.network.faults = [];
    this.network.isUp = true;
    for (let round = 0; round < 60; round++) {
      await this.desk.syncNow();
      await this.calm();
      const { window, queued, inFlight } = this.status.outbox;
      if (window + queued + inFlight === 0) break;
      await this.pass(35_000);
    }
    await this.desk.syncNow();
    await this.calm();
  }
}
