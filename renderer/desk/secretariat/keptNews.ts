/** News as kept in the work database: sealed, for names are in it. */
import type { NewsRow } from '../contract/secretariat.ts';
import { sealJson, unsealJson } from '../vault/sealing.ts';
import type { Workstation } from '../workstation.ts';

const META = 'news';
const CONTEXT = 'work|meta|news';

export async function loadNews({ work, keys }: Workstation): Promise<NewsRow[]> {
  const sealed = await work.meta<Uint8Array<ArrayBuffer>>(META);
  return sealed ? unsealJson<NewsRow[]>(keys.work, CONTEXT, sealed) : [];
}

/** False if it could not be stored. */
export async function keepNews({ keys, recorder }: Workstation, rows: readonly NewsRow[]): Promise<boolean> {
  return recorder.write({ meta: { [META]: await sealJson(keys.work, CONTEXT, rows) } });
}
