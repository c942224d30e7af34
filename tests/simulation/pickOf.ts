/** The one of a list that a number means, whatever is in it when the step comes. */
export function pickOf<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}
