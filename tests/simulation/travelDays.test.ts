/**
 * Random days of an office and two travellers that meet by files alone: packs late, doubled, out of order, cut
 * off, machines that crash, colleagues and registrants in between. In the end every decision has one receipt.
 */
import { expect, test } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { AttendeeRow, UnitRow } from '../../renderer/desk/contract/rows.ts';
import { seededRandom } from './deterministic.ts';
import { CREDENTIALS, Rig } from './harness.ts';

const PASSPHRASE = 'a passphrase for the road';
const { account, password } = CREDENTIALS;
const STEPS = 40;
const SEEDS = [1, 2, 3, 4, 5, 6];

class Day {
  readonly #random: () => number;
  readonly office = new Rig(1);
  readonly roads: Rig[] = [];
  readonly outbound: Blob[] = [];
  readonly back: Blob[] = [];
  /** what travellers confirmed, by decision id once it is numbered */
  #unit = 0;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  #pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.#random() * list.length)];
  }

  async begin(): Promise<void> {
    for (let unit = 0; unit < 6; unit++) await this.#register();
    await this.office.start();
    await this.office.signIn();
    await this.packOut();
    for (const seed of [2, 3]) {
      const road = new Rig(seed, this.office.gateway);
      road.network.isUp = false;
      await road.start();
      await this.takeIn(road);
      this.roads.push(road);
    }
  }

  async #register(): Promise<void> {
    const id = `u-${++this.#unit}`;
    await this.office.gateway.putUnit(id);
    await this.office.gateway.putAttendee(`a-${this.#unit}`, id);
  }

  async packOut(): Promise<void> {
    await this.office.drain();
    const made = await this.office.desk.makeTravelPack({ passphrase: PASSPHRASE, password, imageBytes: 0 });
    if (made.ok) this.outbound.push(made.file);
    else throw new Error(`no travel pack: ${made.why}`);
  }

  async takeIn(road: Rig, file = this.#pick(this.outbound)): Promise<void> {
    if (!file) return;
    const reply = await road.desk.takeTravelPack({ file, passphrase: PASSPHRASE, password, account });
    await road.calm();
    if (!reply.ok) expect(reply.why).toBe('older');
  }

  async packBack(road: Rig): Promise<void> {
    const made = await road.desk.makeDecisionsPack({ passphrase: PASSPHRASE });
    await road.calm();
    if (made.ok) this.back.push(made.file);
    else expect(made.why).toBe('nothing');
  }

  async handIn(file = this.#pick(this.back)): Promise<void> {
    if (!file) return;
    await this.office.desk.handIn({ file, passphrase: PASSPHRASE });
    await this.office.calm();
  }

  async decide(rig: Rig): Promise<void> {
    const isUnit = this.#random() < 0.6;
    const { queryId, total } = await rig.desk.openQuery(
      isUnit ? { kind: 'unit', queue: 'all' } : { kind: 'attendee', queue: 'all' },
    );
    const row = this.#pick(await rig.desk.rows(queryId, 0, total));
    if (!row) return;
    const input: DecisionInput = isUnit
      ? {
          kind: 'unit',
          id: row.id,
          seen: (row as UnitRow).seen,
          verdict: this.#random() < 0.2 ? 'withdraw' : 'approve',
        }
      : {
          kind: 'attendee',
          id: row.id,
          seen: (row as AttendeeRow).seen,
          verdict: 'tag',
          tag: this.#pick(['vip', 'staff', 'professional']) ?? 'vip',
        };
    await rig.desk.decide([input]);
    await rig.calm();
  }

  async step(): Promise<void> {
    const road = this.#pick(this.roads) ?? this.office;
    const { gateway } = this.office;
    const roll = this.#random();
    if (roll < 0.36) return this.decide(road);
    if (roll < 0.42) await road.desk.undo();
    else if (roll < 0.5) await road.pass(40_000);
    else if (roll < 0.6) await this.packBack(road);
    else if (roll < 0.7) {
      // The reply, or the request, may be lost: the same file comes again some day.
      this.office.network.only = '/handIns';
      this.office.network.faults =
        this.#random() < 0.4
          ? [this.#pick(['dropReply', 'dropRequest', 'truncate', 'duplicate'] as const) ?? 'none']
          : [];
      await this.handIn();
      this.office.network.faults = [];
      this.office.network.only = null;
    } else if (roll < 0.76) await this.packOut();
    else if (roll < 0.84) await this.takeIn(road);
    else if (roll < 0.89) {
      await road.crash();
      await road.signIn();
    } else if (roll < 0.93)
      gateway.decideAsOther(
        `u-${1 + Math.floor(this.#random() * this.#unit)}`,
        'approve',
        `other-${this.#random()}`,
      );
    else if (roll < 0.97) await gateway.amend('unit', `u-${1 + Math.floor(this.#random() * this.#unit)}`);
    else await this.decide(this.office);
    await road.calm();
  }

  /** Everything home, everything out again. */
  async end(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      for (const road of this.roads) {
        await road.pass(60_000);
        await this.packBack(road);
      }
      for (const file of this.back) await this.handIn(file);
      await this.packOut();
      for (const road of this.roads) await this.takeIn(road, this.outbound.at(-1));
    }
  }
}

test.each(SEEDS)('day %i: one receipt each, on what was seen, numbered without a hole', async (seed) => {
  const day = new Day(seed);
  await day.begin();
  for (let step = 0; step < STEPS; step++) await day.step();
  await day.end();
  const { gateway } = day.office;
  for (const road of day.roads) {
    const { window, queued, inFlight } = road.status.outbox;
    expect({ window, queued, inFlight }).toEqual({ window: 0, queued: 0, inFlight: 0 });
  }
  const travellers = [...gateway.workstations].filter(([ws]) => ws.startsWith('travel-'));
  expect(travellers.length).toBeGreaterThan(0);
  for (const [, { numbers }] of travellers)
    expect([...numbers.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: numbers.size }, (_, at) => at + 1),
    );
  // At most one effect per subject, revision and predecessor, each on what the gateway held.
  const keys = gateway.effects.map(
    (each) => `${each.kind}:${each.subjectId}|${each.baseRevision}|${each.previousDecisionId}`,
  );
  expect(new Set(keys).size).toBe(keys.length);
  for (const effect of gateway.effects) {
    expect(effect.revision).toBe(effect.baseRevision);
    expect(effect.hash).toBe(effect.seenHash);
  }
  // What the travellers decided and sent is what the gateway has receipts for, and no receipt was ever changed.
  const arrived = [...gateway.arrived].filter(([, { ws }]) => ws.startsWith('travel-')).map(([id]) => id);
  expect(arrived.length).toBeGreaterThan(0);
  for (const id of arrived) expect(gateway.receipts.has(id), id).toBe(true);
  // Both see what the gateway holds.
  for (const road of day.roads) {
    const { queryId, total } = await road.desk.openQuery({ kind: 'unit', queue: 'all' });
    const rows = (await road.desk.rows(queryId, 0, total)) as UnitRow[];
    for (const row of rows) expect(row.status, row.id).toBe(gateway.unit(row.id)?.status);
  }
});
