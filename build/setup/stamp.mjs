/**
 * Stamps: a file that holds the hash of what a step was made from. The step is done again when the hash differs,
 * so neither clocks nor checkout order matter.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * SHA-256 over names and contents of files and, recursively, folders. A path that does not exist counts as absent,
 * so creating it changes the hash.
 *
 * @param {string} base folder that the names are relative to
 * @param {readonly string[]} paths below `base`
 * @param {(name: string) => boolean} [ignore] by path relative to `base`
 * @returns {string} hex
 */
export function hashOf(base, paths, ignore = () => false) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(join(base, path)))) {
    const name = relative(base, file).replaceAll('\\', '/');
    if (ignore(name)) continue;
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]} files in a fixed order; none when the path does not exist
 */
function filesBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/**
 * @param {string} stampFile
 * @param {string} expected
 * @returns {boolean} whether the step was done from exactly this
 */
export function stampMatches(stampFile, expected) {
  if (statSync(stampFile, { throwIfNoEntry: false }) === undefined) return false;
  return readFileSync(stampFile, 'utf8').trim() === expected;
}

/**
 * @param {string} stampFile
 * @param {string} value
 */
export function writeStamp(stampFile, value) {
  mkdirSync(dirname(stampFile), { recursive: true });
  const temporary = `${stampFile}.${process.pid}`;
  writeFileSync(temporary, `${value}\n`);
  renameSync(temporary, stampFile);
}
