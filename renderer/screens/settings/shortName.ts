/** A workstation's name as a list shows it. */

/** Enough of a workstation's name to tell it from the others: random ones are cut, given ones are not. */
export const shortName = (ws: string): string =>
  /^[0-9a-f]{8}-/.test(ws) ? ws.slice(0, 8) : ws.slice(0, 32);
