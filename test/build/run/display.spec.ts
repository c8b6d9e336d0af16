import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findDisplay, x11Addresses } from '../../../build/run/display.mjs';

describe('finding a display', () => {
  it('reads X display names', () => {
    expect(x11Addresses(':7.0')).toEqual([{ path: '/tmp/.X11-unix/X7' }, { path: '\0/tmp/.X11-unix/X7' }]);
    expect(x11Addresses('localhost:10.0')).toEqual([{ host: 'localhost', port: 6010 }]);
    expect(x11Addresses('nonsense')).toEqual([]);
  });

  it('believes a display only when its socket answers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'marginalia-display-'));
    const env = { WAYLAND_DISPLAY: 'wayland-7', XDG_RUNTIME_DIR: folder };
    expect(await findDisplay(env, 'linux')).toEqual({
      kind: 'none',
      reason: 'The Wayland display wayland-7 does not answer.',
    });
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(join(folder, 'wayland-7'), resolve));
    expect(await findDisplay(env, 'linux')).toEqual({ kind: 'wayland' });
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  it('says when no display is named, and asks nothing of macOS and Windows', async () => {
    expect(await findDisplay({}, 'linux')).toMatchObject({ kind: 'none' });
    expect(await findDisplay({}, 'darwin')).toEqual({ kind: 'native' });
    expect(await findDisplay({}, 'win32')).toEqual({ kind: 'native' });
  });
});
