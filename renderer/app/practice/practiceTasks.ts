/** The tasks of the practice, ticked by what is done at its desk; pure but for the desk it wraps. */
import type { Desk } from '../../desk/contract/desk.ts';

export const PRACTICE_TASKS = ['approve', 'reject', 'undo', 'search', 'batch'] as const;
export type PracticeTask = (typeof PRACTICE_TASKS)[number];

/** The desk as it is, telling of each task that was done at it. */
export function watchTasks(desk: Desk, onDone: (task: PracticeTask) => void): Desk {
  const watched: Partial<Desk> = {
    async decide(items) {
      const reply = await desk.decide(items);
      if (reply.decided > 0 && items.some(({ verdict }) => verdict === 'approve')) onDone('approve');
      const isReasoned = items.some(({ verdict, reasons }) => verdict === 'reject' && reasons?.length);
      if (reply.decided > 0 && isReasoned) onDone('reject');
      return reply;
    },
    async undo() {
      const reply = await desk.undo();
      if (reply.ok) onDone('undo');
      return reply;
    },
    async openQuery(query) {
      const opened = await desk.openQuery(query);
      if (query.search?.trim() && opened.total > 0) onDone('search');
      return opened;
    },
    async confirmBatch(previewId, input) {
      const reply = await desk.confirmBatch(previewId, input);
      if (reply.decided > 1) onDone('batch');
      return reply;
    },
  };
  return new Proxy(desk, {
    get: (target, name) =>
      Object.hasOwn(watched, name) ? Reflect.get(watched, name) : Reflect.get(target, name),
  });
}
