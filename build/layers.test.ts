/** The layer rule over the whole tree, and controls that it catches each kind of breach. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importedSpecifiers, layerViolations } from './layers.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['shared', 'renderer', 'gateway', 'electron'];

async function sources(): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const folder of FOLDERS) {
    const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
      const path = join(entry.parentPath, entry.name);
      found.push([path.slice(ROOT.length + 1).replaceAll('\\', '/'), await readFile(path, 'utf8')]);
    }
  }
  return found;
}

describe('the layer rule', () => {
  it('holds over the tree', async () => {
    const files = await sources();
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(([file, source]) => layerViolations(file, source))).toEqual([]);
  });

  const breaches: [string, string][] = [
    ['shared/domain/unit.ts', "import { open } from '../../gateway/database/open.ts';"],
    ['shared/domain/unit.ts', "import { readFile } from 'node:fs/promises';"],
    ['renderer/main.tsx', "import '../electron/main.ts';"],
    ['renderer/main.tsx', "export * from '../gateway/ports.ts';"],
    ['renderer/screens/review/Queue.tsx', "const later = await import('../../../electron/policy.ts');"],
    ['renderer/desk/desk.worker.ts', "import fs from 'node:fs';"],
    ['renderer/desk/desk.worker.ts', "import { Grid } from '../ui/Grid.tsx';"],
    ['electron/main.ts', "new URL('../renderer/index.html', import.meta.url)"],
    ['electron/main.ts', "import type { Ports } from '../gateway/ports.ts';"],
    ['gateway/cli.ts', "import { findPostgres } from '../build/findPostgres.ts';"],
    ['gateway/cli.ts', "const { app } = require('electron');"],
    ['gateway/cli.ts', "import Dexie from 'dexie';"],
    ['renderer/screens/review/Queue.tsx', "import { Vault } from '../../desk/vault/vault.ts';"],
    ['renderer/screens/review/Queue.tsx', "import { TagGrid } from '../tagging/TagGrid.tsx';"],
    ['renderer/screens/review/Queue.tsx', "import Dexie from 'dexie';"],
    ['renderer/ui/Grid.tsx', "import { Queue } from '../screens/review/Queue.tsx';"],
    [
      'renderer/ui/Grid.tsx',
      "import {\n  type Store, // a store\n  open,\n} from '../desk/store/workStore.ts';",
    ],
    ['renderer/desk/sync/push.ts', "import Dexie, { type Table } from 'dexie';"],
    ['renderer/desk/sync/push.ts', "import 'dexie/import-wrapper.mjs';"],
  ];
  it.each(breaches)('catches in %s: %s', (file, source) => {
    expect(layerViolations(file, source).length).toBeGreaterThan(0);
  });

  const fine: [string, string][] = [
    ['shared/checks/phone.test.ts', "import { readFileSync } from 'node:fs';\nimport { it } from 'vitest';"],
    ['shared/domain/unit.ts', "import { z } from 'zod';\nimport type { Tag } from './vocabulary.ts';"],
    ['renderer/screens/review/Queue.tsx', "import type { Desk } from '../../desk/contract/desk.ts';"],
    [
      'renderer/screens/review/Queue.tsx',
      "import { Row } from './Row.tsx';\nimport { Grid } from '../../ui/Grid.tsx';",
    ],
    [
      'renderer/main.tsx',
      "new Worker(new URL('./desk/desk.worker.ts', import.meta.url), { type: 'module' })",
    ],
    ['renderer/desk/store/workStore.ts', "import Dexie from 'dexie';"],
    ['renderer/desk/sync/push.ts', "// import Dexie from 'dexie';\n/* import x from '../../gateway/x.ts' */"],
    ['electron/window.ts', "import { BrowserWindow } from 'electron';\nimport { join } from 'node:path';"],
    ['gateway/cli.ts', "import { ROUTES } from '../shared/protocol/routes.ts';"],
  ];
  it.each(fine)('allows in %s: %s', (file, source) => {
    expect(layerViolations(file, source)).toEqual([]);
  });
});

describe('the import scanner', () => {
  it('sees every form', () => {
    const source = `
      import a, { type B } from 'a';
      import * as c from "c";
      import type { D } from 'd';
      import 'e';
      export { f } from 'f';
      export * from 'g';
      const h = await import('h');
      const i = require("i");
      type J = import('j').J;
      new Worker(new URL('./k.worker.ts', import.meta.url));
      const url = 'http://not/a//comment'; import l from 'l';
    `;
    expect(importedSpecifiers(source).sort()).toEqual(
      ['a', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', './k.worker.ts', 'l'].sort(),
    );
  });
});
