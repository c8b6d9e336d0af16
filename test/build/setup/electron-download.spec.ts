import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modules } from '../../../build/root.mjs';
import { downloadElectron } from '../../../build/setup/electron-download.mjs';

/** The package's own installer, in a folder of its own: what it writes must not touch the installed package. */
describe.runIf(process.platform === 'linux' && process.arch === 'x64')('the download of the runtime', () => {
  let place = '';
  let server: Server | undefined;
  const said: string[] = [];
  beforeEach(() => {
    mkdirSync(join(modules, '.cache'), { recursive: true });
    place = mkdtempSync(join(modules, '.cache', 'electron-download-'));
    for (const name of ['install.js', 'package.json', 'checksums.json']) {
      copyFileSync(join(modules, 'electron', name), join(place, name));
    }
  });
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    rmSync(place, { recursive: true, force: true });
  });

  const serve = async (listener: RequestListener) => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  };
  const download = (mirror: string, stallMs = 60_000) =>
    downloadElectron(place, (line) => said.push(line), {
      stallMs,
      env: {
        ...process.env,
        ELECTRON_MIRROR: mirror,
        electron_use_remote_checksums: '1',
        electron_config_cache: join(place, 'cache'),
      },
    });
  const zipOf = async (files: Record<string, string>) => {
    const writer = new ZipWriter(new Uint8ArrayWriter());
    for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
    return writer.close();
  };

  it('takes what the mirror serves', async () => {
    const { version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
    const zip = await zipOf({ electron: '#!/bin/sh', version });
    const sum = createHash('sha256').update(zip).digest('hex');
    const mirror = await serve((request, response) => {
      const sums = request.url?.endsWith('SHASUMS256.txt');
      response.end(sums ? `${sum} *electron-v${version}-linux-x64.zip\n` : Buffer.from(zip));
    });
    expect(await download(mirror)).toEqual({ kind: 'installed' });
    expect(existsSync(join(place, 'dist', 'electron'))).toBe(true);
  });

  it('refuses what is not what the mirror’s own list says', async () => {
    const zip = await zipOf({ electron: 'altered' });
    const { version } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
    const mirror = await serve((request, response) => {
      const sums = request.url?.endsWith('SHASUMS256.txt');
      response.end(sums ? `${'0'.repeat(64)} *electron-v${version}-linux-x64.zip\n` : Buffer.from(zip));
    });
    expect(await download(mirror)).toMatchObject({ kind: 'failed' });
    expect(existsSync(join(place, 'dist', 'electron'))).toBe(false);
  });

  it('is ended when no byte comes any more', async () => {
    const mirror = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 });
      response.write('the beginning');
    });
    const end = await download(mirror, 3_000);
    expect(end).toEqual({ kind: 'failed', reason: 'no progress for 3 s' });
  });

  it('is not begun where the mirror does not answer, and says so at once', async () => {
    const began = Date.now();
    // Port 9 (discard) of this machine: nothing listens there.
    expect(await download('http://127.0.0.1:9/')).toEqual({
      kind: 'failed',
      reason: '127.0.0.1 cannot be reached.',
    });
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await download('no address')).toMatchObject({ reason: expect.stringContaining('no address') });
  });
});
