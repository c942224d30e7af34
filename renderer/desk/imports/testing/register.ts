/** A register of invented people for tests of imports and exports: index, ledger and review room over plain items. */
import type { EditionProfile } from '../../../../shared/domain/editionProfile.ts';
import { CIIE3 } from '../../../../shared/domain/profiles/ciie3.ts';
import type { AttendeeItem, PutItem, UnitItem } from '../../../../shared/protocol/feed.ts';
import { indexRow } from '../../index/indexRow.ts';
import { ReviewIndex } from '../../index/reviewIndex.ts';
import type { NewFrame } from '../../ledger/frames.ts';
import { Ledger } from '../../ledger/ledger.ts';
import type { Recorder } from '../../ledger/recorder.ts';
import type { ReviewContext } from '../../review/context.ts';
import { ReviewRoom } from '../../review/reviewRoom.ts';

export const NOW = Date.parse('2020-09-07T02:00:00.000Z');
const TODAY = '2020-09-07';

/** Pseudo-random numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A resident ID that passes its check, of nobody: the order number is spread over birth dates. */
export function residentId(order: number): string {
  const year = 1960 + (order % 40);
  const month = String(1 + (Math.floor(order / 40) % 12)).padStart(2, '0');
  const day = String(1 + (Math.floor(order / 480) % 28)).padStart(2, '0');
  const body = `440106${year}${month}${day}${String(1 + (Math.floor(order / 13_440) % 999)).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[sum % 11];
}

const submission = {
  op: 'put' as const,
  revision: 1,
  seq: 1,
  subGroupId: 'guangzhou',
  submittedAt: '2020-09-01T00:00:00.000Z',
  decision: null,
};

export function unitItem(id: string, unitName: string, change: Partial<UnitItem> = {}): UnitItem {
  return {
    ...submission,
    kind: 'unit',
    id,
    hash: 'a'.repeat(64),
    images: {},
    status: 'approved',
    material: {
      unitName,
      uscc: '91440101MA5XY2015N',
      region: 'mainland',
      category: 'enterprise',
      registeredAs: 'unit',
      isReturning: false,
      purchaseIntents: [{ category: '装备', product: '机床', amount: '12.5' }],
      contact: { name: '联系甲', phone: '13800009999', email: 'contact@example.com' },
      address: '示例路1号',
    },
    ...change,
  };
}

export function attendeeItem(
  id: string,
  unitId: string,
  person: { name: string; documentNumber: string; phone: string },
  change: Partial<AttendeeItem> = {},
): AttendeeItem {
  return {
    ...submission,
    kind: 'attendee',
    id,
    unitId,
    hash: 'b'.repeat(64),
    images: {
      photo: Array.from(id, (letter) => letter.charCodeAt(0).toString(16))
        .join('')
        .padStart(64, '0')
        .slice(-64),
    },
    status: 'awaitingTag',
    entryPeriod: 'full',
    deliveryMethod: 'onSite',
    material: {
      personType: 'mainland',
      name: person.name,
      documentType: 'residentId',
      documentNumber: person.documentNumber,
      phone: person.phone,
      jobTitle: '经理',
      pledgeAccepted: true,
      isReturning: false,
    },
    ...change,
  };
}

export interface Register {
  room: ReviewRoom;
  context: ReviewContext;
  /** acts recorded, newest last */
  frames: NewFrame[];
  /** puts a newer state of a submission in */
  put(item: PutItem): void;
}

/** Whose room it is. */
export const REVIEWER = { account: 'reviewer.guangzhou', isDelegation: false };

/** A review room over these items, whose recorder keeps everything at once. */
export function makeRegister(items: readonly PutItem[], profile: EditionProfile = CIIE3): Register {
  const index = new ReviewIndex();
  const byKey = new Map<string, PutItem>();
  const put = (item: PutItem) => {
    byKey.set(`${item.kind}:${item.id}`, item);
    index.upsert(indexRow(item, profile, TODAY), { blockId: 'b', position: byKey.size });
  };
  index.beginBulk();
  items.forEach(put);
  index.endBulk();
  const ledger = new Ledger();
  const frames: NewFrame[] = [];
  let random = 1;
  const context: ReviewContext = {
    index,
    ledger,
    profile,
    items: {
      item: async (kind, id) => byKey.get(`${kind}:${id}`) ?? null,
      async eachText(subjects, visit) {
        for (const subject of subjects) {
          const item = byKey.get(`${subject.kind}:${subject.id}`);
          if (item) visit(subject, new TextEncoder().encode(JSON.stringify(item)));
        }
      },
    },
    clock: { now: () => NOW },
    random: {
      bytes: (length) =>
        Uint8Array.from({ length }, (_, at) => ((random++ * 2_654_435_761) >>> (8 + (at % 8))) & 0xff),
    },
    reviewer: () => REVIEWER,
    opened: new Set(),
    shown: new Map(),
  };
  const recorder = {
    fault: null,
    async record(frame: NewFrame): Promise<boolean> {
      frames.push(frame);
      ledger.apply({ ...frame, no: frames.length } as Parameters<Ledger['apply']>[0]);
      return true;
    },
  } as unknown as Recorder;
  const events = { rowsChanged: () => undefined, changed: () => undefined, batchProgress: () => undefined };
  return { room: new ReviewRoom(context, recorder, () => 10_000, events), context, frames, put };
}
