/** The secretariat's other hand: moves units between sub-groups while their reviewers decide. */

import type { z } from 'zod';
import type { TransferReply } from '../../shared/protocol/reports.ts';
import { type ClientParts, createClient } from './client.ts';
import type { Field } from './field.ts';
import { pause } from './workstation.ts';

const TRANSFER_EVERY_MS = 700;
const UNITS_PER_TRANSFER = 5;

export interface Transfers {
  signIn(): Promise<void>;
  work(signal: AbortSignal): Promise<void>;
}

/** Moves a few units at a time; half of them come back later, for their ids say where they began. */
export function createTransfers(parts: ClientParts, field: Field, unitsPerSubGroup: number): Transfers {
  const { chance, measure } = parts;
  const client = createClient(parts);
  return {
    signIn: () => client.signIn(),
    async work(signal) {
      while (!signal.aborted) {
        const home = chance.pick(field.subGroupIds) ?? '';
        const away = chance.pick(field.subGroupIds.filter((id) => id !== home)) ?? '';
        const [fromSubGroupId, toSubGroupId] = chance.hits(0.5) ? [home, away] : [away, home];
        const items = Array.from({ length: UNITS_PER_TRANSFER }, () => ({
          unitId: `u-${home}-${chance.below(Math.min(unitsPerSubGroup, 200))}`,
          fromSubGroupId,
        }));
        const body = { items, toSubGroupId, reason: '属地' };
        const reply = await client.attempt<z.infer<typeof TransferReply>>('transfer', { body });
        for (const { result } of reply?.items ?? []) measure.count(`transfer ${result}`);
        await pause(chance.around(TRANSFER_EVERY_MS), signal);
      }
    },
  };
}
