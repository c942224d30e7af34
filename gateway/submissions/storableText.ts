/** Text that the database can keep: PostgreSQL refuses NUL, and half a surrogate pair is no character. */

const UNSTORABLE = /\0|\p{Surrogate}/u;

/** True if no text anywhere in a JSON value, member names included, holds NUL or a lone surrogate. */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, member]) => !UNSTORABLE.test(key) && isStorable(member));
}
