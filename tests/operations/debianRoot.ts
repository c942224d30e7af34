/** A new Debian in a folder, and the guide's steps carried out in it one after another, as in one shell. */
import { spawn } from 'node:child_process';
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Step } from './documentSteps.ts';

const MIRROR = 'http://deb.debian.org/debian';

/** Runs a program to its end with its output on this terminal; throws if it fails. */
export function run(program: string, args: readonly string[], input = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
    // Whoever reads less than was offered has had enough.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Debian 13 with nothing but its base. */
export async function makeDebian(root: string): Promise<void> {
  // A temporary folder is for its owner alone; a root folder has other users.
  await chmod(root, 0o755);
  const debootstrap = process.env.DEBOOTSTRAP ?? 'debootstrap';
  await run(debootstrap, ['--variant=minbase', '--include=ca-certificates', 'trixie', root, MIRROR]);
  await run('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
  await run('mount', ['--rbind', '/dev', join(root, 'dev')]);
  // There is no systemd to start anything: units are started by what stands in for it.
  await writeFile(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const systemctl = join(root, 'usr/local/bin/systemctl');
  await copyFile(join(import.meta.dirname, 'systemctl.sh'), systemctl);
  await copyFile('/etc/resolv.conf', join(root, 'etc/resolv.conf'));
}

/** Behind a proxy that ends TLS the new machine has to know the same authorities as this one. */
export async function shareAuthorities(root: string): Promise<void> {
  const own = process.env.NODE_EXTRA_CA_CERTS;
  if (own) await run('mount', ['--bind', own, join(root, 'etc/ssl/certs/ca-certificates.crt')]);
}

export interface StepRunner {
  /** `input`: what is typed meanwhile; `env`: what the operator has set besides */
  take(step: Step, how?: { input?: string; env?: Record<string, string> }): Promise<void>;
}

/** Takes steps as one shell would: variables and folder go from one to the next. */
export function stepRunner(root: string, variables: Record<string, string>): StepRunner {
  const base = {
    HOME: '/root',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    DEBIAN_FRONTEND: 'noninteractive',
    ...(process.env.NODE_EXTRA_CA_CERTS ? { NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt' } : {}),
    ...variables,
  };
  return {
    async take({ title, commands }, { input = '', env = {} } = {}) {
      console.log(`\n── ${title}`);
      await mkdir(join(root, 'root'), { recursive: true });
      const script = [
        'set -aeu -o pipefail',
        '[ ! -e /var/tmp/step ] || . /var/tmp/step',
        commands,
        '{ export -p; echo "cd \'$PWD\'"; } > /var/tmp/step',
      ].join('\n');
      const pairs = Object.entries({ ...base, ...env }).map(([name, value]) => `${name}=${value}`);
      await run('chroot', [root, '/usr/bin/env', '-i', ...pairs, 'bash', '-c', script], input);
    },
  };
}
