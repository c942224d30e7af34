/** What runs the gateway in earnest – image, compose file, unit – held to the program it runs. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseS3Location, readS3Credentials } from '../gateway/images/s3Store.ts';
import { readConfiguration } from '../gateway/openPorts.ts';
import { ROOT } from './ensureBuilt.ts';
import { OUTPUTS } from './inputStamp.ts';

const ops = (name: string) => readFile(join(ROOT, 'ops', name), 'utf8');

/** Every environment variable that the gateway's sources read. */
async function knownVariables(): Promise<Set<string>> {
  const names = new Set(['NODE_ENV']);
  for (const entry of await readdir(join(ROOT, 'gateway'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.ts$/.test(entry.name) || /\.test\.ts$/.test(entry.name)) continue;
    const source = await readFile(join(entry.parentPath, entry.name), 'utf8');
    for (const [, name] of source.matchAll(/\benv\.([A-Z][A-Z0-9_]+)\b/g)) names.add(name ?? '');
    for (const [, list] of source.matchAll(/const \{([^}]+)\} = env;/g))
      for (const [name] of (list ?? '').matchAll(/[A-Z][A-Z0-9_]+/g)) names.add(name);
  }
  return names;
}

/** KEY=value lines; commented ones, too, when asked: they are what an operator will uncomment. */
function variables(text: string, isWithCommented = false): Record<string, string> {
  const line = isWithCommented ? /^#?([A-Z][A-Z0-9_]*)=(.*)$/gm : /^([A-Z][A-Z0-9_]*)=(.*)$/gm;
  return Object.fromEntries([...text.matchAll(line)].map(([, name = '', value = '']) => [name, value]));
}

let known: Set<string>;
beforeAll(async () => {
  known = await knownVariables();
});

it('knows the program’s environment', () => {
  for (const name of ['DATABASE_URL', 'IMAGE_STORE', 'AWS_SECRET_ACCESS_KEY', 'PUBLIC_ORIGIN', 'PORT'])
    expect(known).toContain(name);
});

describe('the image', () => {
  let lines: string[];
  beforeAll(async () => {
    lines = (await ops('Dockerfile')).replaceAll('\\\n', ' ').split('\n');
  });
  const of = (instruction: string) =>
    lines
      .filter((line) => line.startsWith(`${instruction} `))
      .map((line) => line.slice(instruction.length + 1));

  it('is built from what is there, by steps that the ignore file lets through', async () => {
    const ignore = (await ops('Dockerfile.dockerignore')).split('\n');
    const copied = of('COPY')
      .filter((copy) => !copy.startsWith('--from'))
      .flatMap((copy) => copy.split(' ').slice(0, -1));
    expect(copied.length).toBeGreaterThan(5);
    for (const path of copied) {
      expect(existsSync(join(ROOT, path)), path).toBe(true);
      expect(ignore).toContain(`!${path}`);
    }
    expect(ignore).toContain('*');
  });

  it('builds page and gateway by the names the build knows', async () => {
    const [, only = ''] = /BUILD_ONLY=(\S+)/.exec(lines.join('\n')) ?? [];
    const config = await readFile(join(ROOT, 'vite.config.ts'), 'utf8');
    for (const name of only.split(',')) expect(config).toMatch(new RegExp(`\\b${name}\\b`));
    const [entry] = of('ENTRYPOINT');
    expect(JSON.parse(entry ?? '[]')).toEqual(['node', 'dist/gateway/cli.js']);
    expect(OUTPUTS).toContain('dist/gateway/cli.js');
  });

  it('runs a supported Node, not as root, with variables the program knows', async () => {
    const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    const minimum = Number(/\d+/.exec(manifest.engines.node)?.[0]);
    for (const image of of('FROM')) expect(Number(/^node:(\d+)/.exec(image)?.[1])).toBeGreaterThan(minimum);
    expect(of('USER')).toEqual(['node']);
    const names = of('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('=')[0] ?? ''));
    for (const name of names) expect(known).toContain(name);
  });
});

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
      environment: z.record(z.string(), z.string()).default({}),
      depends_on: z
        .union([z.array(z.string()), z.record(z.string(), z.object({ condition: z.string() }))])
        .optional(),
      volumes: z.array(z.string()).default([]),
      ports: z.array(z.string()).default([]),
      command: z.union([z.string(), z.array(z.string())]).optional(),
      healthcheck: z.object({ test: z.array(z.string()) }).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
});

