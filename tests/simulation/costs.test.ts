/** What the desk's hot acts cost, counted at its ports and never timed: requests, transactions, flushes, writes. */
import { beforeEach, describe, expect, test } from 'vitest';
import { Rig } from './harness.ts';
import { approve, pending } from './reviewing.ts';
import { Tap } from './tap.ts';
import { Trace } from './trace.ts';
import { watchCalls } from './watchCalls.ts';

const UNITS = 1200;
/** The model gateway's parts are small. */
const PER_PART = 20;

describe('the cost of', () => {
  let rig: Rig;
  let trace: Trace;
  let read = 0;

  beforeEach(async () => {
    trace = new Trace(true);
    read = 0;
    const tap = new Tap('desk', trace, () => rig.machine.crash());
    rig = new Rig(1, undefined, (ports) => tap.on(ports));
    for (let unit = 1; unit <= UNITS; unit++) await rig.gateway.putUnit(`u-${unit}`);
    await rig.start();
  });

  /** What has passed the ports since the last question: each thing with how often. */
  function spent(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const line of trace.text.slice(read)) {
      const name = nameOf(line);
      if (name !== null) counts[name] = (counts[name] ?? 0) + 1;
    }
    read = trace.text.length;
    return counts;
  }

  /** The same of the time while something is done, until all of it has come to rest. */
  async function costOf(work: () => Promise<unknown>): Promise<Record<string, number>> {
    spent();
    await work();
    await rig.calm();
    return spent();
  }

  test('a first pull: a request for each part, a transaction for each part, and the same besides', async () => {
    const cost = await costOf(() => rig.signIn());
    expect(cost).toMatchObject({ snapshot: 1, part: UNITS / PER_PART });
    expect((cost['cache transaction'] ?? 0) - UNITS / PER_PART).toBeLessThanOrEqual(6);
    expect(cost.changes).toBeLessThanOrEqual(3);
    expect(cost['work transaction']).toBeLessThanOrEqual(8);
  });

  test('an unlock without a network: nothing of the cache is written but whose it is', async () => {
    await rig.signIn();
    await rig.crash();
    rig.network.isUp = false;
    expect(await costOf(() => rig.signIn())).toMatchObject({ 'cache transaction': 1, 'journal flush': 2 });
  });

  test('a search and its first rows: nothing', async () => {
    await rig.signIn();
    const cost = await costOf(async () => {
      const { queryId, total } = await rig.desk.openQuery({ kind: 'unit', queue: 'pending', search: 'a' });
      expect((await rig.desk.rows(queryId, 0, total)).length).toBe(UNITS);
    });
    expect(cost).toEqual({});
  });

  test('a decision: one frame, flushed once, and what was seen of it', async () => {
    await rig.signIn();
    const [first] = await pending(rig);
    const cost = await costOf(async () => first && (await rig.desk.decide([approve(first)])));
    expect(cost).toEqual({ 'journal write': 1, 'journal flush': 1, 'work transaction': 2 });
  });

  test('a batch of a thousand: no more flushes and transactions than one of ten', async () => {
    await rig.signIn();
    const rows = await pending(rig);
    const ten = await costOf(() => rig.desk.decide(rows.slice(0, 10).map(approve)));
    const thousand = await costOf(() => rig.desk.decide(rows.slice(10, 1010).map(approve)));
    expect(thousand['work transaction']).toBe(ten['work transaction']);
    expect(thousand['journal flush']).toBeLessThanOrEqual(2);
    expect(thousand['journal write']).toBeLessThanOrEqual(4);
    expect(Object.keys(thousand).sort()).toEqual(['journal flush', 'journal write', 'work transaction']);
  });

  test('a push of five hundred: one request, one flush of what was answered, one transaction for each page of changes', async () => {
    await rig.signIn();
    const rows = await pending(rig);
    await rig.desk.decide(rows.slice(0, 500).map(approve));
    await rig.calm();
    const cost = await costOf(() => rig.pass(35_000));
    expect(cost.decisions).toBe(1);
    expect(cost['cache transaction']).toBe(cost.changes);
    expect(cost['journal flush']).toBeLessThanOrEqual(1);
    expect(cost['work transaction']).toBeLessThanOrEqual(3);
  });

  test('a push of more than one request: what came of it is pulled once, afterwards', async () => {
    await rig.signIn();
    const rows = await pending(rig);
    await rig.desk.decide(rows.slice(0, 1200).map(approve));
    await rig.calm();
    const calls = watchCalls(rig);
    await rig.pass(35_000);
    const asked = calls.filter((call) => call === 'decisions' || call === 'changes');
    expect(asked.slice(0, 3)).toEqual(['decisions', 'decisions', 'decisions']);
    expect(new Set(asked.slice(3))).toEqual(new Set(['changes']));
  });

  test('an idle hour: heartbeats, a look each minute, and nothing on the disk', async () => {
    await rig.signIn();
    await rig.pass(300_000);
    const { poke, ...cost } = await costOf(() => rig.pass(3_600_000));
    expect(cost).toEqual({ hello: 180, changes: 60 });
    // The poke stream is opened anew now and then.
    expect(poke).toBeLessThanOrEqual(20);
  });
});

/** `fetch GET …/snapshot` → `snapshot`, `journal a write 512` → `journal write`; null for what only ends something. */
function nameOf(line: string): string | null {
  const text = line.replace(/^desk /, '');
  if (text.startsWith('reply') || text.endsWith(' committed')) return null;
  const [, path] = /^fetch \S+ ([^?]*)/.exec(text) ?? [];
  if (path !== undefined) return path.includes('/parts/') ? 'part' : path.replace(/^.*\//, '');
  return text.replace(/^journal (?:a|b|header) (\w+).*/, 'journal $1');
}
