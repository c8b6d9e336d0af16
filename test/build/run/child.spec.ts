import { describe, expect, it } from 'vitest';
import { run } from '../../../build/run/child.mjs';

const node = (script: string, options = {}) =>
  run(process.execPath, ['-e', script], { output: 'gather', ...options });

describe('child processes', () => {
  it('give their exit code and both streams', async () => {
    const end = await node('console.log(1); console.error(2); process.exitCode = 3');
    expect(end.code).toBe(3);
    expect(end.output.split('\n').sort().join('')).toBe('12');
  });

  it('are ended when they stall, and say so', async () => {
    const end = await node('setInterval(() => {}, 1000)', { stallMs: 1000 });
    expect(end).toMatchObject({ code: 137, reason: 'no progress for 1 s' });
  });

  it('live on while they make progress', async () => {
    let bytes = 0;
    const end = await node('setTimeout(() => console.log("done"), 3500)', {
      stallMs: 2000,
      progress: () => {
        bytes += 1;
        return bytes;
      },
    });
    expect(end).toEqual({ code: 0, output: 'done\n' });
  });

  it('that cannot start end with the reason', async () => {
    const end = await run('marginalia-no-such-command', [], { output: 'gather' });
    expect(end.code).toBe(127);
    expect(end.reason).toMatch(/^spawn marginalia-no-such-command E(NOENT|ACCES)$/);
  });
});
