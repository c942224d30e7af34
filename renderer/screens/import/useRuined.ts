/** How many rows of a matched list have a document number that a spreadsheet has ruined. */
import { useEffect, useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import type { ImportSummary } from '../../desk/contract/imports.ts';

const RUINED = ['rounded', 'scientific', 'numeric'];

export function useRuined({ importId, counts }: ImportSummary): number {
  const desk = useDesk();
  const [ruined, setRuined] = useState(0);
  const unusable = counts.unusable;
  useEffect(() => {
    let isWanted = true;
    if (unusable === 0) {
      setRuined(0);
      return;
    }
    desk.importRows(importId, ['unusable'], 0, unusable).then(
      ({ rows }) => {
        if (isWanted) setRuined(rows.filter((row) => RUINED.includes(row.unusable ?? '')).length);
      },
      // The list was closed meanwhile: nothing is left to be said of it.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [desk, importId, unusable]);
  return ruined;
}
