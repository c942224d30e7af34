/** What differs between two readings of a material, and which reasons that concerns. Pure. */
import { canonicalJson } from '../../../shared/domain/canonical.ts';
import type { GivenReason } from '../../../shared/domain/decision.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ImageRefs } from '../../../shared/domain/material.ts';
import type { ImageDifference, ReasonOutlook } from '../contract/tray.ts';

export type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown) =>
  a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b);

/** All fields of either side as paths: `uscc`, `contact.phone`; a list counts as one field. */
export function comparedPaths(before: Plain, after: Plain): { path: string; isSame: boolean }[] {
  return pathsUnder(before, after, '');
}

function pathsUnder(before: Plain, after: Plain, path: string): { path: string; isSame: boolean }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [a, b] = [before[name], after[name]];
    const here = path === '' ? name : `${path}.${name}`;
    return isPlain(a) && isPlain(b) ? pathsUnder(a, b, here) : [{ path: here, isSame: same(a, b) }];
  });
}

/** Paths that differ. */
export function changedPaths(before: Plain, after: Plain): string[] {
  return comparedPaths(before, after)
    .filter(({ isSame }) => !isSame)
    .map(({ path }) => path);
}

/** The value at a path of `changedPaths`; undefined where there is none. */
export function valueAt(material: Plain, path: string): unknown {
  let at: unknown = material;
  for (const name of path.split('.')) at = isPlain(at) ? at[name] : undefined;
  return at;
}

/** All image slots of either side, changed ones first. */
export function imageDifferences(before: ImageRefs, after: ImageRefs): ImageDifference[] {
  const slots = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const all = slots.map((slot) => ({ slot, before: before[slot] ?? null, after: after[slot] ?? null }));
  return all.sort((a, b) => Number(a.before === a.after) - Number(b.before === b.after));
}

/** Names of everything that differs, fields and image slots alike. */
export function changedNames(
  before: { material: Plain; images: ImageRefs },
  after: { material: Plain; images: ImageRefs },
): string[] {
  const images = imageDifferences(before.images, after.images).filter(
    (image) => image.before !== image.after,
  );
  return [...changedPaths(before.material, after.material), ...images.map(({ slot }) => slot)];
}

/** True if a change concerns a field: the same, one inside it or one it is part of. */
export function touches(changed: readonly string[], field: string): boolean {
  return changed.some(
    (path) => path === field || path.startsWith(`${field}.`) || field.startsWith(`${path}.`),
  );
}

/**
 * Whether what each reason is pinned to has changed, and if so whether the checks still find fault with it.
 * `fieldOf`: the catalogue's field of a code, for reasons that were not pinned by hand; `found`: errors and
 * warnings of the checks on what is now.
 */
export function outlooks(
  reasons: readonly GivenReason[],
  changed: readonly string[],
  fieldOf: (code: string) => string | undefined,
  found: readonly Pick<Finding, 'code' | 'field'>[] = [],
): ReasonOutlook[] {
  return reasons.map((reason) => {
    const field = reason.field ?? fieldOf(reason.code);
    if (field === undefined) return { reason, outlook: 'unpinned' };
    if (!touches(changed, field)) return { reason, outlook: 'unchanged' };
    const isStillFound = found.some((each) => each.code === reason.code || touches([each.field], field));
    return { reason, outlook: isStillFound ? 'stillFound' : 'changed' };
  });
}
