/** The command line's part about editions: a profile to start from, adding one, ending one. */
import { readFile } from 'node:fs/promises';
import type { EditionProfile } from '../shared/domain/editionProfile.ts';
import { readProfile } from '../shared/domain/profileProblems.ts';
import { FAIRS, findFair } from '../shared/domain/profiles/fairs.ts';
import { ensureEdition } from './editions.ts';
import type { Ports } from './ports.ts';
import { retireEdition } from './retention.ts';
import { UsageError } from './usageError.ts';

/** A fair that comes with the product; a UsageError names those there are. */
export function fairNamed(id: string): EditionProfile {
  const fair = findFair(id);
  if (!fair) throw new UsageError(`There is no fair "${id}": ${FAIRS.map((each) => each.id).join(', ')}.`);
  return fair;
}

/** Adds the edition of a profile's file, or replaces its profile; answers with what to say. */
export async function addEdition(ports: Ports, file: string): Promise<string> {
  const read = readProfile(await readFile(file, 'utf8'));
  if (!read.ok) throw new UsageError(`${file} is no edition profile.\n${read.problems.join('\n')}`);
  await ensureEdition(ports, read.profile);
  return `Edition ${read.profile.id} is there.`;
}

/** Erases an edition after its retention; answers with what to say. */
export async function endEdition(ports: Ports, id: string): Promise<string> {
  const done = await retireEdition(ports, id);
  if (!done.ok) throw new UsageError(`Edition ${id} is kept until the end of ${done.until}.`);
  return `Edition ${id} is erased: ${done.submissions} submissions, ${done.images} images.`;
}
