/** Development tools written in TypeScript (benchmark, fuzzer): bundled beside the app's bundles, run by plain Node. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dist, inRoot } from '../root.mjs';
import { launch } from '../run/launch.mjs';
import { ensureBundles } from '../setup/bundles.mjs';
import { ensurePackages } from '../setup/packages.mjs';

/**
 * @param {string} name of the bundle, as `bench`
 * @param {string} source below the checkout, as `test/bench/main.ts`
 * @param {readonly string[]} args
 * @param {{ parts?: readonly import('../setup/bundles.mjs').Part[], env?: NodeJS.ProcessEnv }} [options] `parts` of the
 *   app that the tool starts
 * @returns {Promise<number>} exit code
 */
export async function runTool(name, source, args, { parts = ['node'], env = process.env } = {}) {
  const packages = await ensurePackages();
  if (!packages.ok || !existsSync(inRoot(source))) {
    console.error(packages.ok ? `${source} does not exist.` : packages.message);
    return 1;
  }
  const built = await ensureBundles(parts);
  if (!built.ok) {
    console.error(built.message);
    return 1;
  }
  const { build } = await import('esbuild');
  // In dist/ itself: code finds workers beside the file that it is bundled into.
  const outfile = join(dist, `${name}.mjs`);
  await build({
    entryPoints: [inRoot(source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  return launch(process.execPath, ['--enable-source-maps', outfile, ...args], { env });
}
