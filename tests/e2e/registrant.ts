/** What the registration side does while a reviewer is at work: units and people arrive, are amended. */
import { expect } from '@playwright/test';
import type { ImageRefs, UnitMaterial } from '../../shared/domain/material.ts';
import type { AttendeeItem, UnitItem } from '../../shared/protocol/feed.ts';
import { type IntakeItem, IntakeReply } from '../../shared/protocol/intake.ts';
import { GatewayApi } from './gatewayApi.ts';

const EDITION = '/editions/ciie-3';

async function submit(origin: string, items: IntakeItem[]): Promise<void> {
  const intake = await GatewayApi.signIn(origin, 'intake');
  const reply = await intake.call('POST', `${EDITION}/submissions`, IntakeReply, { items });
  expect(reply.items).toMatchObject(items.map(() => ({ result: 'accepted' })));
}

/** A rejected unit comes back with these changes. */
export async function resubmit(
  origin: string,
  unit: UnitItem,
  change: { material: Partial<UnitMaterial>; images?: ImageRefs },
): Promise<void> {
  await submit(origin, [
    {
      kind: 'unit',
      id: unit.id,
      revision: unit.revision + 1,
      event: 'amended',
      material: { ...unit.material, ...change.material },
      images: change.images ?? unit.images,
      submittedAt: new Date().toISOString(),
    },
  ]);
}

/** Another unit registers with what is here of this one, under a name and with a licence of its own. */
export async function registerCopy(
  origin: string,
  of: UnitItem,
  as: { id: string; unitName: string; images: ImageRefs },
): Promise<void> {
  const { id, unitName, images } = as;
  await submit(origin, [
    {
      kind: 'unit',
      id,
      revision: 1,
      event: 'submitted',
      subGroupId: of.subGroupId,
      material: { ...of.material, unitName, address: '广州市副本路 1 号' },
      images,
      submittedAt: new Date().toISOString(),
    },
  ]);
}

/** A person is registered once more, with another unit. */
export async function registerPersonAgain(
  origin: string,
  person: AttendeeItem,
  as: { id: string; unitId: string },
): Promise<void> {
  await submit(origin, [
    {
      kind: 'attendee',
      id: as.id,
      unitId: as.unitId,
      revision: 1,
      event: 'submitted',
      material: { ...person.material, jobTitle: '采购顾问' },
      images: person.images,
      entryPeriod: person.entryPeriod,
      deliveryMethod: person.deliveryMethod,
      deliveryAddress: person.deliveryAddress,
      submittedAt: new Date().toISOString(),
    },
  ]);
}
