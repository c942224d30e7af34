/** Live play of registrants: a rejected unit comes back, more people are added, a new unit registers. */
import type { UnitMaterial } from '../../shared/domain/material.ts';
import { acceptSubmissions } from '../intake/acceptSubmissions.ts';
import type { AttendeeDraft } from './drafts.ts';
import { layOutDemo, type PersonSlot, type UnitSlot } from './layout.ts';
import type { LiveAct, LiveScene } from './live.ts';
import { findCandidate } from './liveCandidates.ts';
import { makePlainAttendee } from './plainAttendee.ts';
import { makePlainUnit } from './plainUnit.ts';
import { createImageShelf, type ImageShelf } from './storeImages.ts';

/** Numbers from here on belong to the live play, so that its ids and brands meet nobody's. */
const LIVE_FROM = 900_000;

async function deliver(scene: LiveScene, items: Parameters<typeof acceptSubmissions>[2]): Promise<boolean> {
  const { ports, profile } = scene;
  const reply = await acceptSubmissions(ports, profile.id, items, { by: 'intake' });
  return reply.items.every(({ result }) => result === 'accepted');
}

const nowOf = ({ ports }: LiveScene): string => new Date(ports.now()).toISOString();

/** The number after the highest that the live play has used for a kind. */
async function nextNumber({ ports, profile }: LiveScene, kind: 'unit' | 'attendee'): Promise<number> {
  const prefix = kind === 'unit' ? 'u-' : 'a-';
  const last = await ports.db
    .selectFrom('submission')
    .select(({ fn }) => fn.max('id').as('id'))
    .where('edition', '=', profile.id)
    .where('kind', '=', kind)
    .where('id', '>=', `${prefix}${LIVE_FROM}`)
    .where('id', 'like', `${prefix}______`)
    .executeTakeFirst();
  return last?.id ? Number(last.id.slice(2)) + 1 : LIVE_FROM;
}

async function materialOf({ ports, profile }: LiveScene, unitId: string): Promise<UnitMaterial | null> {
  const row = await ports.db
    .selectFrom('submission')
    .select('material')
    .where('edition', '=', profile.id)
    .where('kind', '=', 'unit')
    .where('id', '=', unitId)
    .executeTakeFirst();
  return row && 'unitName' in row.material ? row.material : null;
}

/** A rejected unit is amended and waits again, in its next revision. */
export const amendRejectedUnit: LiveAct = async (scene) => {
  const unit = await findCandidate(scene, 'unit', ['rejected']);
  const material = unit ? await materialOf(scene, unit.id) : null;
  if (!unit || !material) return false;
  const [first, ...others] = material.purchaseIntents;
  const intent = first ?? { category: '技术装备', product: '检测仪器' };
  const purchaseIntents = [
    { ...intent, note: `补充：拟于展期内签约，已更新采购计划（第 ${unit.revision + 1} 版）` },
    ...others,
  ];
  return deliver(scene, [
    {
      kind: 'unit',
      id: unit.id,
      event: 'amended',
      revision: unit.revision + 1,
      material: { ...material, purchaseIntents },
      submittedAt: nowOf(scene),
    },
  ]);
};

function emptyLayout({ profile, ports }: LiveScene) {
  return layOutDemo(profile, { units: 0, seed: ports.now() % 1_000_000_007 });
}

async function attendeeItem(
  scene: LiveScene,
  shelf: ImageShelf,
  id: string,
  unitId: string,
  draft: AttendeeDraft,
  event: 'submitted' | 'added',
) {
  await shelf.fill([draft.portrait]);
  const images = { photo: shelf.hashOf(draft.portrait) };
  const { material, arrangement } = draft;
  return { kind: 'attendee', id, unitId, event, material, images, ...arrangement, submittedAt: nowOf(scene) };
}

/** One more person for an approved unit. */
export const addAttendee: LiveAct = async (scene) => {
  const unit = await findCandidate(scene, 'unit', ['approved']);
  const material = unit ? await materialOf(scene, unit.id) : null;
  if (!unit || !material) return false;
  const number = await nextNumber(scene, 'attendee');
  const person: PersonSlot = { id: `a-${number}`, number };
  const draft = makePlainAttendee(emptyLayout(scene), person, material);
  const shelf = createImageShelf(scene.ports, scene.profile.id, scene.drawer);
  return deliver(scene, [await attendeeItem(scene, shelf, person.id, unit.id, draft, 'added')]);
};

/** A new unit with two or three people. */
export const addUnit: LiveAct = async (scene) => {
  const { ports, profile, random, drawer } = scene;
  const layout = emptyLayout(scene);
  const index = await nextNumber(scene, 'unit');
  const first = await nextNumber(scene, 'attendee');
  const people = Array.from({ length: random.int(2, 3) }, (_, i) => ({
    id: `a-${first + i}`,
    number: first + i,
  }));
  const subGroupId = random.pick(profile.subGroups).id;
  const slot: UnitSlot = { id: `u-${index}`, index, subGroupId, people, faultRound: 0 };
  const unit = makePlainUnit(layout, slot);
  const shelf = createImageShelf(ports, profile.id, drawer);
  if (unit.image) await shelf.fill([unit.image]);
  const items: Parameters<typeof acceptSubmissions>[2][number][] = [
    {
      kind: 'unit',
      id: slot.id,
      subGroupId,
      event: 'submitted',
      material: unit.material,
      images: unit.image ? { qualificationDocument: shelf.hashOf(unit.image) } : {},
      submittedAt: nowOf(scene),
    },
  ];
  for (const person of people) {
    const draft = makePlainAttendee(layout, person, unit.material);
    items.push(await attendeeItem(scene, shelf, person.id, slot.id, draft, 'submitted'));
  }
  return deliver(scene, items);
};
