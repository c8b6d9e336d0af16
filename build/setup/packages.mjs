/** The npm packages: `npm ci` when what is installed is not what the lock file says. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { modules, root } from '../root.mjs';
import { run } from '../run/child.mjs';
import { sayAbout } from './say.mjs';

/**
 * A lock file, or npm's record of what it installed (`node_modules/.package-lock.json`): both have this shape.
 *
 * @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }> }} Lock
 */

/**
 * @param {Lock} lock
 * @param {Lock} installed
 * @returns {string[]} paths below the checkout of packages that are absent or differ; optional ones may be absent,
 *   as those for other platforms are
 */
export function outOfDate(lock, installed) {
  const have = installed.packages ?? {};
  return Object.entries(lock.packages ?? {})
    .filter(([path, wanted]) => {
      if (path === '' || wanted.link) return false;
      const found = have[path];
      if (found === undefined) return !wanted.optional;
      return found.version !== wanted.version || differs(found.integrity, wanted.integrity);
    })
    .map(([path]) => path);
}

/**
 * @param {string | undefined} one
 * @param {string | undefined} other
 */
function differs(one, other) {
  return one !== undefined && other !== undefined && one !== other;
}

/** @returns {Promise<{ ok: true } | { ok: false, message: string }>} */
export async function ensurePackages() {
  const say = sayAbout('packages');
  const record = join(modules, '.package-lock.json');
  const stale = existsSync(record)
    ? outOfDate(readLock(join(root, 'package-lock.json')), readLock(record))
    : undefined;
  if (stale?.length === 0) return { ok: true };

  say(
    stale === undefined
      ? 'npm ci, the first time: about 400 packages …'
      : `npm ci, because ${stale.length} of them changed: ${stale.slice(0, 3).join(', ')} …`,
  );
  const began = performance.now();
  // No package here needs its install script, and a script could reach for the network.
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-fund',
    '--no-audit',
    '--loglevel=error',
  ];
  const end = await run('npm', args, { cwd: root, output: 'stderr' });
  if (end.code !== 0)
    return { ok: false, message: `npm ci failed (${end.reason ?? `exit code ${end.code}`}).` };
  say(`done in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  return { ok: true };
}

/**
 * @param {string} file
 * @returns {Lock}
 */
function readLock(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
