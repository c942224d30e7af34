/** The workstations the account may see, as the gateway lists them now. */
import { useCallback, useEffect, useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import type { WorkstationsReply } from '../../desk/contract/access.ts';

/** Null while the first answer is on its way; `reload` asks again. */
export function useWorkstations(): { reply: WorkstationsReply | null; reload: () => void } {
  const desk = useDesk();
  const [reply, setReply] = useState<WorkstationsReply | null>(null);
  const reload = useCallback(() => {
    desk.workstationList().then(setReply, () => setReply({ ok: false, why: 'gatewayFault' }));
  }, [desk]);
  useEffect(reload, [reload]);
  return { reply, reload };
}
