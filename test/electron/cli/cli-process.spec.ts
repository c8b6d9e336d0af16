/** The bundled command line as a process: what people and scripts see. */
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBundle } from '../../../build/bundle/node-bundles.mjs';
import { root } from '../../../build/root.mjs';
import { bombPdf, printedPdf } from '../exchange/small-pdf.ts';
import { folderOf } from '../reader/scan/scan-files.ts';
import { annotationsFile, slice } from './marked-case.ts';

const folder = join(root, 'node_modules/.cache/marginalia', `cli-${process.pid}`);
const cli = join(folder, 'cli.cjs');

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { maxBuffer: 1e8 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  await Promise.all([
    build(nodeBundle('electron/cli/cli.ts', cli)),
    build(nodeBundle('electron/exporter/worker.ts', join(folder, 'exporter-worker.cjs'))),
    build(nodeBundle('electron/reader/worker.ts', join(folder, 'reader-worker.cjs'))),
    build(nodeBundle('electron/reader/scan/worker.ts', join(folder, 'scan-worker.cjs'))),
    build(nodeBundle('electron/exchange/pdf-worker.ts', join(folder, 'pdf-worker.cjs'))),
    build(nodeBundle('electron/exchange/pdfjs.ts', join(folder, 'pdfjs.cjs'))),
  ]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line as a process', () => {
  it('lists its commands and knows wrong from right usage', async () => {
    const help = await run('--help');
    expect(help.code).toBe(0);
    for (const name of ['inspect', 'export', 'measure', 'sample']) expect(help.out).toContain(`  ${name}`);
    expect((await run('export', '--help')).out).toMatch(/^Usage: marginalia export/);
    expect((await run('exprot')).code).toBe(2);
    expect((await run('export', folder)).code).toBe(2);
  });

  it('draws on threads of its own and ends', async () => {
    const images = folderOf({
      ...Object.fromEntries([1, 2, 3, 4].map((number) => [`s${number}`, slice(number)])),
      'x.marginalia.json': annotationsFile(),
    });
    const out = folderOf({});
    const { code, out: said, err } = await run('export', images, '--out', out, '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(said).files).toHaveLength(2);
    expect(readdirSync(out)).toHaveLength(3);
  });

  it('reads the report of a PDF, and names a PDF that has no words or no end', async () => {
    const reports = folderOf({
      'report.pdf': printedPdf([['FINDINGS: Left paraspinal mass at T10, 4.8 x 3.9 cm.']]),
      'scan.pdf': printedPdf([[]]),
      'bomb.pdf': bombPdf(2 ** 30),
    });
    const read = await run('report', join(reports, 'report.pdf'), '--json');
    expect([read.code, read.err]).toEqual([0, '']);
    expect(JSON.parse(read.out).findings).toMatchObject([{ site: 'paraspinal', sizeMm: [48, 39] }]);
    const scanned = await run('report', join(reports, 'scan.pdf'));
    expect(scanned).toEqual({
      code: 1,
      out: '',
      err: 'scan.pdf holds no words that can be read; a scanned page has none.\n',
    });
    const bomb = await run('report', join(reports, 'bomb.pdf'));
    expect(bomb.code).toBe(1);
    expect(bomb.err).toMatch(/^bomb\.pdf could not be read as a PDF: .+\n$/);
  }, 60_000);

  it('names file and cause of a truncated image, a PNG that is called .dcm and a folder of text', async () => {
    const out = folderOf({});
    const broken = folderOf({ 'cut.dcm': slice(1).subarray(0, 3000) });
    writeFileSync(join(broken, 'picture.dcm'), Buffer.from('89504e470d0a1a0a0000', 'hex'));
    const cut = await run('export', broken, '--out', out, '--frames', 'all');
    expect(cut.code).toBe(1);
    expect(cut.err).toMatch(/(cut|picture)\.dcm: .+\n/);
    expect(cut.out).toBe('');
    const texts = await run('measure', folderOf({ 'a.txt': 'words' }));
    expect(texts.code).toBe(1);
    expect(texts.err.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(out).filter((name) => name.endsWith('.png'))).toEqual([]);
  });
});
