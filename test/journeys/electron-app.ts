/** Starts the real app for a journey: the built bundles, a fresh user-data folder, the runtime that npm start uses. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page, type TestInfo } from '@playwright/test';
import { dist, inRoot, root } from '../../build/root.mjs';
import { findDisplay } from '../../build/run/display.mjs';
import { chromiumSandbox } from '../../build/run/sandbox.mjs';
import { findElectron } from '../../build/setup/electron-runtime.mjs';

export type RunningApp = {
  readonly app: ElectronApplication;
  /** The first window, loaded. */
  readonly window: Page;
  /** The app's own data folder; deleted by `close`. */
  readonly userData: string;
  /** What main, reader and exporter printed so far. */
  readonly log: () => string;
  readonly close: () => Promise<void>;
};

export type LaunchOptions = {
  /** Files and folders on the command line, as a person would give them. */
  readonly paths?: readonly string[];
  /** Further switches, as `--force-device-scale-factor=2`. */
  readonly switches?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Keep a data folder over two launches: this one is used and not deleted. */
  readonly userData?: string;
};

/** Throws, with the reason in a sentence, when the app cannot run here or is not built. */
export async function launchMarginalia(options: LaunchOptions = {}): Promise<RunningApp> {
  if (!existsSync(join(dist, 'main.cjs')))
    throw new Error('dist/main.cjs is missing: run `npm run build` first.');
  const display = await findDisplay();
  if (display.kind === 'none') throw new Error(`${display.reason} Start it under xvfb-run.`);
  const runtime = await findElectron();
  if ('missing' in runtime) throw new Error(runtime.missing);
  process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime.folder;

  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'marginalia-journey-'));
  const sandbox = chromiumSandbox().works;
  const app = await _electron.launch({
    args: [root, `--user-data-dir=${userData}`, ...(options.switches ?? []), ...(options.paths ?? [])],
    cwd: root,
    chromiumSandbox: sandbox,
    env: {
      ...definedOnly(process.env),
      ...(sandbox ? {} : { ELECTRON_DISABLE_SANDBOX: '1' }),
      ...options.env,
    },
  });
  let log = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const window = await app.firstWindow();
  await window.waitForLoadState('load');
  const close = async () => {
    await app.close();
    if (options.userData === undefined) rmSync(userData, { recursive: true, force: true });
  };
  return { app, window, userData, log: () => log, close };
}

/** A screenshot that stays under `test-results/screenshots/` to be looked at, and is attached to the report. */
export async function keepScreenshot(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  const folder = inRoot('test-results', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${testInfo.project.name}-${name}.png`);
  await page.screenshot({ path });
  await testInfo.attach(name, { path, contentType: 'image/png' });
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
