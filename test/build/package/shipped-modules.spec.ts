import { describe, expect, it } from 'vitest';
import { shippedModules } from '../../../build/package/shipped-modules.mjs';

const lock = {
  '': { dependencies: { codec: '1', react: '19' } },
  'node_modules/codec': {
    dependencies: { log: '1' },
    optionalDependencies: { 'codec-linux': '1', 'codec-other': '1' },
  },
  'node_modules/codec-linux': {},
  'node_modules/log': { dependencies: { codec: '1' } },
  'node_modules/codec/node_modules/log': { dependencies: { deep: '1' } },
  'node_modules/deep': {},
  'node_modules/react': { dependencies: { scheduler: '1' } },
  'node_modules/scheduler': {},
};

describe('packages that a packaged app ships', () => {
  it('are those required at run time with what they require, the nearest version first', () => {
    expect([...shippedModules(lock, ['codec'])].sort()).toEqual([
      'node_modules/codec',
      'node_modules/codec-linux',
      'node_modules/codec/node_modules/log',
      'node_modules/deep',
    ]);
  });

  it('are reached once when packages require each other', () => {
    expect([...shippedModules(lock, ['log'])].sort()).toContain('node_modules/log');
    expect(shippedModules(lock, ['log']).has('node_modules/react')).toBe(false);
  });
});
