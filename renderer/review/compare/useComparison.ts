/** A comparison with an earlier reading, asked of the desk; undefined while unknown. */
import { useEffect, useState } from 'react';
import type { SubmissionKind } from '../../../shared/domain/vocabulary.ts';
import { useDesk } from '../../app/DeskContext.tsx';
import type { CompareReply } from '../../desk/contract/tray.ts';
import { useFaultMessage } from '../useFaultMessage.ts';
import type { CompareTarget } from './compareTarget.ts';

/** Rows that only pass under the cursor ask nothing. */
const LINGER_MS = 300;

/** For what lies under the cursor: told once it rests there. `version`: the hash of what is now. */
export function useComparison(
  kind: SubmissionKind,
  id: string | undefined,
  target: CompareTarget | null,
  version: string | undefined,
): CompareReply | undefined {
  const desk = useDesk();
  const onFault = useFaultMessage();
  const [found, setFound] = useState<{ of: string; reply: CompareReply } | null>(null);
  const before = target?.before;
  const of = `${kind}:${id}:${version}:${JSON.stringify(before)}`;
  useEffect(() => {
    if (id === undefined || before === undefined) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      desk.compare(kind, id, before).then((reply) => isWanted && setFound({ of, reply }), onFault);
    }, LINGER_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [desk, kind, id, before, of, onFault]);
  return found?.of === of ? found.reply : undefined;
}
