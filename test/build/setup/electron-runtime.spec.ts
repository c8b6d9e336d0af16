import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findElectron } from '../../../build/setup/electron-runtime.mjs';

describe('the order in which an Electron runtime is looked for', () => {
  let place = '';
  let tried: string[] = [];
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'marginalia-runtime-'));
    tried = [];
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  const putRuntime = (folder: string, version: string) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'electron'), '');
    writeFileSync(join(folder, 'version'), version);
  };
  const sources = (works: { download?: boolean; fallback?: boolean }, platform = 'linux-x64') => ({
    packageFolder: join(place, 'package'),
    cache: join(place, 'cache'),
    platform,
    download: async (packageFolder: string) => {
      tried.push('download');
      if (!works.download) return { kind: 'failed' as const, reason: 'example.org cannot be reached.' };
      putRuntime(join(packageFolder, 'dist'), 'v45.4.1');
      return { kind: 'installed' as const };
    },
    fallback: async (folder: string) => {
      tried.push('fallback');
      if (!works.fallback) return { kind: 'failed' as const, reason: 'no registry' };
      putRuntime(folder, '25.1.1');
      return { kind: 'installed' as const };
    },
  });

  it('takes the folder that the environment names before all others', async () => {
    putRuntime(join(place, 'own'), '40.0.0');
    putRuntime(join(place, 'package', 'dist'), '45.4.1');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(place, 'own') };
    expect(await findElectron(env, sources({}))).toMatchObject({ version: '40.0.0', origin: 'override' });
    expect(tried).toEqual([]);
  });

  it('refuses a named folder that holds no Electron instead of looking elsewhere', async () => {
    putRuntime(join(place, 'package', 'dist'), '45.4.1');
    const env = { ELECTRON_OVERRIDE_DIST_PATH: join(place, 'empty') };
    expect(await findElectron(env, sources({}))).toMatchObject({ missing: expect.stringContaining('empty') });
  });

  it('takes the package’s binary that is there without touching the network', async () => {
    putRuntime(join(place, 'package', 'dist'), 'v45.4.1');
    expect(await findElectron({}, sources({}))).toMatchObject({ version: '45.4.1', origin: 'package' });
    expect(tried).toEqual([]);
  });

  it('downloads before it falls back', async () => {
    expect(await findElectron({}, sources({ download: true, fallback: true }))).toMatchObject({
      version: '45.4.1',
      origin: 'download',
    });
    expect(tried).toEqual(['download']);
  });

  it('falls back where the download fails, and does not ask a closed network at every start', async () => {
    const fallback = { version: '25.1.1', origin: 'development fallback' };
    expect(await findElectron({}, sources({ fallback: true }))).toMatchObject(fallback);
    expect(tried).toEqual(['download', 'fallback']);
    expect(await findElectron({}, sources({ fallback: true }))).toMatchObject(fallback);
    expect(tried).toEqual(['download', 'fallback']);
  });

  it('asks the network again after a day, and takes what it then gives', async () => {
    await findElectron({}, sources({ fallback: true }));
    const mark = join(place, 'cache', 'electron-download-failed');
    expect(existsSync(mark)).toBe(true);
    const yesterday = Date.now() / 1000 - 25 * 3600;
    utimesSync(mark, yesterday, yesterday);
    expect(await findElectron({}, sources({ download: true }))).toMatchObject({ origin: 'download' });
  });

  it('says what was tried when nothing works, and offers no fallback where there is none', async () => {
    const linux = await findElectron({}, sources({}));
    expect(linux).toMatchObject({
      missing: expect.stringMatching(/example\.org.*no registry.*ELECTRON_MIRROR/s),
    });
    tried = [];
    const mac = await findElectron({}, sources({ fallback: true }, 'darwin-arm64'));
    expect(mac).toMatchObject({ missing: expect.stringContaining('ELECTRON_MIRROR') });
    expect(tried).toEqual(['download']);
  });
});
