/** What stories begin with and do over and over: a desk that is open on some units, its rows, an approval. */
import type { DecisionInput } from '../../renderer/desk/contract/decisions.ts';
import type { UnitRow } from '../../renderer/desk/contract/rows.ts';
import { Rig } from './harness.ts';

/** A desk that is not open yet, at a gateway with so many units of so many people each. */
export async function started(units = 3, people = 0): Promise<Rig> {
  const rig = new Rig();
  for (let unit = 1; unit <= units; unit++) {
    await rig.gateway.putUnit(`u-${unit}`);
    for (let person = 1; person <= people; person++)
      await rig.gateway.putAttendee(`a-${unit}-${person}`, `u-${unit}`);
  }
  await rig.start();
  return rig;
}

/** The same, signed in. */
export async function opened(units = 3, people = 0): Promise<Rig> {
  const rig = await started(units, people);
  await rig.signIn();
  return rig;
}

export async function unitRow(rig: Rig, id: string): Promise<UnitRow> {
  return (await rig.desk.rowsById('unit', [id]))[0] as UnitRow;
}

/** The pending units in the order of the list. */
export async function pending(rig: Rig): Promise<UnitRow[]> {
  const { queryId, total } = await rig.desk.openQuery({ kind: 'unit', queue: 'pending' });
  return (await rig.desk.rows(queryId, 0, total)) as UnitRow[];
}

/** What pressing A on this row says. */
export function approve({ id, seen }: UnitRow): DecisionInput {
  return { kind: 'unit', id, seen, verdict: 'approve' };
}
