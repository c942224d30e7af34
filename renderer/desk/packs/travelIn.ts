/** Taking a travel pack in: into a new workstation, or in place of what an earlier one brought. */
import type { PackProgress, TravelPackTaken } from '../contract/packs.ts';
import type { Entry } from '../ledger/entry.ts';
import type { OpenDesk } from '../openDesk.ts';
import type { CacheSource } from '../sync/cacheKeeper.ts';
import { type PackedReceipts, PackRefusedError } from './packContents.ts';
import { PackError } from './packFile.ts';
import type { TravelPack } from './readTravelPack.ts';

/** When the pack that is held was made, ms since epoch by the gateway's clock. */
export const PACK_META = 'travelPackMadeAt';

export const sourceOf = ({ client, madeAt }: TravelPack): CacheSource => ({ client, now: () => madeAt });

type Told = (progress: PackProgress | null) => void;

/** Refuses a pack that knows less than what is here. A restored gateway counts anew: then the clock says. */
async function assertNotOlder(open: OpenDesk, { manifest, madeAt }: TravelPack): Promise<void> {
  const { epoch, feedHead = 0 } = open.feed.meta;
  const heldAt = (await open.workstation.work.meta<number>(PACK_META)) ?? 0;
  const isOlder = epoch === manifest.epoch ? manifest.head < feedHead : madeAt < heldAt;
  if (isOlder) throw new PackRefusedError('older');
}

/**
 * Renews an open traveller: the new copy is built beside the present one and takes its place whole, then the
 * receipts are stored. Cut off in between, the same pack is taken in again. Throws where nothing was changed.
 */
export async function renewFrom(open: OpenDesk, pack: TravelPack, told: Told): Promise<TravelPackTaken> {
  const { workstation } = open;
  if (workstation.recorder.fault || workstation.gate.isShut) throw new PackRefusedError('storageFault');
  if (open.cache.isRebuilding) throw new PackRefusedError('busy');
  await assertNotOlder(open, pack);
  await followEpoch(open, pack);
  told({ stage: 'submissions', done: 0, total: pack.manifest.counts.units + pack.manifest.counts.attendees });
  if (!(await open.cache.rebuild(sourceOf(pack)))) throw new PackError('damaged');
  await open.adoptAccount(pack.manifest.account);
  return finish(open, pack, told);
}

/** What comes with the submissions: receipts, images, the date it is all from. */
export async function finish(open: OpenDesk, pack: TravelPack, told: Told): Promise<TravelPackTaken> {
  const { workstation } = open;
  const receipts = pack.receiptsOf(workstation.header.ws);
  const answered = receipts ? await takeReceipts(open, receipts) : [];
  open.sync.settle(pack.manifest.head);
  let images = 0;
  for await (const { sha256, variant, bytes } of pack.images()) {
    told({ stage: 'images', done: images, total: null });
    if (await open.images?.take(sha256, variant, bytes)) images++;
  }
  await workstation.recorder.write({ meta: { [PACK_META]: pack.madeAt } });
  const { units, attendees } = pack.manifest.counts;
  await open.audit.write({ action: 'packIn', rowCount: units + attendees });
  return {
    ok: true,
    units,
    attendees,
    images,
    receipts: answered.length,
    parked: answered.filter(({ state }) => state === 'parked').length,
    madeAt: pack.madeAt,
  };
}

/** The receipts of what was handed in; a number that is known under another id was a copied profile's. */
async function takeReceipts(
  open: OpenDesk,
  { contiguous, highest, items }: PackedReceipts,
): Promise<Entry[]> {
  const { ledger, recorder } = open.workstation;
  const own = items.filter(({ id }) => ledger.entries.get(id)?.state === 'attempted');
  if (own.length) {
    const receipts = own.map(({ n: _n, receivedAt: _receivedAt, ...receipt }) => receipt);
    if (!(await recorder.receipts(receipts, open.now()))) throw new PackRefusedError('storageFault');
  }
  const answered = own.flatMap(({ id }) => ledger.entries.get(id) ?? []);
  open.room.refreshEntries(answered);
  const isCloned = ledger.open('attempted').some(({ n }) => n !== undefined && n <= contiguous);
  if (isCloned && !(await open.renameOffline())) throw new PackRefusedError('storageFault');
  if (!isCloned) ledger.noteHighestN(highest);
  return answered;
}

/** The gateway was restored from a backup since: what it has forgotten of ours is handed in again. */
async function followEpoch(open: OpenDesk, { manifest, receiptsOf }: TravelPack): Promise<void> {
  const { work, recorder, ledger, header } = open.workstation;
  const known = await work.meta<string>('epoch');
  if (known === undefined || known === manifest.epoch) return;
  const contiguous = receiptsOf(header.ws)?.contiguous ?? 0;
  await recorder.standing(ledger.requeueAbove(contiguous));
  open.room.refreshEntries(ledger.open('attempted'));
  await recorder.write({ meta: { epoch: manifest.epoch } });
}
