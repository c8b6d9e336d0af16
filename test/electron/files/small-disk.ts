/** A disk of its own for a test: a few kilobytes of memory, mounted where the test may (as root on Linux). */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { temporaryFolder } from './children.ts';

export type SmallDisk = { readonly folder: string; readOnly(): void; end(): void };

const run = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

export function mountDisk(kilobytes: number): SmallDisk | null {
  const folder = temporaryFolder('disk');
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'marginalia-test', folder)) {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    readOnly() {
      if (!run('mount', '-o', 'remount,ro', folder)) throw new Error(`${folder} stays writable.`);
    },
    end() {
      if (!run('umount', folder)) throw new Error(`${folder} stays mounted.`);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Tests that need one are left out where nothing can be mounted, and say so. */
export const canMountDisk = ((): boolean => {
  const disk = mountDisk(16);
  disk?.end();
  if (disk === null)
    console.log('No disk can be mounted here: tests on full and read-only disks are left out.');
  return disk !== null;
})();
