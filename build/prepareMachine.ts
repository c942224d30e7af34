/** Makes sure this machine has what the tests drive: Chromium, a Chinese font, PostgreSQL, a reader of PDF. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium, HOW_TO_GET_CHROMIUM } from './findChromium.ts';
import { findPostgres, HOW_TO_GET_POSTGRES } from './findPostgres.ts';

interface Need {
  /** Debian's package */
  debian: string;
  isThere(): Promise<boolean> | boolean;
  howToGet: string;
}

const NEEDS: readonly Need[] = [
  {
    debian: 'chromium',
    isThere: async () => (await findChromium()) !== null,
    howToGet: HOW_TO_GET_CHROMIUM,
  },
  {
    debian: 'fonts-noto-cjk',
    isThere: hasChineseFont,
    howToGet: 'No Chinese font found: screenshots would show boxes. Debian: apt-get install fonts-noto-cjk.',
  },
  {
    debian: 'poppler-utils',
    isThere: () => spawnSync('pdftotext', ['-v']).status === 0,
    howToGet: 'No pdftotext found: printed reports cannot be read. Debian: apt-get install poppler-utils.',
  },
  { debian: 'postgresql', isThere: () => findPostgres() !== null, howToGet: HOW_TO_GET_POSTGRES },
];

function hasChineseFont(): boolean {
  if (process.platform !== 'linux') return true;
  if (existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')) return true;
  const list = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  return list.status === 0 && list.stdout.trim() !== '';
}

async function missingNeeds(): Promise<Need[]> {
  const missing: Need[] = [];
  for (const need of NEEDS) if (!(await need.isThere())) missing.push(need);
  return missing;
}

function apt(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 'inherit', 'inherit'], env });
}

/** Installs what is missing where that is ours to do; gives what to tell about each thing still missing. */
export async function prepareMachine(): Promise<string[]> {
  let missing = await missingNeeds();
  const mayInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (missing.length > 0 && mayInstall) {
    console.log(`Installing ${missing.map((need) => need.debian).join(', ')} …`);
    // First the index: on a fresh machine it is empty.
    apt(['update']);
    apt(['install', '-y', '--no-install-recommends', ...missing.map((need) => need.debian)]);
    missing = await missingNeeds();
  }
  return missing.map((need) => need.howToGet);
}
