/**
 * Whether Chromium's sandbox can work for this user on this machine. Electron aborts where it cannot: as root, and
 * where the kernel keeps user namespaces from ordinary users. Asked for development and tests only: a packaged
 * Marginalia never turns its sandbox off.
 */
import { spawnSync } from 'node:child_process';

/** @returns {{ works: true } | { works: false, reason: string }} `reason`: a whole sentence */
export function chromiumSandbox() {
  if (process.platform !== 'linux') return { works: true };
  if (process.getuid?.() === 0) return { works: false, reason: 'Chromium has no sandbox for root.' };
  const namespace = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' });
  if (namespace.status === 0) return { works: true };
  return {
    works: false,
    reason: 'This system gives ordinary users no user namespaces, which the sandbox needs.',
  };
}
