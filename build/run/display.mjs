/** Whether windows can be shown here: a set DISPLAY proves nothing, so the display's socket must answer. */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';

const answerMs = 1_000;

/** @typedef {{ kind: 'x11' | 'wayland' | 'native' } | { kind: 'none', reason: string }} Display */

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {Promise<Display>} `reason`: a whole sentence
 */
export async function findDisplay(env = process.env, platform = process.platform) {
  if (platform !== 'linux') return { kind: 'native' };
  const { DISPLAY: x11, WAYLAND_DISPLAY: wayland, XDG_RUNTIME_DIR: runtimeFolder } = env;
  if (x11 && (await anyAnswers(x11Addresses(x11)))) return { kind: 'x11' };
  if (wayland && (await anyAnswers([{ path: join(runtimeFolder ?? '/run', wayland) }])))
    return { kind: 'wayland' };
  if (x11) return { kind: 'none', reason: `The display ${x11} does not answer.` };
  if (wayland) return { kind: 'none', reason: `The Wayland display ${wayland} does not answer.` };
  return { kind: 'none', reason: 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).' };
}

/**
 * @param {string} display as `:0`, `:0.0`, `unix:1` or `host:10.0` (X(7), "Display names")
 * @returns {import('node:net').NetConnectOpts[]}
 */
export function x11Addresses(display) {
  const parts = /^(.*):(\d+)(?:\.\d+)?$/.exec(display);
  if (parts === null) return [];
  const [, host, number] = parts;
  if (host !== '' && host !== 'unix') return [{ host: host ?? '', port: 6000 + Number(number) }];
  const path = `/tmp/.X11-unix/X${number}`;
  return [{ path }, { path: `\0${path}` }];
}

/** @param {import('node:net').NetConnectOpts[]} addresses */
async function anyAnswers(addresses) {
  return (await Promise.all(addresses.map(answers))).includes(true);
}

/**
 * @param {import('node:net').NetConnectOpts} address
 * @returns {Promise<boolean>}
 */
function answers(address) {
  return new Promise((resolve) => {
    const socket = connect(address);
    const settle = (/** @type {boolean} */ yes) => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(answerMs, () => settle(false));
    socket.on('connect', () => settle(true));
    socket.on('error', () => settle(false));
  });
}

/**
 * Starts a virtual display of its own, on a number that is free.
 *
 * @returns {Promise<{ display: string, end: () => void } | { reason: string }>}
 */
export function startVirtualDisplay() {
  return new Promise((resolve) => {
    const args = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset'];
    const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let said = '';
    let number = '';
    server.stderr?.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    server.stdio[3]?.on('data', (/** @type {Buffer} */ text) => {
      number += text.toString();
      if (number.endsWith('\n')) resolve({ display: `:${number.trim()}`, end: () => server.kill('SIGTERM') });
    });
    server.on('error', (error) => resolve({ reason: `Xvfb cannot start: ${error.message}.` }));
    server.on('close', (code) => resolve({ reason: `Xvfb ended with code ${code}: ${said.trim()}` }));
  });
}
