/** Progress lines of the set-up, on standard error: standard output belongs to the program that is started. */

/**
 * @param {string} topic one word, as `packages`
 * @returns {(line: string) => void}
 */
export function sayAbout(topic) {
  return (line) => {
    process.stderr.write(`[${topic}] ${line}\n`);
  };
}
