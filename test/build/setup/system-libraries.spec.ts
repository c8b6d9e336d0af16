import { describe, expect, it } from 'vitest';
import { missingHere } from '../../../build/setup/system-libraries.mjs';

describe.runIf(process.platform === 'linux')('what the system has', () => {
  it('is seen by soname, by command and by file', () => {
    const needs = [
      { what: 'C library', packages: ['libc6'], library: 'libc.so.6' },
      { what: 'shell', packages: ['dash'], command: 'sh' },
      { what: 'users', packages: ['base-passwd'], files: ['/nowhere', '/etc/passwd'] },
    ];
    expect(missingHere(needs)).toEqual([]);
  });

  it('is missed when it is not there', () => {
    const needs = [
      { what: 'a library', packages: ['x'], library: 'libmarginalia-none.so.9' },
      { what: 'a command', packages: ['x'], command: 'marginalia-none' },
      { what: 'a file', packages: ['x'], files: ['/nowhere/at/all'] },
    ];
    expect(missingHere(needs).map((need) => need.what)).toEqual(['a library', 'a command', 'a file']);
  });
});
