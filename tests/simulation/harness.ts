/** A desk on a machine in memory against the model gateway, over a network that can be made to misbehave: for stories. */

import type { DeskStatus } from '../../renderer/desk/contract/status.ts';
import { createDesk } from '../../renderer/desk/createDesk.ts';
import type { DeskPorts } from '../../renderer/desk/ports.ts';
import { MemoryMachine } from '../../renderer/desk/testing/memoryMachine.ts';
import { turn, until } from '../../renderer/desk/testing/virtualTime.ts';
import { ModelGateway } from './modelGateway.ts';
import { Network } from './network.ts';

export const CREDENTIALS = { account: 'reviewer.guangzhou', password: 'right-password' };

export class Rig {
  readonly network: Network;
  readonly machine: MemoryMachine;
  desk!: ReturnType<typeof createDesk>;
  status!: DeskStatus;
  config: DeskPorts['config'] = {};

  /** `gateway`: one that several machines share; `through`: what is put between the desk and its ports */
  constructor(
    seed = 1,
    readonly gateway = new ModelGateway(),
    private readonly through: (ports: DeskPorts) => DeskPorts = (ports) => ports,
  ) {
    this.machine = new MemoryMachine(seed);
    this.network = new Network(this.gateway, this.machine.time);
  }

  /** Starts a desk on the machine, as a page that was just opened does. */
  async start(): Promise<void> {
    const desk = createDesk(this.through(this.machine.ports(this.network.fetch, this.config)));
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

  /** The same while something stays under way: each moment has many turns of the event loop, and no end to wait for. */
  async passBusy(durationMs: number, turns = 200): Promise<void> {
    await this.machine.time.advance(durationMs, async () => {
      for (let count = 0; count < turns; count++) await turn();
    });
    this.status = await this.desk.status();
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
