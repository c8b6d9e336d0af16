import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLayers } from '../../../build/layers/check.mjs';

describe('the layer check', () => {
  let checkout = '';
  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'marginalia-layers-'));
    write(
      'package.json',
      JSON.stringify({ dependencies: { zod: '4', react: '19' }, devDependencies: { ws: '8' } }),
    );
  });
  afterEach(() => rmSync(checkout, { recursive: true, force: true }));

  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(checkout, file)), { recursive: true });
    writeFileSync(join(checkout, file), text);
  };
  const broken = () =>
    checkLayers(checkout).violations.map(({ rule, file, line }) => `${file}:${line} ${rule}`);

  it('lets through what the rooms may import', () => {
    write('annotations/a.ts', "import { z } from 'zod';\nimport { b } from './b.ts';");
    write('annotations/b.ts', "import type { A } from './a.ts';\nexport const b = 1;");
    write('electron/contract.ts', "import type { A } from '../annotations/a.ts';");
    write('electron/main.ts', "import { app } from 'electron';\nimport { join } from 'node:path';");
    write(
      'renderer/app.tsx',
      "import 'react';\nimport type { C } from '../electron/contract.ts';\nexport const a = <p>ok</p>;",
    );
    expect(broken()).toEqual([]);
    expect(checkLayers(checkout).files).toBe(5);
  });

  it('names file and line of an import that leaves the domain', () => {
    write('annotations/a.ts', "export const a = 1;\n\nimport { readFileSync } from 'node:fs';\n");
    write('annotations/deep/b.ts', "export * from '../../electron/contract.ts';");
    write('annotations/c.ts', "type P = import('react').ReactNode;");
    expect(broken()).toEqual([
      'annotations/a.ts:3 annotations-is-pure',
      'annotations/c.ts:1 annotations-is-pure',
      'annotations/deep/b.ts:1 annotations-is-pure',
    ]);
  });

  it('lets the window have the contract’s types and nothing else of Electron', () => {
    write('renderer/a.ts', "import { check } from '../electron/contract.ts';");
    write('renderer/b.ts', "import type { Scan } from '../electron/reader/scan.ts';");
    write('renderer/c.ts', "const load = () => import('../electron/main/main.ts');\nimport 'electron';");
    write('renderer/d.ts', "import 'node:fs';");
    expect(broken()).toEqual([
      'renderer/a.ts:1 window-knows-the-contract-only',
      'renderer/b.ts:1 window-knows-the-contract-only',
      'renderer/c.ts:1 window-knows-the-contract-only',
      'renderer/c.ts:2 window-knows-the-contract-only',
      'renderer/d.ts:1 window-knows-the-contract-only',
    ]);
  });

  it('keeps Electron’s room away from the window, the build and the tests', () => {
    write('electron/a.ts', "import '../renderer/app.tsx';\nimport '../build/root.mjs';");
    expect(broken()).toEqual([
      'electron/a.ts:1 electron-knows-no-window',
      'electron/a.ts:2 electron-knows-no-window',
    ]);
  });

  it('catches packages that people who run the app do not get', () => {
    write('electron/a.ts', "import { WebSocket } from 'ws';\nconst vite = require('vite');");
    write('renderer/a.ts', "import type { Server } from 'ws';\nimport '@scope/name/styles.css';");
    expect(broken()).toEqual([
      'electron/a.ts:1 shipped-code-needs-shipped-packages',
      'electron/a.ts:2 shipped-code-needs-shipped-packages',
      'renderer/a.ts:2 shipped-code-needs-shipped-packages',
    ]);
  });

  it('shows a circle whole, once', () => {
    write('annotations/a.ts', "import { b } from './b.ts';\nexport const a = 1;");
    write('annotations/b.ts', "import { c } from './c.ts';\nexport const b = 1;");
    write('annotations/c.ts', "import { a } from './a.ts';\nexport const c = 1;");
    expect(checkLayers(checkout).violations).toEqual([
      {
        rule: 'no-circles',
        file: 'annotations/a.ts',
        line: 1,
        message: 'annotations/a.ts → annotations/b.ts → annotations/c.ts → annotations/a.ts',
      },
    ]);
  });

  it('forbids an index in the room that shares Electron’s name', () => {
    write('electron/index.ts', 'export {};');
    expect(broken()).toEqual(['electron/index.ts:1 no-index-in-electron']);
  });
});
