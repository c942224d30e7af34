/** Codes in groups, as a reader compares them with a licence: `91440101 MA5XY2015 N`. */

/** Splits a text into groups of these sizes; what is left over makes the last group. */
function groupsOf(text: string, sizes: readonly number[]): string[] {
  const groups: string[] = [];
  let at = 0;
  for (const size of sizes) {
    if (at >= text.length) break;
    groups.push(text.slice(at, at + size));
    at += size;
  }
  if (at < text.length) groups.push(text.slice(at));
  return groups;
}

/** A credit code: registering authority and area, organisation, check character. Other lengths as they are. */
export function creditCodeGroups(code: string): string[] {
  return code.length === 18 ? groupsOf(code, [8, 9, 1]) : [code];
}

/** An 18-digit number of a person, also masked: area, birth date, rest. */
export function documentNumberGroups(number: string): string[] {
  return number.length === 18 ? groupsOf(number, [6, 8, 4]) : [number];
}

/** The code cut for a narrow column: `91440101MA5…5N`. */
export function shortCode(code: string): string {
  return code.length > 14 ? `${code.slice(0, 11)}…${code.slice(-2)}` : code;
}
