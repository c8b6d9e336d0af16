/** What the command line asks of the app: a command that needs no window, or paths to open. */
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

/** The names stand in `electron/cli/command-line.ts`, which is loaded only for them. */
const COMMANDS = ['inspect', 'export', 'measure', 'report', 'convert', 'sample', 'help'];

/** `marginalia COMMAND …` of the packaged app: the words from the command on; null where the window is meant. */
export function commandFromArguments(argv: readonly string[], packaged: boolean): readonly string[] | null {
  // Chromium's switches may come first; in the checkout the command line has an entry of its own.
  const at = argv.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return packaged && COMMANDS.includes(argv[at] ?? '') ? argv.slice(at) : null;
}
