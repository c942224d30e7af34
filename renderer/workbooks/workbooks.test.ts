/** The page stays in charge of the worker: size first, a time limit, cancelling, a new worker afterwards. */
import { describe, expect, it } from 'vitest';
import { READ_LIMITS } from '../../shared/workbooks/readOutcome.ts';
import { WorkbookRoom } from './workbookRoom.ts';
import { type WorkbookPorts, Workbooks, type WorkerHandle } from './workbooks.ts';

function rig(room: Partial<WorkbookRoom> = {}) {
  const timers: (() => void)[] = [];
  const events: string[] = [];
  const real = new WorkbookRoom();
  const asked = new Proxy(real, {
    get: (target, name) =>
      Reflect.get(room, name) ?? (Reflect.get(target, name) as () => unknown).bind(target),
  });
  const ports: WorkbookPorts = {
    start() {
      events.push('start');
      return { room: asked as unknown as WorkerHandle['room'], end: () => events.push('end') };
    },
    after(_delayMs, task) {
      timers.push(task);
      return () => timers.splice(timers.indexOf(task), 1);
    },
  };
  return { workbooks: new Workbooks(ports), timers, events };
}
const fileOf = (content: string, name = 'list.csv', size = content.length) => ({
  name,
  size,
  arrayBuffer: async () => new TextEncoder().encode(content).buffer as ArrayBuffer,
});
const never = () => new Promise<never>(() => undefined);

describe('reading in the worker', () => {
  it('gives the sheets, their look and their people', async () => {
    const { workbooks } = rig();
    expect(await workbooks.open(fileOf('姓名,手机\n林示例,13800000001\n'))).toMatchObject({
      ok: true,
      sheets: [{ name: 'list.csv', rows: 2, columns: 2 }],
    });
    const look = await workbooks.ask((room) => room.look(0, 'find'));
    expect(look).toMatchObject({ header: { first: 0, last: 0 }, people: 1, mapping: { name: 0, phone: 1 } });
    const people = await workbooks.ask((room) => room.people(0, look.header, look.mapping));
    expect(people).toMatchObject([{ rowNumber: 2, name: '林示例', phone: '13800000001' }]);
  });

  it('does not touch a file that is too large, and says when one cannot be read', async () => {
    const { workbooks, events } = rig();
    const huge = {
      ...fileOf(''),
      size: 200 * 1024 * 1024,
      arrayBuffer: () => Promise.reject(new Error('read')),
    };
    expect(await workbooks.open(huge)).toEqual({
      ok: false,
      refusal: { why: 'tooLarge', bytes: 200 * 1024 * 1024, bytesMax: READ_LIMITS.fileBytes },
    });
    expect(await workbooks.open({ ...huge, size: 5 })).toEqual({ ok: false, refusal: { why: 'unreadable' } });
    expect(events).toEqual([]);
  });

  it('ends a worker that takes too long, and starts another for the next file', async () => {
    const { workbooks, timers, events } = rig({ open: never });
    const reading = workbooks.open(fileOf('a'));
    await Promise.resolve();
    await Promise.resolve();
    expect(timers).toHaveLength(1);
    timers[0]?.();
    expect(await reading).toEqual({ ok: false, refusal: { why: 'tooSlow' } });
    expect(events).toEqual(['start', 'end']);
    expect(timers).toHaveLength(0);
    expect(await workbooks.paste('姓名\n林示例', 'pasted')).toMatchObject({ ok: true });
    expect(events).toEqual(['start', 'end', 'start']);
  });

  it('is cancelled by word, and a crash is a refusal too', async () => {
    const { workbooks } = rig({ open: never });
    const reading = workbooks.open(fileOf('a'));
    await Promise.resolve();
    await Promise.resolve();
    workbooks.cancel();
    expect(await reading).toEqual({ ok: false, refusal: { why: 'cancelled' } });
    const crashing = rig({ open: () => Promise.reject(new RangeError('out of memory')) });
    expect(await crashing.workbooks.open(fileOf('a'))).toEqual({ ok: false, refusal: { why: 'damaged' } });
    expect(crashing.events).toEqual(['start', 'end']);
  });
});
