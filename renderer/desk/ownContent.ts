/** What a reviewer keeps for their own work – sentences, templates, views –, sealed in the work database. */
import { z } from 'zod';
import { GivenReason, REASONS_MAX, TEXT_MAX } from '../../shared/domain/decision.ts';
import type { Query } from './contract/queries.ts';
import {
  type DeskSettings,
  OWN_NAME_MAX,
  type OwnSentence,
  type SavedView,
  SENTENCES_MAX,
  VIEWS_MAX,
} from './contract/settings.ts';
import { type SealingKey, sealJson, TamperedError, unsealJson } from './vault/sealing.ts';

export type OwnContent = Pick<DeskSettings, 'sentences' | 'views'>;
export const NO_OWN_CONTENT: OwnContent = { sentences: [], views: [] };

const CONTEXT = 'work|meta|own';

const Sentence = z.object({
  id: z.string().min(1).max(64),
  use: z.enum(['unit', 'attendee', 'override']),
  name: z.string().min(1).max(OWN_NAME_MAX),
  text: z.string().max(TEXT_MAX),
  reasons: z.array(GivenReason).max(REASONS_MAX),
}) satisfies z.ZodType<OwnSentence>;
const View = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(OWN_NAME_MAX),
  query: z.looseObject({ kind: z.enum(['unit', 'attendee']), queue: z.string() }),
});

/** Own content from outside: what is not understood is left out, what is too much is cut. */
export function parseOwnContent(raw: unknown): OwnContent {
  const { sentences, views } = z
    .object({ sentences: z.array(z.unknown()).catch([]), views: z.array(z.unknown()).catch([]) })
    .catch({ sentences: [], views: [] })
    .parse(raw);
  return {
    sentences: sentences.flatMap((each) => Sentence.safeParse(each).data ?? []).slice(0, SENTENCES_MAX),
    views: views
      .flatMap((each): SavedView[] => {
        const { data } = View.safeParse(each);
        return data ? [{ ...data, query: data.query as unknown as Query }] : [];
      })
      .slice(0, VIEWS_MAX),
  };
}

/** Own content as it is stored. */
export function sealOwnContent(key: SealingKey, own: OwnContent): Promise<Uint8Array<ArrayBuffer>> {
  return sealJson(key, CONTEXT, own);
}

/** Own content as it was stored; nothing where there is none. A damaged block costs the convenience only. */
export async function unsealOwnContent(
  key: SealingKey,
  sealed: Uint8Array<ArrayBuffer> | undefined,
): Promise<OwnContent> {
  if (!sealed) return NO_OWN_CONTENT;
  try {
    return parseOwnContent(await unsealJson<unknown>(key, CONTEXT, sealed));
  } catch (fault) {
    if (fault instanceof TamperedError) return NO_OWN_CONTENT;
    throw fault;
  }
}
