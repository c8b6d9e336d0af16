/**
 * The system's own libraries and tools. On Debian and Ubuntu root gets them installed; anybody else is told the one
 * command that does it. Nothing is installed when nothing is missing, and apt is not even asked then.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { run } from '../run/child.mjs';
import { sayAbout } from './say.mjs';

/** @typedef {import('./needs.mjs').Need} Need */

/**
 * @param {readonly Need[]} needs
 * @returns {Promise<Need[]>} what is still missing afterwards; all that this system cannot install has been said
 */
export async function ensureSystem(needs) {
  const missing = missingHere(needs);
  if (missing.length === 0) return [];
  const say = sayAbout('system');
  say(`missing: ${missing.map((need) => need.what).join(', ')}`);
  if (!existsSync('/usr/bin/apt-get')) {
    say('Install them with the package manager of this system.');
    return missing;
  }
  if (process.getuid?.() !== 0) {
    say('Run this once, then start again:');
    say(`  sudo apt-get update && sudo ${installCommand(missing.map((need) => packageOf(need))).join(' ')}`);
    return missing;
  }
  await install(missing, say);
  const stillMissing = missingHere(needs);
  if (stillMissing.length > 0) say(`still missing: ${stillMissing.map((need) => need.what).join(', ')}`);
  return stillMissing;
}

/**
 * @param {readonly Need[]} needs
 * @returns {Need[]}
 */
export function missingHere(needs) {
  if (process.platform !== 'linux') return [];
  const libraries = needs.some((need) => need.library !== undefined) ? knownLibraries() : new Set();
  return needs.filter((need) => {
    if (need.library !== undefined && libraries.has(need.library)) return false;
    if (need.command !== undefined && commandExists(need.command)) return false;
    return !need.files?.some((file) => existsSync(file));
  });
}

/**
 * @param {readonly Need[]} missing
 * @param {(line: string) => void} say
 */
async function install(missing, say) {
  const began = performance.now();
  say('apt-get update …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const update = await run('apt-get', ['update', '-qq'], { env, output: 'stderr' });
  if (update.code !== 0) say('The package lists could not be renewed; going on with the old ones.');
  const packages = missing.map(packageOf);
  const [command = '', ...args] = installCommand(packages);
  say(`${command} install ${packages.join(' ')} …`);
  const end = await run(command, ['-qq', '-o=Dpkg::Use-Pty=0', ...args], { env, output: 'gather' });
  if (end.code === 0) say(`done in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  else say(`apt-get failed:\n${end.output.trim()}`);
}

/** @param {readonly string[]} packages */
function installCommand(packages) {
  return ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
}

/**
 * The name that this release knows: Ubuntu 24.04 and Debian 13 renamed some (`libgtk-3-0t64`).
 *
 * @param {Need} need
 * @returns {string}
 */
function packageOf(need) {
  const last = need.packages[need.packages.length - 1] ?? need.what;
  return need.packages.find((name) => spawnSync('apt-cache', ['show', name]).status === 0) ?? last;
}

/** @returns {Set<string>} sonames that the dynamic linker finds */
function knownLibraries() {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path));
  const listed = ldconfig === undefined ? undefined : spawnSync(ldconfig, ['-p'], { encoding: 'utf8' });
  if (listed?.status === 0)
    return new Set(listed.stdout.split('\n').map((line) => line.trim().split(' ')[0] ?? ''));
  const folders = [
    '/usr/lib',
    '/usr/lib64',
    '/lib',
    '/lib64',
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
  ];
  return new Set(folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder)));
}

/** @param {string} command */
function commandExists(command) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.some((folder) => existsSync(join(folder, command)));
}
