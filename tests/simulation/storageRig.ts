/** What the stories of failing storage share: a desk on a machine of some kind, and what is told and kept. */
import { dumpDatabases, toDumpText } from '../../renderer/desk/testing/databaseDump.ts';
import { turn } from '../../renderer/desk/testing/virtualTime.ts';
import { Rig } from './harness.ts';

export const MB = 1024 * 1024;

export interface Setting {
  units?: number;
  journalBytes?: number;
  isBrowser?: boolean;
}
/** A desk that is open on some units. */
export async function opened({ units = 6, journalBytes, isBrowser = false }: Setting = {}): Promise<Rig> {
  const rig = new Rig();
  rig.machine.knowsProcess = !isBrowser;
  if (journalBytes !== undefined) {
    const ports = rig.machine.ports.bind(rig.machine);
    rig.machine.ports = (fetch, config) => ports(fetch, { ...config, journalBytes });
  }
  for (let unit = 1; unit <= units; unit++) await rig.gateway.putUnit(`u-${unit}`);
  await rig.start();
  await rig.signIn();
  return rig;
}
export const notices = (rig: Rig) => rig.status.notices.map(({ code }) => code);
export const effects = (rig: Rig) => rig.gateway.effects.map(({ subjectId }) => subjectId).sort();
export const databases = async (rig: Rig) => toDumpText(await dumpDatabases(rig.machine.indexedDB));

/** So many turns of the event loop, without time going on. */
export async function turns(count: number): Promise<void> {
  for (let done = 0; done < count; done++) await turn();
}
