/**
 * The layer rule as a pure function: the top folder is the process, a leaf imports itself and shared/, and
 * each library that one folder owns stays behind it. Run over the tree by layers.test.ts.
 */
import { posix } from 'node:path';

export interface Violation {
  file: string;
  specifier: string;
  rule: string;
}

interface Import {
  file: string;
  /** as written */
  specifier: string;
  /** the imported file's path in the repository; null for a package or a built-in module */
  target: string | null;
}

const LEAVES = ['renderer', 'electron', 'gateway'];
const SCREEN = /^renderer\/screens\/([^/]+)\//;
const CONTRACT = 'renderer/desk/contract/';

/** Line and block comments out, strings kept: an import in a comment is no import. */
function withoutComments(source: string): string {
  const tokens = /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return source.replace(tokens, (_, text: string | undefined) => text ?? ' ');
}

const IMPORT_FORMS = [
  // import x from '…', export … from '…', import '…'
  /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]/g,
  /\bimport\s*['"]([^'"]+)['"]/g,
  // import('…'), require('…'), typeof import('…')
  /\b(?:import|require)\s*\(\s*['"`]([^'"`]+)['"`]/g,
  // workers and files beside a module
  /\bnew\s+URL\(\s*['"`]([^'"`]+)['"`]\s*,\s*import\.meta\.url/g,
];

/** All module specifiers that a source names, in whichever form. */
export function importedSpecifiers(source: string): string[] {
  const text = withoutComments(source);
  return IMPORT_FORMS.flatMap((form) => [...text.matchAll(form)].flatMap((match) => match[1] ?? []));
}

const top = (path: string): string => path.split('/')[0] ?? '';
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.includes('/testing/');
const isPackage = (specifier: string, name: string): boolean =>
  specifier === name || specifier.startsWith(`${name}/`);

type Rule = [name: string, isBroken: (found: Import) => boolean];

const RULES: readonly Rule[] = [
  [
    'shared/ imports only shared/',
    ({ file, target }) => top(file) === 'shared' && target !== null && top(target) !== 'shared',
  ],
  [
    'a leaf imports itself and shared/ only',
    ({ file, target }) =>
      LEAVES.includes(top(file)) && target !== null && top(target) !== top(file) && top(target) !== 'shared',
  ],
  [
    'shared/ and renderer/ run without Node',
    ({ file, specifier }) =>
      ['shared', 'renderer'].includes(top(file)) && !isTest(file) && specifier.startsWith('node:'),
  ],
  [
    'only electron/ imports electron',
    ({ file, specifier }) => top(file) !== 'electron' && isPackage(specifier, 'electron'),
  ],
  [
    'renderer/screens and renderer/ui know of renderer/desk its contract only',
    ({ file, target }) =>
      /^renderer\/(screens|ui|i18n)\//.test(file) &&
      (target?.startsWith('renderer/desk/') ?? false) &&
      !target?.startsWith(CONTRACT),
  ],
  [
    'renderer/desk knows neither screens nor ui',
    ({ file, target }) => file.startsWith('renderer/desk/') && /^renderer\/(screens|ui)\//.test(target ?? ''),
  ],
  [
    'renderer/ui has no business words: it imports no screen',
    ({ file, target }) => file.startsWith('renderer/ui/') && SCREEN.test(target ?? ''),
  ],
  [
    'screens do not import each other',
    ({ file, target }) => {
      const from = SCREEN.exec(file)?.[1];
      const to = SCREEN.exec(target ?? '')?.[1];
      return from !== undefined && to !== undefined && from !== to;
    },
  ],
  [
    'only renderer/desk/store imports dexie',
    ({ file, specifier }) => isPackage(specifier, 'dexie') && !file.startsWith('renderer/desk/store/'),
  ],
];

/** The imports of a file that break a rule; `file` is its path in the repository, with `/`. */
export function layerViolations(file: string, source: string): Violation[] {
  return importedSpecifiers(source).flatMap((specifier) => {
    const target = specifier.startsWith('.')
      ? posix.normalize(posix.join(posix.dirname(file), specifier.replace(/[?#].*$/, '')))
      : null;
    return RULES.filter(([, isBroken]) => isBroken({ file, specifier, target })).map(([rule]) => ({
      file,
      specifier,
      rule,
    }));
  });
}
