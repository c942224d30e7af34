/** The part of the desk's contract that reaches across sub-groups: transfers, withdrawals seen first, news. */
import type { UndoReply } from '../contract/decisions.ts';
import type { SecretariatDesk } from '../contract/secretariat.ts';
import type { OpenDesk } from '../openDesk.ts';
import { previewWithdrawal } from './withdrawal.ts';

/** `desk` answers the open desk, or throws where none is open. */
export function secretariatMethods(desk: () => OpenDesk): SecretariatDesk & { undo(): Promise<UndoReply> } {
  return {
    previewTransfer: async (scope) => desk().transfers.preview(scope),
    confirmTransfer: async (previewId, input) => desk().transfers.confirm(previewId, input),
    previewWithdrawal: async (kind, id) => previewWithdrawal(desk().room.context, kind, id),
    news: async () => desk().news.rows(),
    markNewsRead: async () => desk().news.markRead(),
    /** Whichever is newer: the last transfer, or what the room would take back. */
    async undo() {
      const { transfers, room } = desk();
      const last = transfers.undoable;
      return last && last.at >= (room.undoableAt ?? 0) ? transfers.undo() : room.undo();
    },
  };
}
