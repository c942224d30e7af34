/** A small file system of its own that a test can fill to the last byte; needs root and a kernel that mounts. */
import { execFile, execFileSync } from 'node:child_process';
import { closeSync, ftruncateSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const DISK_KINDS = ['ext4', 'tmpfs'] as const;
export type DiskKind = (typeof DISK_KINDS)[number];

const run = promisify(execFile);
/** Large steps first, then the crumbs. */
const FILL_STEPS = [4 * 1024 * 1024, 64 * 1024, 4096, 64, 1];

export class SmallDisk {
  readonly folder: string;

  private constructor(
    private readonly home: string,
    readonly kind: DiskKind,
  ) {
    this.folder = join(home, 'disk');
  }

  /** A mounted disk of that size, or a sentence why there is none. */
  static async mount(kind: DiskKind, sizeBytes: number): Promise<SmallDisk | string> {
    if (process.platform !== 'linux') return 'only Linux can mount a file as a disk';
    if (process.getuid?.() !== 0) return 'mounting needs root';
    const home = await mkdtemp(join(tmpdir(), 'desk-small-disk-'));
    const disk = new SmallDisk(home, kind);
    try {
      await mkdir(disk.folder);
      if (kind === 'tmpfs') {
        await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes}`, 'tmpfs', disk.folder]);
      } else {
        const image = join(home, 'image');
        await writeFile(image, '');
        await truncate(image, sizeBytes);
        // Nothing is kept back for root, so that the last byte can be had.
        await run('mkfs.ext4', ['-q', '-F', '-m', '0', image]);
        await run('mount', ['-o', 'loop', image, disk.folder]);
      }
      process.once('exit', disk.#abandon);
      return disk;
    } catch (error) {
      await rm(home, { recursive: true, force: true });
      const reason = error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
      return `mounting is not possible here (${reason})`;
    }
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  get #ballast(): string {
    return join(this.home, 'disk', 'ballast');
  }

  /** Writes until not one byte more fits, then gives `leaveBytes` back. */
  fill(leaveBytes = 0): void {
    const file = openSync(this.#ballast, 'a');
    let size = 0;
    try {
      for (const step of FILL_STEPS) {
        const bytes = Buffer.alloc(step, 0x5a);
        for (;;) {
          try {
            const written = writeSync(file, bytes);
            size += written;
            if (written < step) break;
          } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
            break;
          }
        }
      }
      if (leaveBytes > 0) ftruncateSync(file, Math.max(0, size - leaveBytes));
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** A run that ends before its time leaves no disk behind. */
  readonly #abandon = () => {
    execFileSync('umount', ['-l', this.folder], { stdio: 'ignore' });
    rmSync(this.home, { recursive: true, force: true });
  };

  async unmount(): Promise<void> {
    process.off('exit', this.#abandon);
    // Lazily: a process that is still dying must not keep the disk for ever.
    await run('umount', ['-l', this.folder]);
    await rm(this.home, { recursive: true, force: true });
  }
}
