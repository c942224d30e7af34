/** The part of the desk's contract that speaks of workbooks: lists that come in, files that go out. */
import type { ColumnMapping } from '../../shared/workbooks/listFields.ts';
import type { ExportDesk } from './contract/exports.ts';
import type { ImportDesk } from './contract/imports.ts';
import { ExportRoom } from './exports/exportRoom.ts';
import { ImportRoom } from './imports/importRoom.ts';
import type { OpenDesk } from './openDesk.ts';
import type { DeskPorts } from './ports.ts';
import { sealJson, unsealJson } from './vault/sealing.ts';

const MAPPINGS_META = 'importColumns';
const MAPPINGS_CONTEXT = 'work|meta|importColumns';
/** Kinds of lists whose columns are remembered, the newest last. */
const MAPPINGS_MAX = 40;
type Mappings = [headers: string, mapping: ColumnMapping][];

/** `desk` answers the open desk, or throws where none is open. */
export function workbookMethods(desk: () => OpenDesk, ports: DeskPorts): ImportDesk & ExportDesk {
  let held: { open: OpenDesk; imports: ImportRoom; exports: ExportRoom } | null = null;
  function rooms() {
    const open = desk();
    if (held?.open !== open) {
      held?.imports.close();
      held = {
        open,
        imports: new ImportRoom({ room: () => open.room, schedule: ports.schedule }),
        exports: new ExportRoom(open, ports),
      };
    }
    return held;
  }
  return {
    matchList: async (input) => rooms().imports.match(input),
    async cancelMatching() {
      held?.imports.close();
    },
    async matchProgress() {
      return held?.imports.progress ?? null;
    },
    importRows: async (importId, outcomes, from, to) => rooms().imports.rows(importId, outcomes, from, to),
    chooseMatch: async (importId, index, attendeeId) => rooms().imports.choose(importId, index, attendeeId),
    applyImport: async (importId, how) => rooms().imports.apply(importId, how),
    // Asked by a page that may be locked already: the list must not stay in memory for that.
    async closeImport() {
      held?.imports.close();
    },
    async columnMapping(headers) {
      const known = await storedMappings(desk());
      return known.findLast(([of]) => of === headers)?.[1] ?? null;
    },
    async rememberColumns(headers, mapping) {
      const open = desk();
      const others = (await storedMappings(open)).filter(([of]) => of !== headers);
      const mappings: Mappings = [...others, [headers, mapping]].slice(-MAPPINGS_MAX) as Mappings;
      // Sealed: what was taken for a header may have been somebody's row.
      const sealed = await sealJson(open.workstation.keys.work, MAPPINGS_CONTEXT, mappings);
      await open.workstation.recorder.write({ meta: { [MAPPINGS_META]: sealed } });
    },
    logRemainder: async ({ rowCount, fileHash }) =>
      desk().audit.write({ action: 'export', rowCount, fileHash, purpose: 'rows of a list not applied' }),

    exportCount: async (request) => rooms().exports.count(request),
    exportRows: async (request) => rooms().exports.make(request),
    logExport: async (file) => rooms().exports.log(file),
  };
}

async function storedMappings({ workstation }: OpenDesk): Promise<Mappings> {
  const sealed = await workstation.work.meta<Uint8Array<ArrayBuffer>>(MAPPINGS_META);
  return sealed ? unsealJson<Mappings>(workstation.keys.work, MAPPINGS_CONTEXT, sealed) : [];
}
