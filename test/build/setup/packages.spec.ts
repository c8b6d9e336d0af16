import { describe, expect, it } from 'vitest';
import { outOfDate } from '../../../build/setup/packages.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
    'node_modules/@esbuild/darwin-arm64': { version: '0.28.2', optional: true },
  },
};

describe('installed packages', () => {
  it('are current when only other platforms’ packages are absent', () => {
    const installed = { packages: { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' } } };
    expect(outOfDate(lock, installed)).toEqual([]);
  });

  it('are out of date when one is absent, of another version or of other contents', () => {
    expect(outOfDate(lock, { packages: {} })).toEqual(['node_modules/zod']);
    expect(outOfDate(lock, { packages: { 'node_modules/zod': { version: '4.6.6' } } })).toHaveLength(1);
    const sameVersion = { packages: { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-b' } } };
    expect(outOfDate(lock, sameVersion)).toHaveLength(1);
  });
});
