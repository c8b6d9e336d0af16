/** `npm run --silent cli -- COMMAND …`: the command line from source, built when needed; no window, no Electron. */
import './setup/node-version.mjs';
import { join } from 'node:path';
import { dist } from './root.mjs';
import { launch } from './run/launch.mjs';
import { ensureBundles } from './setup/bundles.mjs';
import { ensurePackages } from './setup/packages.mjs';

const packages = await ensurePackages();
const built = packages.ok ? await ensureBundles(['node']) : packages;
if (built.ok) {
  // Paths on the command line are relative to where npm was called, not to the checkout.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  process.exitCode = await launch(process.execPath, [join(dist, 'cli.cjs'), ...process.argv.slice(2)], {
    cwd,
  });
} else {
  process.stderr.write(`${built.message}\n`);
  process.exitCode = 1;
}
