/** Where things are: the checkout's folders and the user's cache, as absolute paths, whatever the caller's folder. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const dist = join(root, 'dist');
export const modules = join(root, 'node_modules');

/**
 * @param {...string} parts below the checkout
 * @returns {string} absolute path
 */
export function inRoot(...parts) {
  return join(root, ...parts);
}

/**
 * The user's own cache folder for Marginalia: what is there can be deleted at any time.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  const home = homedir();
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'marginalia');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'marginalia');
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'marginalia', 'cache');
  return join(home, '.cache', 'marginalia');
}
