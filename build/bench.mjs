/** `npm run bench [-- ARGUMENTS]`: the budgets, each beside its floor measured in the same run (test/bench/main.ts). */
import './setup/node-version.mjs';
import { runTool } from './bundle/tool-bundle.mjs';
import { findDisplay, startVirtualDisplay } from './run/display.mjs';
import { chromiumSandbox } from './run/sandbox.mjs';
import { findElectron } from './setup/electron-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { sayAbout } from './setup/say.mjs';

const say = sayAbout('bench');
const packages = await ensurePackages();
if (!packages.ok) {
  say(packages.message);
  process.exit(1);
}
// What needs a window is measured in the real app: it gets a display and a runtime, or the benchmark says why not.
const runtime = await findElectron();
if ('missing' in runtime) say(runtime.missing);
const display = await findDisplay();
const virtual = display.kind === 'none' ? await startVirtualDisplay() : undefined;
if (virtual !== undefined && 'reason' in virtual) say(virtual.reason);
try {
  process.exitCode = await runTool('bench', 'test/bench/main.ts', process.argv.slice(2), {
    parts: ['node', 'window'],
    env: {
      ...process.env,
      ...('folder' in runtime && { ELECTRON_OVERRIDE_DIST_PATH: runtime.folder }),
      ...(virtual !== undefined && 'display' in virtual && { DISPLAY: virtual.display }),
      ...(!chromiumSandbox().works && { ELECTRON_DISABLE_SANDBOX: '1' }),
    },
  });
} finally {
  if (virtual !== undefined && 'end' in virtual) virtual.end();
}
