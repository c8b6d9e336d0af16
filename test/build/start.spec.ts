import { describe, expect, it } from 'vitest';
import { inRoot } from '../../build/root.mjs';
import { run } from '../../build/run/child.mjs';

describe('npm start', () => {
  it('says which path does not exist, relative to where npm was called, before it does anything else', async () => {
    const env = { ...process.env, INIT_CWD: '/tmp', DISPLAY: '', WAYLAND_DISPLAY: '' };
    const end = await run(process.execPath, [inRoot('build/start.mjs'), 'no such case'], {
      env,
      output: 'gather',
    });
    expect(end).toEqual({ code: 1, output: '[start] /tmp/no such case does not exist.\n' });
  });
});

describe('the command line from source', () => {
  it('passes arguments, output and exit codes through unchanged', async () => {
    const cli = (...args: string[]) =>
      run(process.execPath, [inRoot('build/cli.mjs'), ...args], { output: 'gather' });
    expect(await cli('--help')).toMatchObject({
      code: 0,
      output: expect.stringContaining('marginalia COMMAND'),
    });
    expect((await cli('no-such-command')).code).toBe(2);
  });
});
