/** What others do at the gateway while a reviewer is at work: a colleague decides, a registrant amends. */
import { expect } from '@playwright/test';
import type { UnitItem } from '../../shared/protocol/feed.ts';
import { IntakeReply } from '../../shared/protocol/intake.ts';
import { GatewayApi } from './gatewayApi.ts';

const EDITION = '/editions/ciie-3';
const REASONS = [{ code: 'U-CONTACT', text: '联系方式无效' }];

/** The units of a sub-group by name, as an account sees them now. */
export async function unitsOf(api: GatewayApi): Promise<Map<string, UnitItem>> {
  const units = new Map<string, UnitItem>();
  for (const item of (await api.submissions()).values())
    if (item.kind === 'unit') units.set(item.material.unitName, item);
  return units;
}
export async function unitNamed(api: GatewayApi, name: string): Promise<UnitItem> {
  const unit = (await unitsOf(api)).get(name);
  if (!unit) throw new Error(`no unit ${name}`);
  return unit;
}

/** A colleague rejects, and the registrant amends address and licence; answers with the new revision. */
export async function amend(origin: string, name: string, address: string): Promise<number> {
  const colleague = await GatewayApi.signIn(origin, 'reviewer2.guangzhou');
  const intake = await GatewayApi.signIn(origin, 'intake');
  const unit = await unitNamed(colleague, name);
  expect(await colleague.decide([unit], { verdict: 'reject', reasons: REASONS })).toEqual(['applied']);
  const other = [...(await unitsOf(colleague)).values()].find(
    ({ images }) =>
      images.qualificationDocument && images.qualificationDocument !== unit.images.qualificationDocument,
  );
  const reply = await intake.call('POST', `${EDITION}/submissions`, IntakeReply, {
    items: [
      {
        kind: 'unit',
        id: unit.id,
        revision: unit.revision + 1,
        event: 'amended',
        material: { ...unit.material, address },
        images: other?.images ?? {},
        submittedAt: new Date().toISOString(),
      },
    ],
  });
  expect(reply.items).toMatchObject([{ result: 'accepted' }]);
  return unit.revision + 1;
}
