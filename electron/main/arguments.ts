/** The paths on the command line: what is neither a switch nor the app's own folder. */
import { resolve } from 'node:path';

/**
 * `argv` as Electron gives it: the runtime first, in development the app's folder second. Chromium mixes its own
 * switches in. `folder` is what relative paths refer to.
 */
export function pathsFromArguments(
  argv: readonly string[],
  packaged: boolean,
  folder: string,
): readonly string[] {
  const given = argv.slice(1).filter((word) => !word.startsWith('-'));
  // In development the first word is the app itself.
  const words = packaged ? given : given.slice(1);
  return words.map((word) => resolve(folder, word));
}
