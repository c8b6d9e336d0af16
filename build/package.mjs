/**
 * `npm run package [-- --development-runtime]`: the app for this platform, as a folder and (on Linux) as tar.gz, in
 * `release/`. Needs no network when the Electron runtime is there.
 *
 * A release is never made of the development runtime. The flag makes one all the same, to test the packaging; its
 * name says what it is.
 */
import './setup/node-version.mjs';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inRoot, root } from './root.mjs';
import { run } from './run/child.mjs';
import { ensureBundles } from './setup/bundles.mjs';
import { findElectron } from './setup/electron-runtime.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { sayAbout } from './setup/say.mjs';

const say = sayAbout('package');
process.exitCode = await main(process.argv.slice(2));

/**
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
async function main(args) {
  const packages = await ensurePackages();
  if (!packages.ok) return failed(packages.message);
  const runtime = await findElectron();
  if ('missing' in runtime) return failed(runtime.missing);
  const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  const release = manifest.devDependencies.electron;
  const forRelease = runtime.version === release && runtime.origin !== 'development fallback';
  if (!forRelease && !args.includes('--development-runtime')) {
    return failed(
      `The runtime here is Electron ${runtime.version} (${runtime.origin}), not ${release}: it is for development only and is not handed out. Set ELECTRON_MIRROR to a mirror that serves ${release}, or add --development-runtime to test the packaging.`,
    );
  }
  const built = await ensureBundles(['node', 'window'], { force: true });
  if (!built.ok) return failed(built.message);

  const { build, Platform } = await import('electron-builder');
  const { builderConfig } = await import('./package/builder-config.mjs');
  const output = inRoot('release');
  rmSync(output, { recursive: true, force: true });
  await build({
    targets: Platform.current().createTarget('dir'),
    config: builderConfig(runtime, output),
    publish: 'never',
  });

  const made = readdirSync(output).find((name) => name.includes('unpacked') || name.startsWith('mac'));
  if (made === undefined) return failed('electron-builder left no app folder.');
  const suffix = forRelease ? '' : '-NOT-FOR-RELEASE';
  const name = `marginalia-${manifest.version}-${process.platform}-${process.arch}${suffix}`;
  const folder = join(output, name);
  renameSync(join(output, made), folder);
  if (existsSync(join(folder, 'resources', 'default_app.asar')))
    return failed('default_app.asar is still there.');
  const archive = process.platform === 'linux' ? await pack(output, name) : undefined;
  for (const path of [folder, ...(archive === undefined ? [] : [archive])]) console.log(relative(root, path));
  if (!forRelease) say(`Electron ${runtime.version} is past its end of life: do not hand these out.`);
  return 0;
}

/**
 * The same bytes for the same contents: names in order, no owner, one time for all.
 *
 * @param {string} output
 * @param {string} name
 */
async function pack(output, name) {
  const archive = join(output, `${name}.tar.gz`);
  say(`packing ${name}.tar.gz …`);
  const fixed = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0'];
  const end = await run('tar', [...fixed, '-czf', archive, '-C', output, name], { output: 'gather' });
  if (end.code !== 0) throw new Error(`tar failed: ${end.output}`);
  say(`${Math.round(statSync(archive).size / 1e6)} MB`);
  return archive;
}

/** @param {string} message */
function failed(message) {
  say(message);
  return 1;
}
