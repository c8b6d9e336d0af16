/** Child processes with a voice: output passed on or gathered, and ended when they stall. */
import { spawn } from 'node:child_process';

/**
 * @typedef {object} ChildOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment; this process's own when left out
 * @property {'inherit' | 'gather' | 'stderr'} [output] where the child's output goes; `stderr`: both streams to ours
 * @property {number} [stallMs] end the child when `progress` has not changed and nothing was printed for so long
 * @property {() => unknown} [progress] a value that changes while the child gets on
 */

/**
 * @typedef {object} ChildEnd
 * @property {number} code exit code; 127 when it could not start, 128 + n when ended by signal n
 * @property {string} output gathered output, or '' when it was passed on
 * @property {string} [reason] why it ended, when not by itself
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ChildOptions} [options]
 * @returns {Promise<ChildEnd>}
 */
export function run(command, args, { cwd, env, output = 'inherit', stallMs, progress } = {}) {
  return new Promise((resolve) => {
    const watched = stallMs !== undefined;
    const piped = output === 'gather' || watched;
    const child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: env ?? process.env,
      stdio: ['ignore', ...stdio(piped, output)],
      // npm is a script on Windows.
      shell: process.platform === 'win32' && !command.endsWith('.exe'),
    });
    let gathered = '';
    /** @type {string | undefined} */
    let reason;
    let lastMove = Date.now();
    let lastProgress = progress?.();
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        lastMove = Date.now();
        if (output === 'gather') gathered += text;
        else process.stderr.write(text);
      });
    }
    const watch = watched ? setInterval(check, 1000) : undefined;
    function check() {
      const now = progress?.();
      if (now !== lastProgress) lastMove = Date.now();
      lastProgress = now;
      if (Date.now() - lastMove < (stallMs ?? Number.POSITIVE_INFINITY)) return;
      reason = `no progress for ${Math.round((stallMs ?? 0) / 1000)} s`;
      child.kill('SIGKILL');
    }
    child.on('error', (error) => {
      clearInterval(watch);
      resolve({ code: 127, output: gathered, reason: error.message });
    });
    child.on('close', (code, signal) => {
      clearInterval(watch);
      const end = { code: code ?? 128 + (signalNumbers[signal ?? ''] ?? 0), output: gathered };
      resolve(
        reason === undefined && signal === null ? end : { ...end, reason: reason ?? `ended by ${signal}` },
      );
    });
  });
}

/** @type {Record<string, number>} */
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/**
 * @param {boolean} piped
 * @param {'inherit' | 'gather' | 'stderr'} output
 * @returns {(number | import("node:child_process").IOType)[]}
 */
function stdio(piped, output) {
  if (piped) return ['pipe', 'pipe'];
  return output === 'stderr' ? [2, 2] : ['inherit', 'inherit'];
}
