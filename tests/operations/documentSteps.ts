/** The operators' guide as something to be run: the shell blocks of its chapter on a fresh Debian, in order. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const GUIDE = join(import.meta.dirname, '../../docs/operating.md');
const CHAPTER = '## A fresh Debian, step by step';

export interface Step {
  /** the bold word that its paragraph begins with */
  title: string;
  commands: string;
}

/** Every shell block of the chapter with the title it stands under; a title may have several. */
export async function guideSteps(): Promise<Step[]> {
  const guide = await readFile(GUIDE, 'utf8');
  const from = guide.indexOf(CHAPTER);
  if (from < 0) throw new Error(`the guide has no chapter «${CHAPTER}»`);
  const end = guide.indexOf('\n## ', from + CHAPTER.length);
  const steps: Step[] = [];
  let title = '';
  const part = /^\*\*([^*]+?)\.?\*\*|^```sh\n([\s\S]*?)^```$/gm;
  for (const [, heading, commands] of guide.slice(from, end).matchAll(part)) {
    if (heading !== undefined) title = heading;
    else steps.push({ title, commands: commands ?? '' });
  }
  return steps;
}
