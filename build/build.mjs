/** `npm run build`: makes `dist/` anew, whatever the stamps say. */
import './setup/node-version.mjs';
import { ensureBundles } from './setup/bundles.mjs';
import { ensurePackages } from './setup/packages.mjs';

const packages = await ensurePackages();
const built = packages.ok ? await ensureBundles(['node', 'window'], { force: true }) : packages;
if (!built.ok) {
  process.stderr.write(`${built.message}\n`);
  process.exitCode = 1;
}
