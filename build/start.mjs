/**
 * `npm start [-- PATH…]`: sets up what is missing, then opens the app on PATH, or on the sample case.
 * Without a display it exports the annotated snapshots to `exports/` instead and lists them.
 * MARGINALIA_TIMING=1 prints how long it took until Electron was started.
 */
import './setup/node-version.mjs';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dist, inRoot, root } from './root.mjs';
import { findDisplay } from './run/display.mjs';
import { launch } from './run/launch.mjs';
import { chromiumSandbox } from './run/sandbox.mjs';
import { ensureBundles } from './setup/bundles.mjs';
import { findElectron } from './setup/electron-runtime.mjs';
import { windowNeeds } from './setup/needs.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureSampleCase } from './setup/sample-case.mjs';
import { sayAbout } from './setup/say.mjs';
import { ensureSystem } from './setup/system-libraries.mjs';

const say = sayAbout('start');
process.exitCode = await start(process.argv.slice(2));

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
async function start(args) {
  const given = absolutePaths(args);
  const absent = given.find((path) => !path.startsWith('-') && !existsSync(path));
  if (absent !== undefined) return failed(`${absent} does not exist.`);
  const packages = await ensurePackages();
  if (!packages.ok) return failed(packages.message);
  const display = await findDisplay();
  if (display.kind === 'none') {
    say(`${display.reason} Exporting annotated snapshots instead of opening a window.`);
    return exportSnapshots(given);
  }

  const missing = await ensureSystem(windowNeeds);
  if (missing.length > 0) return failed('Electron cannot open a window without them.');
  const runtime = await findElectron();
  if ('missing' in runtime) return failed(runtime.missing);
  const built = await ensureBundles(['node', 'window']);
  if (!built.ok) return failed(built.message);
  const opened = await givenOrSample(given);
  if ('message' in opened) return failed(opened.message);
  if (runtime.origin === 'development fallback') {
    say(
      `Electron ${runtime.version}, the development runtime: fit for a try, not for daily use with real studies.`,
    );
  }
  if (process.env.MARGINALIA_TIMING === '1') say(`Electron starts after ${Math.round(performance.now())} ms`);
  const ozone = display.kind === 'wayland' ? ['--ozone-platform=wayland'] : [];
  return launch(runtime.executable, [root, ...ozone, ...opened.paths], {
    cwd: root,
    env: electronEnvironment(),
  });
}

/** @param {readonly string[]} given */
async function exportSnapshots(given) {
  const built = await ensureBundles(['node']);
  if (!built.ok) return failed(built.message);
  const opened = await givenOrSample(given);
  if ('message' in opened) return failed(opened.message);
  // It lists the files that it writes.
  return launch(process.execPath, [
    join(dist, 'cli.cjs'),
    'export',
    ...opened.paths,
    '--out',
    inRoot('exports'),
  ]);
}

/**
 * npm runs scripts in the checkout; a person's paths are relative to where npm was called.
 *
 * @param {readonly string[]} args
 */
function absolutePaths(args) {
  const caller = process.env.INIT_CWD ?? process.cwd();
  return args.map((arg) => (arg.startsWith('-') ? arg : resolve(caller, arg)));
}

/**
 * @param {readonly string[]} given
 * @returns {Promise<{ paths: readonly string[] } | { message: string }>}
 */
async function givenOrSample(given) {
  if (given.length > 0) return { paths: given };
  const sample = await ensureSampleCase();
  return 'folder' in sample ? { paths: [sample.folder] } : sample;
}

function electronEnvironment() {
  // Terminals inside other Electron apps set this; with it Electron would be a mere Node.
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const sandbox = chromiumSandbox();
  if (sandbox.works) return env;
  say(`${sandbox.reason} Starting without it, which is for development only.`);
  return { ...env, ELECTRON_DISABLE_SANDBOX: '1' };
}

/** @param {string} message */
function failed(message) {
  say(message);
  return 1;
}
