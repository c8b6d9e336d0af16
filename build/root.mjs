/** The checkout's folders, as absolute paths: every build script starts from here, whatever the caller's folder. */
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