describe('the compose file', () => {
  const secrets = {
    DESK_DOMAIN: 'desk.example.org',
    DATABASE_PASSWORD: 'p1',
    IMAGES_KEY_ID: 'desk',
    IMAGES_SECRET: 's1',
  };
  let text: string;
  let compose: z.infer<typeof Compose>;
  /** As compose replaces variables. */
  const filled = (value: string) =>
    value.replace(/\$\{(\w+)(?::-([^}]*)|:\?)?\}/g, (_, name: string, fallback?: string) => {
      return (secrets as Record<string, string>)[name] ?? fallback ?? '';
    });
  const environment = (service: string) =>
    Object.fromEntries(
      Object.entries(compose.services[service]?.environment ?? {}).map(([name, value]) => [
        name,
        filled(value),
      ]),
    );

  beforeAll(async () => {
    text = await ops('compose.yaml');
    compose = Compose.parse(parse(text));
  });

  it('names services, volumes, files and images that are there', () => {
    for (const [name, service] of Object.entries(compose.services)) {
      const needed = service.depends_on ?? [];
      for (const other of Array.isArray(needed) ? needed : Object.keys(needed))
        expect(Object.keys(compose.services), name).toContain(other);
      for (const volume of service.volumes) {
        const [source = ''] = volume.split(':');
        const isFile = source.startsWith('./');
        if (isFile && source !== './updates')
          expect(existsSync(join(ROOT, 'ops', source)), source).toBe(true);
        if (!isFile) expect(Object.keys(compose.volumes)).toContain(source);
      }
      if (service.build) expect(existsSync(join(ROOT, 'ops', '..', service.build.dockerfile))).toBe(true);
      else expect(service.image, name).toMatch(/:[\w.-]*\d/);
    }
  });

  it('waits only for services that say when they are ready', () => {
    const waits = Object.values(compose.services).flatMap(({ depends_on }) =>
      depends_on && !Array.isArray(depends_on) ? Object.entries(depends_on) : [],
    );
    const healthy = waits.filter(([, { condition }]) => condition === 'service_healthy');
    expect(healthy.length).toBeGreaterThan(0);
    for (const [name] of healthy) expect(compose.services[name]?.healthcheck, name).toBeDefined();
  });

  it('gives the gateway variables it knows, and values it accepts', () => {
    const env = environment('gateway');
    for (const name of Object.keys(env)) expect(known).toContain(name);
    const configuration = readConfiguration(env, '0.0.0');
    expect(configuration.publicOrigin).toBe('https://desk.example.org');
    const database = new URL(configuration.databaseUrl ?? '');
    const postgres = environment('database');
    expect([database.hostname, database.username, database.password, database.pathname]).toEqual([
      'database',
      postgres.POSTGRES_USER,
      postgres.POSTGRES_PASSWORD,
      `/${postgres.POSTGRES_DB}`,
    ]);
  });

  it('gives gateway and bucket the same store, keys and name', () => {
    const env = environment('gateway');
    const location = parseS3Location(env.IMAGE_STORE ?? '');
    expect(location.base).toBe('http://images:9000/desk-images/');
    expect(readS3Credentials(env)).toEqual({ accessKeyId: 'desk', secretAccessKey: 's1' });
    expect(environment('images')).toMatchObject({ MINIO_ROOT_USER: 'desk', MINIO_ROOT_PASSWORD: 's1' });
    expect(String(compose.services.bucket?.command)).toMatch(/http:\/\/images:9000 .* store\/desk-images$/);
  });

  it('opens no port but the proxy’s, and has no secret in it', () => {
    const open = Object.entries(compose.services).filter(([, { ports }]) => ports.length > 0);
    expect(open.map(([name]) => name)).toEqual(['proxy']);
    expect(text).not.toMatch(/(?:PASSWORD|SECRET)\w*: (?!\$\{)/);
  });

  it('needs the variables that the example names, and no other', async () => {
    const example = Object.keys(variables(await ops('compose.env.example')));
    const used = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(example.sort());
  });

  it('passes to the gateway by the name and port that it has', async () => {
    const caddy = await ops('Caddyfile');
    expect(caddy).toContain('reverse_proxy gateway:4810');
    expect(await ops('Dockerfile')).toContain('PORT=4810');
    expect((caddy.match(/\{/g) ?? []).length).toBe((caddy.match(/\}/g) ?? []).length);
  });
});

describe('the systemd unit', () => {
  let entries: [string, string][];
  beforeAll(async () => {
    const unit = await ops('expo-review-desk-gateway.service');
    entries = [...unit.matchAll(/^([A-Za-z]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
  });
  const of = (name: string) => entries.filter(([each]) => each === name).map(([, value]) => value);

  it('starts the built gateway from its folder', () => {
    expect(of('ExecStart')).toEqual(['/usr/bin/node dist/gateway/cli.js serve']);
    expect(of('WorkingDirectory')).toEqual(['/opt/expo-review-desk']);
    expect(of('DynamicUser')).toEqual(['yes']);
  });

  it('writes to its state folder alone, and that is where the program keeps its data', () => {
    expect(of('ProtectSystem')).toEqual(['strict']);
    const [state] = of('StateDirectory');
    expect(of('Environment')).toContain(`DATA_DIR=/var/lib/${state}`);
  });

  it('sets variables the program knows', async () => {
    const names = of('Environment').map((pair) => pair.split('=')[0]);
    const example = await ops('gateway.env.example');
    names.push(...Object.keys(variables(example, true)));
    for (const name of names) expect(known).toContain(name);
    const configuration = readConfiguration(variables(example), '0.0.0');
    expect(configuration).toMatchObject({ publicOrigin: 'https://desk.example.org' });
    expect(parseS3Location(variables(example, true).IMAGE_STORE ?? '').base).toContain('/desk-images/');
  });

  const analyse = '/usr/bin/systemd-analyze';
  it.runIf(existsSync(analyse))('is understood by systemd, line by line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'desk-unit-'));
    const path = join(folder, 'expo-review-desk-gateway.service');
    const unit = await ops('expo-review-desk-gateway.service');
    // Where this machine has its Node; the rest as it is.
    await writeFile(path, unit.replace('/usr/bin/node', process.execPath));
    const { stdout, stderr } = await promisify(execFile)(analyse, ['verify', '--man=no', path]);
    await rm(folder, { recursive: true });
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.includes('expo-review-desk'))).toEqual([]);
  });
});
