/** Builds `dist/` when the sources changed since the last build; two parts, so that the command line needs only one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { buildNodeBundles } from '../bundle/node-bundles.mjs';
import { buildWindow } from '../bundle/window-bundle.mjs';
import { dist, root } from '../root.mjs';
import { sayAbout } from './say.mjs';
import { hashOf, stampMatches, writeStamp } from './stamp.mjs';

/** @typedef {'node' | 'window'} Part */

/** @type {Record<Part, { sources: string[], product: string, stamp: string }>} */
const parts = {
  node: {
    sources: [
      'annotations',
      'electron',
      'build/bundle/node-bundles.mjs',
      'package-lock.json',
      'tsconfig.base.json',
    ],
    product: join(dist, 'cli.cjs'),
    stamp: join(dist, '.node-bundles'),
  },
  window: {
    sources: [
      'annotations',
      'electron/contract.ts',
      'renderer',
      'build/bundle/window-bundle.mjs',
      'package-lock.json',
      'tsconfig.base.json',
    ],
    product: join(dist, 'renderer', 'index.html'),
    stamp: join(dist, '.window-bundle'),
  },
};

/**
 * @param {readonly Part[]} wanted
 * @param {{ force?: boolean }} [options]
 * @returns {Promise<{ ok: true } | { ok: false, message: string }>}
 */
export async function ensureBundles(wanted, { force = false } = {}) {
  const say = sayAbout('build');
  for (const name of wanted) {
    const { sources, product, stamp } = parts[name];
    const hash = hashOf(root, sources, isNotSource);
    if (!force && existsSync(product) && stampMatches(stamp, hash)) continue;
    const began = performance.now();
    say(name === 'node' ? 'main, reader, exporter and command line …' : 'window …');
    try {
      await (name === 'node' ? buildNodeBundles(say) : buildWindow(say));
    } catch (error) {
      return { ok: false, message: `dist/ could not be built: ${messageOf(error)}` };
    }
    if (existsSync(product)) writeStamp(stamp, hash);
    say(`done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  }
  return { ok: true };
}

/**
 * What the bundlers throw has file, line and cause in its message; the stack is their own.
 *
 * @param {unknown} error
 */
function messageOf(error) {
  if (!(error instanceof Error) || error instanceof TypeError) throw error;
  return error.message;
}

/** @param {string} name */
function isNotSource(name) {
  return name.endsWith('.md') || name.endsWith('.tsbuildinfo');
}
