/** When the gateway was restored from a backup: what it has forgotten of ours is sent again under its ids. */
import type { OpenDesk } from '../openDesk.ts';

/**
 * Queues again what a gateway of a new epoch does not know. The epoch this was done for is kept, so that it
 * is done once, whether heartbeat or pull finds out first.
 */
export async function followEpoch(open: OpenDesk): Promise<void> {
  const { work, recorder, ledger } = open.workstation;
  const { epoch } = open.feed.meta;
  const known = await work.meta<string>('epoch');
  if (epoch === undefined || epoch === known || recorder.fault) return;
  if (known !== undefined) {
    const bound = await open.bind();
    if (!bound.ok) return;
    await recorder.standing(ledger.requeueAbove(bound.value.contiguous));
    // They cover the feed again, which no longer carries them.
    open.room.refreshEntries(ledger.open('attempted'));
    open.sync.planPush();
  }
  await recorder.write({ meta: { epoch } });
}
