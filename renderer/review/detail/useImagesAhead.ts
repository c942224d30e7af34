/** Fetches details and pictures of the next rows while the cursor rests, so that they are there when it moves. */
import { useEffect } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import type { ReviewList } from '../list/listTypes.ts';
import { useListPart, useReview } from '../ReviewProvider.tsx';

const AHEAD = 3;
/** Rows that only pass under the cursor fetch nothing. */
const REST_MS = 250;

export function useImagesAhead<K extends SubmissionKind>(list: ReviewList<K>): void {
  const { images } = useReview();
  const index = useListPart(list, (state) => state.index);
  const queryId = useListPart(list, (state) => state.opened?.queryId);
  useEffect(() => {
    if (index < 0 || queryId === undefined) return;
    let isWanted = true;
    const fetchAhead = async () => {
      const hashes: string[] = [];
      for (let by = 1; by <= AHEAD; by++) {
        const row = list.at(index + by);
        if (!row) break;
        await list.details.want(row.id);
        hashes.push(...Object.values(list.details.peek(row.id)?.images ?? {}));
      }
      if (!isWanted) return;
      await images.ahead(
        hashes.flatMap((sha256) => [
          { sha256, variant: 'thumb' as const },
          { sha256, variant: 'full' as const },
        ]),
      );
    };
    // What cannot be fetched ahead is fetched when it is looked at; that tells what is wrong.
    const timer = setTimeout(() => void fetchAhead().catch(() => undefined), REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [list, images, index, queryId]);
}
