/**
 * `npm run fresh-debian`: the operators' guide carried out to the letter in a new Debian root, with PostgreSQL,
 * nginx and TLS, and the desk opened on it in Chromium: decided, backed up, restored, upgraded. Needs root,
 * debootstrap, unshare and a network; takes some minutes.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EditionProfile } from '../../shared/domain/editionProfile.ts';
import { shiftProfile, weeksToShift } from '../../shared/domain/profiles/ciie3.ts';
import { DEMO_PASSWORD } from '../e2e/gatewayApi.ts';
import { makeDebian, run, shareAuthorities, stepRunner } from './debianRoot.ts';
import { workAtDesk } from './deskAtWork.ts';
import { guideSteps, type Step } from './documentSteps.ts';

const ROOT = join(import.meta.dirname, '../..');
const SELF = ['--import', 'tsx', join(ROOT, 'tests/operations/freshDebian.ts')];
const DESK_DOMAIN = 'desk.example.org';
/** What fetches from elsewhere; the rest runs in a network of its own, on the ports that the guide names. */
const ONLINE = ['Packages', 'Program'];

/** Why it cannot be done on this machine, or null. */
function obstacle(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'root on Linux';
  for (const program of [process.env.DEBOOTSTRAP ?? 'debootstrap', 'unshare', 'ip', 'git', 'openssl'])
    if (spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0) return program;
  return null;
}

async function begin(): Promise<void> {
  const missing = obstacle();
  if (missing !== null) {
    console.error(`fresh-debian needs ${missing}.`);
    process.exitCode = 2;
    return;
  }
  const root = await mkdtemp(join(tmpdir(), 'desk-debian-'));
  try {
    // Mounts and processes of its own: both end with it.
    const own = ['--mount', '--pid', '--fork', '--kill-child'];
    await run('unshare', [...own, process.execPath, ...SELF, '--install', root]);
    console.log('\nThe guide works on a fresh Debian.');
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

const stepsOf = async (titles: (title: string) => boolean): Promise<Step[]> =>
  (await guideSteps()).filter(({ title }) => titles(title));

/** With the network of this machine. */
async function install(root: string): Promise<void> {
  await makeDebian(root);
  await run('git', ['clone', '--quiet', '--bare', ROOT, join(root, 'srv/source.git')]);
  const runner = stepRunner(root, { SOURCE: '/srv/source.git', DESK_DOMAIN });
  for (const step of await stepsOf((title) => ONLINE.includes(title))) {
    await runner.take(step);
    if (step.title === 'Packages') await shareAuthorities(root);
  }
  await run('unshare', ['--net', process.execPath, ...SELF, '--operate', root]);
}

/** In a network that is this machine alone. */
async function operate(root: string): Promise<void> {
  await run('ip', ['link', 'set', 'lo', 'up']);
  const runner = stepRunner(root, { DESK_DOMAIN });
  // What the installation of the package does where there is a systemd.
  await runner.take({ title: 'PostgreSQL', commands: 'systemctl start postgresql' });
  const steps = await stepsOf((title) => !ONLINE.includes(title));
  const byTitle = (title: string) => steps.filter((step) => step.title === title);
  const take = async (title: string, how?: Parameters<typeof runner.take>[1]) => {
    for (const step of byTitle(title)) await runner.take(step, how);
  };
  await take('Database');
  await take('Environment');
  const [example, add] = byTitle('Edition');
  if (!example || !add) throw new Error('the edition is made in two steps');
  await runner.take(example);
  await changeDates(join(root, 'etc/expo-review-desk/edition.json'));
  await runner.take(add);
  await take('Accounts', { input: `${DEMO_PASSWORD}\n`.repeat(3) });
  await take('Service');
  await certify(root);
  await take('TLS');
  await workAtDesk(DESK_DOMAIN, {
    backup: () => take('Backup'),
    restore: () => take('Restore'),
    // The packages are those of the first time; npm has them.
    upgrade: () => take('Upgrade', { env: { npm_config_offline: 'true' } }),
  });
}

/** What an operator does in an editor: the example's dates are of another year. */
async function changeDates(path: string): Promise<void> {
  const profile = EditionProfile.parse(JSON.parse(await readFile(path, 'utf8')));
  const weeks = weeksToShift(profile, new Date().toISOString().slice(0, 10));
  await writeFile(path, JSON.stringify(shiftProfile(profile, weeks), null, 2));
}

/** A certificate as an office's own authority would give it. */
async function certify(root: string): Promise<void> {
  const folder = join(root, 'etc/ssl/expo-review-desk');
  await mkdir(folder, { recursive: true });
  const files = ['-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')];
  const names = ['-subj', `/CN=${DESK_DOMAIN}`, '-addext', `subjectAltName=DNS:${DESK_DOMAIN}`];
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '7', ...files, ...names]);
}

const [phase, root = ''] = process.argv.slice(2);
if (phase === '--install') await install(root);
else if (phase === '--operate') await operate(root);
else await begin();
