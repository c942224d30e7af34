/** Which fields of a material differ between two readings of it, as dotted paths. Pure. */

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Paths that differ: `uscc`, `contact.phone`; lists count as one field. */
export function changedFields(before: Plain, after: Plain, path = ''): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => {
    const [a, b] = [before[name], after[name]];
    const here = path === '' ? name : `${path}.${name}`;
    if (isPlain(a) && isPlain(b)) return changedFields(a, b, here);
    return JSON.stringify(a) === JSON.stringify(b) ? [] : [here];
  });
}
