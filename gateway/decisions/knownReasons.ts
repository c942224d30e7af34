/** An edition's reasons by their codes. */
import { type EditionProfile, reasonsFor } from '../../shared/domain/editionProfile.ts';
import type { SubmissionKind } from '../../shared/domain/vocabulary.ts';

type Catalogue = ReadonlyMap<string, ReturnType<typeof reasonsFor>[number]>;
const cataloguesOf = new WeakMap<EditionProfile, Map<SubmissionKind, Catalogue>>();

/** The edition's reasons by code: made once per profile, for every decision is held against them. */
export function knownReasons(profile: EditionProfile, kind: SubmissionKind): Catalogue {
  const catalogues = cataloguesOf.get(profile) ?? new Map<SubmissionKind, Catalogue>();
  cataloguesOf.set(profile, catalogues);
  const known =
    catalogues.get(kind) ?? new Map(reasonsFor(profile, kind).map((reason) => [reason.code, reason]));
  catalogues.set(kind, known);
  return known;
}
