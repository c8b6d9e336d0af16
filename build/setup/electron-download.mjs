/** The download of the `electron` package's own binary: probed first, shown while it runs, ended when it stalls. */
import { lookup } from 'node:dns/promises';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../run/child.mjs';

const probeMs = 3_000;

/**
 * @param {string} packageFolder of the npm package `electron`
 * @param {(line: string) => void} say
 * @param {{ env?: NodeJS.ProcessEnv, stallMs?: number }} [options] `stallMs`: without a new byte for so long it is ended
 * @returns {Promise<import('./electron-runtime.mjs').Attempt>}
 */
export async function downloadElectron(packageFolder, say, { env = process.env, stallMs = 120_000 } = {}) {
  const unreachable = await whyUnreachable(env);
  if (unreachable !== undefined) return { kind: 'failed', reason: unreachable };

  // The downloader writes to the temporary folder: one of its own makes the bytes countable.
  const temporary = mkdtempSync(join(tmpdir(), 'marginalia-electron-'));
  say('downloading the runtime (about 120 MB) …');
  let shown = 0;
  const end = await run(process.execPath, [join(packageFolder, 'install.js')], {
    env: { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    output: 'gather',
    stallMs,
    progress: () => {
      const bytes = sizeOf(temporary);
      if (bytes - shown >= 20e6) {
        shown = bytes;
        say(`${Math.round(bytes / 1e6)} MB`);
      }
      return bytes;
    },
  });
  rmSync(temporary, { recursive: true, force: true });
  if (end.code === 0) return { kind: 'installed' };
  return { kind: 'failed', reason: end.reason ?? firstLine(end.output) };
}

/**
 * A closed network answers in its own time, or never: a name and a connection must come within three seconds.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} undefined when a download is worth trying
 */
async function whyUnreachable(env) {
  if (env.ELECTRON_GET_USE_PROXY) return undefined;
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com/';
  if (!URL.canParse(mirror)) return `ELECTRON_MIRROR is not an address: ${mirror}.`;
  const { hostname, port, protocol } = new URL(mirror);
  const answer = lookup(hostname).then(
    ({ address }) => connectTo(address, Number(port) || (protocol === 'http:' ? 80 : 443)),
    () => false,
  );
  const reached = await Promise.race([answer, after(probeMs)]);
  return reached ? undefined : `${hostname} cannot be reached.`;
}

/**
 * @param {string} address
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function connectTo(address, port) {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: probeMs });
    const settle = (/** @type {boolean} */ reached) => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', () => settle(true));
    socket.on('error', () => settle(false));
    socket.on('timeout', () => settle(false));
  });
}

/**
 * @param {number} ms
 * @returns {Promise<false>}
 */
function after(ms) {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), ms).unref();
  });
}

/**
 * @param {string} folder
 * @returns {number} bytes
 */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => statSync(join(folder, String(name)), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}

/** @param {string} output */
function firstLine(output) {
  return (
    output
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? 'it ended without a word'
  );
}
