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
  const packages = await ensurePackages();
  if (!packages.ok) return failed(packages.message);
  const display = await findDisplay();
  if (display.kind === 'none') {
    say(`${display.reason} Exporting annotated snapshots instead of opening a window.`);
    return exportSnapshots(args);
  }

  const missing = await ensureSystem(windowNeeds);
  if (missing.length > 0) return failed('Electron cannot open a window without them.');
  const runtime = await findElectron();
  if ('missing' in runtime) return failed(runtime.missing);
  const built = await ensureBundles(['node', 'window']);
  if (!built.ok) return failed(built.message);
  const paths = await pathsOrSample(args);
  if ('message' in paths) return failed(paths.message);
  if (runtime.origin === 'development fallback') {
    say(
      `Electron ${runtime.version}, the development runtime: fit for a try, not for daily use with real studies.`,
    );
  }
  if (process.env.MARGINALIA_TIMING === '1') say(`Electron starts after ${Math.round(performance.now())} ms`);
  const ozone = display.kind === 'wayland' ? ['--ozone-platform=wayland'] : [];
  return launch(runtime.executable, [root, ...ozone, ...paths.given], {
    cwd: root,
    env: electronEnvironment(),
  });
}

/** @param {readonly string[]} args */
async function exportSnapshots(args) {
  const built = await ensureBundles(['node']);
  if (!built.ok) return failed(built.message);
  const paths = await pathsOrSample(args);
  if ('message' in paths) return failed(paths.message);
  // It lists the files that it writes.
  return launch(process.execPath, [
    join(dist, 'cli.cjs'),
    'export',
    ...paths.given,
    '--out',
    inRoot('exports'),
  ]);
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ given: string[] } | { message: string }>}
 */
async function pathsOrSample(args) {
  if (args.length === 0) {
    const sample = await ensureSampleCase();
    return 'folder' in sample ? { given: [sample.folder] } : sample;
  }
  // npm runs scripts in the checkout; a person's paths are relative to where npm was called.
  const caller = process.env.INIT_CWD ?? process.cwd();
  const given = args.map((arg) => (arg.startsWith('-') ? arg : resolve(caller, arg)));
  const absent = given.find((path) => !path.startsWith('-') && !existsSync(path));
  return absent === undefined ? { given } : { message: `${absent} does not exist.` };
}

function electronEnvironment() {
  const sandbox = chromiumSandbox();
  if (sandbox.works) return process.env;
  say(`${sandbox.reason} Starting without it, which is for development only.`);
  return { ...process.env, ELECTRON_DISABLE_SANDBOX: '1' };
}

/** @param {string} message */
function failed(message) {
  say(message);
  return 1;
}
