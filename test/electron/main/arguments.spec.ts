import { describe, expect, it } from 'vitest';
import { commandFromArguments, pathsFromArguments } from '../../../electron/main/arguments.ts';

describe('what the command line asks of the app', () => {
  it('opens paths from where it was called, and takes no switch for one', () => {
    expect(pathsFromArguments(['/opt/marginalia', '--no-sandbox', 'case', '/b'], true, '/home/a')).toEqual([
      '/home/a/case',
      '/b',
    ]);
    expect(pathsFromArguments(['/opt/electron', '/checkout', 'case'], false, '/home/a')).toEqual([
      '/home/a/case',
    ]);
  });

  it('runs a command, with all that is said to it, behind switches of the runtime', () => {
    const argv = ['/opt/marginalia', '--no-sandbox', 'export', 'case', '--out', 'pictures'];
    expect(commandFromArguments(argv, true)).toEqual(['export', 'case', '--out', 'pictures']);
  });

  it('is no command where a path comes first, nothing comes, or the app runs from the checkout', () => {
    expect(commandFromArguments(['/opt/marginalia', './export'], true)).toBeNull();
    expect(commandFromArguments(['/opt/marginalia', 'case', 'export'], true)).toBeNull();
    expect(commandFromArguments(['/opt/marginalia'], true)).toBeNull();
    expect(commandFromArguments(['/opt/electron', '/checkout', 'export'], false)).toBeNull();
  });
});
