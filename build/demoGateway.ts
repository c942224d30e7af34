/** The demo gateway as `npm start` and `npm run dev` run it: its address, its start and its accounts. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './childProcesses.ts';
import { Refusal } from './say.ts';

const HEALTH_TIMEOUT_MS = 120_000;

export interface Address {
  host: string;
  port: number;
  /** what a browser on this machine opens */
  origin: string;
}

/** `HOST` and `PORT`, or 127.0.0.1:4810; throws a `Refusal` if the port is none. */
export function gatewayAddress(env: NodeJS.ProcessEnv): Address {
  const host = env.HOST || '127.0.0.1';
  const rawPort = env.PORT || '4810';
  const port = Number(rawPort);
  if (!/^\d{1,5}$/.test(rawPort) || port < 1 || port > 65535) {
    throw new Refusal(`PORT=${rawPort} 不是端口号（1–65535）。`, `PORT=${rawPort} is no port (1–65535).`);
  }
  const isAny = host === '0.0.0.0' || host === '::';
  const shown = isAny ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return { host, port, origin: `http://${shown}:${port}` };
}

/** Where the demo's data are: `DATA_DIR`, or .data in the repository. */
export function dataFolder(root: string, env: NodeJS.ProcessEnv): string {
  return env.DATA_DIR || join(root, '.data');
}

/** Throws a `Refusal` if the address cannot be listened on. */
export async function refuseUsedPort({ host, port, origin }: Address): Promise<void> {
  const code = await new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
  if (code === null) return;
  if (code === 'EADDRINUSE') {
    const isOurs = (await health(origin)) !== null;
    throw new Refusal(
      `端口 ${port} 已被${isOurs ? '另一个展审台网关' : '其他程序'}占用（${origin}）。请先停止它，或换端口：PORT=${port + 1} npm start`,
      `Port ${port} is in use by ${isOurs ? 'another gateway of this desk' : 'another program'} (${origin}). Stop it, or take another port: PORT=${port + 1} npm start`,
    );
  }
  throw new Refusal(`无法监听 ${host}:${port}（${code}）。`, `Cannot listen on ${host}:${port} (${code}).`);
}

async function health(origin: string): Promise<string | null> {
  try {
    const response = await fetch(`${origin}/api/v1/health`, { signal: AbortSignal.timeout(2000) });
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'status' in body ? String(body.status) : null;
  } catch {
    // Nobody there yet, or somebody else.
    return null;
  }
}

/** Resolves when the gateway answers `ok`; throws a `Refusal` if it ends or takes more than two minutes. */
export async function waitForHealth(origin: string, gateway: Child): Promise<void> {
  const until = Date.now() + HEALTH_TIMEOUT_MS;
  while ((await health(origin)) !== 'ok') {
    if (gateway.hasEnded())
      throw new Refusal('网关未能启动，原因见上。', 'The gateway did not start; see above.');
    if (Date.now() > until) {
      throw new Refusal('网关两分钟内没有应答。', 'The gateway did not answer within two minutes.');
    }
    await sleep(150);
  }
}

/** Prints the address and who can sign in. */
export function announce({ origin }: Address, env: NodeJS.ProcessEnv): void {
  const password = env.DEMO_PASSWORD || 'demo-desk-2020';
  console.log(`
  展审台 Expo Review Desk   ${origin}

  演示账号 Demo accounts (密码 password: ${password})
    reviewer.guangzhou   广州市分团审核员 reviewer
    reviewer2.guangzhou  同分团第二审核员 second reviewer of the same sub-group
    reviewer.<分团 id>    其他分团 other sub-groups, e.g. reviewer.foshan
    secretariat          交易团秘书处 secretariat
    intake · admin       登记系统接口 registration side · 管理员 administrator

  Ctrl-C 停止 stops all of it.
`);
}
