/** The gateway's command line: serve, migrate, demo, account, edition, restored, workstation, revoke. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { ROLES } from '../shared/domain/vocabulary.ts';
import { ensureAccount, listAccounts, setPassword } from './access/accounts.ts';
import { grantsOfRole, importGrant } from './access/grants.ts';
import { revokeWorkstation } from './access/workstations.ts';
import { addEdition, endEdition, fairNamed } from './editionCommands.ts';
import { renewEpochs } from './editions.ts';
import { openPorts, readConfiguration } from './openPorts.ts';
import type { Ports, SeedDemo } from './ports.ts';
import { serve } from './serve.ts';
import { UsageError } from './usageError.ts';

const USAGE = `gateway serve [--demo [--fair ciie-3|kunshan-cie|canton-import] [--units 3500] [--seed N] [--live]]
gateway migrate
gateway demo [--fair ID] [--units 3500] [--seed N]
gateway account add <name> --role reviewer|secretariat|intake|admin --edition ID [--sub-groups a,b] [--imports] [--display-name TEXT]
                             --imports: a secretariat that hands in workbooks of submissions
gateway account password <name>
gateway account list
gateway edition example <fair>  prints a fair's profile, to be changed and added
gateway edition add <profile.json>
gateway edition retire <id>  after its retention: erases submissions, decisions, images and grants
gateway restored             after a restore from a backup: new epochs, so that no old cursor is believed
gateway workstation list
gateway revoke <workstation> --mode drain|lost
Passwords are read from ACCOUNT_PASSWORD or from standard input.
Environment: HOST, PORT, DATABASE_URL, DATA_DIR, IMAGE_STORE, PUBLIC_ORIGIN, TRUST_PROXY, LOG_LEVEL, METRICS_TOKEN,
  STOP_NOTICE_SECONDS, DEMO_PASSWORD, DEMO_FAIR`;

const OPTIONS = {
  demo: { type: 'boolean' },
  live: { type: 'boolean' },
  fair: { type: 'string' },
  units: { type: 'string' },
  seed: { type: 'string' },
  role: { type: 'string' },
  edition: { type: 'string' },
  'sub-groups': { type: 'string' },
  imports: { type: 'boolean' },
  'display-name': { type: 'string' },
  mode: { type: 'string' },
  help: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

type Values = ReturnType<typeof parse>['values'];
const parse = () => parseArgs({ options: OPTIONS, allowPositionals: true });

async function main(): Promise<void> {
  const { values, positionals } = parse();
  const [command, ...rest] = positionals;
  if (values.help) return print(USAGE);
  switch (command) {
    case 'serve':
      return await runServe(values);
    case 'migrate':
      return await withPorts(async () => print('The schema is up to date.'));
    case 'demo':
      return await runDemo(values);
    case 'account':
      return await withPorts((ports) => runAccount(ports, rest, values));
    case 'edition':
      return await runEdition(rest);
    case 'restored':
      return await withPorts(async (ports) => print(`New epochs: ${(await renewEpochs(ports)).join(', ')}`));
    case 'workstation':
      return await withPorts((ports) => runWorkstations(ports, rest[0]));
    case 'revoke':
      return await withPorts((ports) => runRevoke(ports, rest[0], values.mode));
    default:
      throw new UsageError(USAGE);
  }
}

async function runServe(values: Values): Promise<void> {
  const host = process.env.HOST || '127.0.0.1';
  const running = await serve({
    configuration: readConfiguration(process.env, readVersion()),
    host,
    port: wholeNumber('PORT', process.env.PORT || '4810', 0),
    pageFolder: findPageFolder(),
    isBehindProxy: ['1', 'true'].includes(process.env.TRUST_PROXY ?? ''),
    stopNoticeMs: wholeNumber('STOP_NOTICE_SECONDS', process.env.STOP_NOTICE_SECONDS || '0', 0) * 1000,
    demo: values.demo ? { ...demoOptions(values), live: values.live ?? false, load: loadDemo } : null,
  });
  print(`Gateway: ${running.url}`);
  stopOnSignal(running.stop);
}

function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const onSignal = (): void => {
    if (isStopping) process.exit(1); // asked twice: at once
    isStopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

async function runDemo(values: Values): Promise<void> {
  await withPorts(async (ports) => {
    const stopping = new AbortController();
    const seedDemo = await loadDemo();
    const options = { ...demoOptions(values), live: false, signal: stopping.signal };
    await (await seedDemo(ports, options)).seeded;
    print('The demo edition is there.');
  });
}

function demoOptions(values: Values): { fair: string; units: number; seed: number; password: string } {
  return {
    fair: fairNamed(values.fair ?? (process.env.DEMO_FAIR || 'ciie-3')).id,
    units: wholeNumber('--units', values.units ?? '3500', 1),
    seed: wholeNumber('--seed', values.seed ?? '1', 0),
    password: process.env.DEMO_PASSWORD || 'demo-desk-2020',
  };
}

async function loadDemo(): Promise<SeedDemo> {
  return (await import('./demo/seedDemo.ts')).seedDemo;
}

async function runAccount(ports: Ports, [verb, name]: string[], values: Values): Promise<void> {
  if (verb === 'list') {
    for (const row of await listAccounts(ports)) print(`${row.name}\t${row.role}\t${row.display_name}`);
    return;
  }
  if (!name) throw new UsageError(USAGE);
  if (verb === 'password') {
    const isKnown = await setPassword(ports, name, await readPassword());
    if (!isKnown) throw new UsageError(`There is no account "${name}".`);
    return print('Password changed; the account is signed out everywhere.');
  }
  if (verb !== 'add') throw new UsageError(USAGE);
  const role = ROLES.find((known) => known === values.role);
  if (!role || !values.edition) throw new UsageError('account add needs --role and --edition.');
  const subGroupIds = values['sub-groups']?.split(',').filter(Boolean) ?? [];
  if (role === 'reviewer' && subGroupIds.length === 0) throw new UsageError('A reviewer needs --sub-groups.');
  // Intake writes for the whole delegation: whoever sees a part of it only may not.
  if (values.imports && role !== 'secretariat') throw new UsageError('--imports is for a secretariat.');
  const grants = grantsOfRole(role, values.edition, subGroupIds);
  await ensureAccount(ports, {
    name,
    displayName: values['display-name'] ?? name,
    role,
    grants: values.imports ? [...grants, importGrant(values.edition)] : grants,
    password: await readPassword(),
  });
  print(`Account ${name} is there.`);
}

async function runEdition([verb, what = '']: string[]): Promise<void> {
  // Needs no database: a profile is made before there is one.
  if (verb === 'example') return print(JSON.stringify(fairNamed(what), null, 2));
  if (what === '' || (verb !== 'add' && verb !== 'retire')) throw new UsageError(USAGE);
  await withPorts(async (ports) =>
    print(await (verb === 'add' ? addEdition(ports, what) : endEdition(ports, what))),
  );
}

async function runWorkstations(ports: Ports, verb: string | undefined): Promise<void> {
  if (verb !== 'list') throw new UsageError(USAGE);
  const rows = await ports.db
    .selectFrom('workstation')
    .selectAll()
    .orderBy('account')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const seen = row.last_seen_at?.toISOString() ?? 'never';
    print([row.id, row.account, row.bound_at.toISOString(), seen, row.revoked ?? ''].join('\t'));
  }
}

async function runRevoke(ports: Ports, ws: string | undefined, mode: string | undefined): Promise<void> {
  if (!ws || (mode !== 'drain' && mode !== 'lost')) throw new UsageError(USAGE);
  if (!(await revokeWorkstation(ports, ws, mode))) throw new UsageError(`There is no workstation "${ws}".`);
  print(`Workstation ${ws} is revoked (${mode}).`);
}

async function withPorts(work: (ports: Ports) => Promise<void>): Promise<void> {
  const { ports, close } = await openPorts(readConfiguration(process.env, readVersion()));
  try {
    await work(ports);
  } finally {
    await close();
  }
}

/** SECURITY: never an argument, where other users of the machine would see it. */
async function readPassword(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  const password = process.env.ACCOUNT_PASSWORD ?? (await lines.question('Password: '));
  lines.close();
  if (password.length < 10) throw new UsageError('A password has at least 10 characters.');
  return password;
}

function wholeNumber(name: string, text: string, min: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min)
    throw new UsageError(`${name} must be a whole number from ${min}.`);
  return value;
}

/** Beside this file when built (dist/gateway), in dist/page when run from the sources. */
function findPageFolder(): string {
  const isBuilt = import.meta.dirname.endsWith(join('dist', 'gateway'));
  return isBuilt ? join(import.meta.dirname, '..', 'page') : join(import.meta.dirname, '..', 'dist', 'page');
}

function readVersion(): string {
  for (const up of ['..', join('..', '..')]) {
    try {
      const manifest: unknown = JSON.parse(
        readFileSync(join(import.meta.dirname, up, 'package.json'), 'utf8'),
      );
      if (typeof manifest === 'object' && manifest && 'version' in manifest) return String(manifest.version);
    } catch {
      // the other place, then
    }
  }
  return '0.0.0';
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  // A sentence, not a stack: PGlite's errors would print its whole source.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
});
