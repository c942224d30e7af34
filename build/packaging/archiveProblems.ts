/** What may be wrong inside app.asar: content, hashes, maps, development's leftovers, unresolvable imports. */
import { isBuiltin } from 'node:module';
import { z } from 'zod';
import { importedSpecifiers } from '../layers.ts';
import { EXECUTABLE } from './product.ts';
import { type ArchivedFile, type PackageFacts, sha256 } from './readPackage.ts';
import type { Expectation, Problem } from './verifyPackage.ts';

type Archive = ReadonlyMap<string, ArchivedFile>;

const REQUIRED = ['package.json', 'LICENSE', 'main/main.js', 'preload/preload.cjs', 'page/index.html'];
const ALLOWED =
  /^(?:package\.json|LICENSE|main\/main\.js|preload\/preload\.cjs|page\/(?:index\.html|assets\/[\w.-]+))$/;
const TEXT = /\.(?:js|cjs|css|html|json)$/;
/** Packages that develop or test; their names in a program mean that a test door was bundled. */
const DEVELOPMENT =
  /node_modules\/(?:vitest|playwright[\w-]*|@playwright|@axe-core|fast-check|fake-indexeddb|electron-builder|app-builder-lib|@electron|vite|rolldown|tsx|esbuild|typescript|@biomejs)\//;
const MACHINE_PATH = /(?:\/home\/[a-z][\w-]*\/|\/Users\/[A-Za-z][\w-]*\/|[A-Z]:\\{1,2}Users\\)/;

const Manifest = z.strictObject({
  name: z.literal(EXECUTABLE),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  author: z.unknown(),
  homepage: z.string(),
  type: z.literal('module'),
  main: z.literal('main/main.js'),
  updateFeed: z.url({ protocol: /^https$/ }).optional(),
});

function* contentProblems(archive: Archive, content: Expectation['content']): Generator<Problem> {
  for (const name of REQUIRED)
    if (!archive.has(name)) yield { code: 'asar-content', detail: `${name} is missing` };
  for (const [name, { isUnpacked }] of archive) {
    if (!ALLOWED.test(name) || isUnpacked)
      yield { code: 'asar-content', detail: `${name} does not belong there` };
  }
  if (content === null) return;
  for (const [name, hash] of content) {
    const file = archive.get(name);
    if (!file || sha256(file.bytes) !== hash)
      yield { code: 'asar-content', detail: `${name} is not what was built` };
  }
  for (const name of archive.keys())
    if (!content.has(name)) yield { code: 'asar-content', detail: `${name} was not built` };
}

function* hashProblems(archive: Archive): Generator<Problem> {
  for (const [name, { bytes, declaredSha256 }] of archive) {
    if (declaredSha256 !== sha256(bytes))
      yield { code: 'asar-altered', detail: `${name} differs from its own hash` };
  }
}

function* textProblems(archive: Archive, root: string): Generator<Problem> {
  for (const [name, { bytes }] of archive) {
    if (name.endsWith('.map')) yield { code: 'source-map', detail: name };
    if (/(?:^|\/)node_modules\//.test(name) || /\.tsx?$/.test(name))
      yield { code: 'dev-dependency', detail: name };
    if (!TEXT.test(name)) continue;
    const text = bytes.toString('utf8');
    if (/[#@] sourceMappingURL=/.test(text)) yield { code: 'source-map', detail: `${name} names one` };
    const development = DEVELOPMENT.exec(text);
    if (development) yield { code: 'dev-dependency', detail: `${name} has ${development[0]}` };
    if (text.includes(root) || MACHINE_PATH.test(text)) yield { code: 'machine-path', detail: name };
  }
}

/** A package has no node_modules: what main and preload import must be Electron or Node itself. */
function* importProblems(archive: Archive): Generator<Problem> {
  for (const name of ['main/main.js', 'preload/preload.cjs']) {
    const source = archive.get(name)?.bytes.toString('utf8') ?? '';
    for (const specifier of new Set(importedSpecifiers(source))) {
      const isPreload = name.startsWith('preload');
      if (specifier === 'electron' || (!isPreload && isBuiltin(specifier))) continue;
      yield { code: 'unbundled-import', detail: `${name} imports ${specifier}` };
    }
  }
}

function* manifestProblems(archive: Archive, version: string): Generator<Problem> {
  const text = archive.get('package.json')?.bytes.toString('utf8');
  if (text === undefined) return;
  const manifest = Manifest.safeParse(JSON.parse(text));
  for (const issue of manifest.error?.issues ?? [])
    yield { code: 'metadata', detail: `package.json: ${issue.message} ${issue.path.join('.')}` };
  for (const key of ['dependencies', 'devDependencies', 'scripts'])
    if (Object.hasOwn(JSON.parse(text), key))
      yield { code: 'dev-dependency', detail: `package.json has ${key}` };
  if (manifest.data && manifest.data.version !== version)
    yield { code: 'metadata', detail: `package.json has version ${manifest.data.version}, not ${version}` };
}

/** All problems of the archive. */
export function archiveProblems(
  { archive }: Pick<PackageFacts, 'archive'>,
  { version, content, root }: Expectation,
): Problem[] {
  if (archive === null) return [{ code: 'asar-missing', detail: 'there is no app.asar' }];
  return [
    ...contentProblems(archive, content),
    ...hashProblems(archive),
    ...textProblems(archive, root),
    ...importProblems(archive),
    ...manifestProblems(archive, version),
  ];
}
