/** Starts the practice's worker and opens its desk; ending it leaves nothing behind. */
import { wrap } from 'comlink';
import type { Desk } from '../../desk/contract/desk.ts';
import { asDesk } from '../connectDesk.ts';
import { createDeskFeed, type DeskFeed } from '../deskFeed.ts';
import { type PracticeTask, watchTasks } from './practiceTasks.ts';

export interface OpenPractice {
  desk: Desk;
  feed: DeskFeed;
  end: () => void;
}

export async function connectPractice(
  nameShown: string,
  onDone: (task: PracticeTask) => void,
): Promise<OpenPractice> {
  const worker = new Worker(new URL('../../desk/practice/practice.worker.ts', import.meta.url), {
    type: 'module',
  });
  const remote = wrap<Desk & { startPractice(nameShown: string): Promise<boolean> }>(worker);
  const end = () => worker.terminate();
  try {
    if (!(await remote.startPractice(nameShown))) throw new Error('practice');
    const desk = watchTasks(asDesk(remote), onDone);
    return { desk, feed: await createDeskFeed(desk), end };
  } catch (fault) {
    end();
    throw fault;
  }
}
