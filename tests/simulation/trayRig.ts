/** What the tray's stories share: units with a true hash that registrants amend, decisions on them, the tray's rows. */
import { expect } from 'vitest';
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { TrayPreview, TrayRow } from '../../renderer/desk/contract/tray.ts';
import { submissionHash } from '../../shared/domain/canonical.ts';
import type { UnitItem } from '../../shared/protocol/feed.ts';
import { Rig } from './harness.ts';
import { unitRow } from './reviewing.ts';

export const UNCLEAR = [{ code: 'U-DOC-UNCLEAR', text: '资质文件不清晰或不完整' }];
export const OLD_IMAGE = 'a'.repeat(64);
export const NEW_IMAGE = 'c'.repeat(64);
export const OTHER = { by: 'reviewer2.guangzhou', at: '2020-09-18T02:00:00.000Z' };

/** A desk that is open on units with a known image, and one person. */
export async function opened(units = 3): Promise<Rig> {
  const rig = new Rig();
  for (let unit = 1; unit <= units; unit++) {
    await rig.gateway.putUnit(`u-${unit}`);
    await setUnit(rig, `u-${unit}`, {}, OLD_IMAGE);
  }
  await rig.gateway.putAttendee('a-1', 'u-1');
  await rig.start();
  await rig.signIn();
  return rig;
}

/** Puts a unit's present revision with these values and image, under its true hash. */
async function setUnit(
  rig: Rig,
  id: string,
  change: Partial<UnitItem['material']>,
  image: string,
): Promise<void> {
  const item = unitAt(rig, id);
  const material = { ...item.material, ...change };
  const images = { qualificationDocument: image };
  const { revision } = item;
  const hash = await submissionHash({ kind: 'unit', id, revision, material, images });
  rig.gateway.items.set(`unit:${id}`, { ...item, material, images, hash, seq: ++rig.gateway.head });
}
/** The registrant amends: a new revision with these values and image. */
export async function amend(rig: Rig, id: string, change: Partial<UnitItem['material']>, image = OLD_IMAGE) {
  await rig.gateway.putUnit(id);
  await setUnit(rig, id, change, image);
}
export function unitAt(rig: Rig, id: string): UnitItem {
  const item = rig.gateway.items.get(`unit:${id}`);
  if (item?.kind !== 'unit') throw new Error(`${id} is not there`);
  return item;
}

/** Decides on what is on screen; answers with the decision's id. */
export async function decide(
  rig: Rig,
  id: string,
  verdict: DecisionInput['verdict'],
  given: Partial<DecisionInput> = {},
): Promise<string> {
  const { seen } = await unitRow(rig, id);
  const reply = await rig.desk.decide([{ kind: 'unit', id, seen, verdict, ...given }]);
  if (!reply.batchId) throw new Error(`not decided: ${JSON.stringify(reply)}`);
  await rig.calm();
  return (await rig.desk.recentDecisions(1))[0]?.decisionId ?? '';
}
/** The only row of the tray. */
export const only = async (rig: Rig): Promise<TrayRow> => {
  const rows = await rig.desk.tray();
  expect(rows).toHaveLength(1);
  return rows[0] as TrayRow;
};
/** Each group with how it goes and how many are in it. */
export const groupsOf = ({ groups }: TrayPreview) =>
  groups.map(({ group, goes, rows }) => [group, goes, rows.length]);

/** A rejection made offline, on material that was amended meanwhile. */
export async function stale(change: Partial<UnitItem['material']>, image = OLD_IMAGE): Promise<Rig> {
  const rig = await opened();
  rig.network.isUp = false;
  await decide(rig, 'u-1', 'reject', { reasons: UNCLEAR, note: '附注' });
  await amend(rig, 'u-1', change, image);
  await rig.drain();
  return rig;
}
