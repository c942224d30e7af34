/** Puts a mutant's edits into the sources on their way to the tests; the files themselves stay as they are. */
import { join } from 'node:path';
import { MUTANTS, type Mutant } from './mutants.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** The mutant named in `MUTANT`, or null. Throws if there is none of that name. */
export function chosenMutant(): Mutant | null {
  const id = process.env.MUTANT;
  if (!id) return null;
  const mutant = MUTANTS.find((known) => known.id === id);
  if (!mutant) throw new Error(`there is no mutant «${id}»`);
  return mutant;
}

/** The source with a file's edits in it. Throws if one of them fits nowhere, or in two places. */
export function mutate(mutant: Mutant, file: string, source: string): string {
  let changed = source;
  for (const edit of mutant.edits) {
    if (edit.file !== file) continue;
    const times = changed.split(edit.find).length - 1;
    if (times !== 1) throw new Error(`«${mutant.id}» fits ${times} times into ${file}`);
    changed = changed.replace(edit.find, () => edit.replace);
  }
  return changed;
}

/** A Vite plugin that seeds the fault named in `MUTANT`. */
export function mutantPlugin() {
  const mutant = chosenMutant();
  const files = new Map((mutant?.edits ?? []).map(({ file }) => [join(ROOT, file), file]));
  return {
    name: 'mutant',
    enforce: 'pre' as const,
    transform(code: string, id: string): string | null {
      const file = files.get(id.split('?')[0] ?? '');
      return mutant && file !== undefined ? mutate(mutant, file, code) : null;
    },
  };
}
