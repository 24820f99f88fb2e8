/** A disk of a few megabytes that can be filled and emptied: a tmpfs of its own. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type SmallDisk = {
  readonly folder: string;
  /** Takes all the room that is left. */
  readonly fill: () => void;
  readonly empty: () => void;
  readonly unmount: () => void;
};

const MEGABYTE = 1024 * 1024;
const BLOCK = Buffer.alloc(4096);

/** Why there can be none; null: there can. */
export const smallDiskMissing = (): string | null =>
  process.platform === 'linux' && process.getuid?.() === 0 ? null : 'a small disk can be mounted by root on Linux only';

/** Throws when the mount is not permitted. */
export const mountSmallDisk = (folder: string, megabytes: number): SmallDisk => {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'voltgate-faults', folder], { stdio: 'pipe' });
  const ballast = join(folder, 'ballast');

  const fill = () => {
    const file = openSync(ballast, 'a');
    try {
      for (let written = 0; written <= megabytes * MEGABYTE; written += BLOCK.length) writeSync(file, BLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  };

  return {
    folder,
    fill,
    empty: () => rmSync(ballast, { force: true }),
    unmount: () => {
      execFileSync('umount', [folder], { stdio: 'pipe' });
    },
  };
};
