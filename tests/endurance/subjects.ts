/** The names by which the witness and the gateway mean the same subjects. */
import { GatewayApi } from '../e2e/gatewayApi.ts';
import type { Kind } from './witness.ts';

export interface Subjects {
  /** `kind:id` → name */
  names: ReadonlyMap<string, string>;
  isUnique(kind: Kind, name: string): boolean;
}

/** Reads what an account may see; names that two subjects share are not unique. */
export async function readSubjects(origin: string, account: string): Promise<Subjects> {
  const submissions = await (await GatewayApi.signIn(origin, account)).submissions();
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  for (const item of submissions.values()) {
    const name = item.kind === 'unit' ? item.material.unitName : item.material.name;
    names.set(`${item.kind}:${item.id}`, name);
    const key = `${item.kind}:${name}`;
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  return { names, isUnique: (kind, name) => uses.get(`${kind}:${name}`) === 1 };
}
