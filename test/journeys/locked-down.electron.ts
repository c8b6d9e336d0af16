/** The window under attack: what it may not load, where it may not go, and what main refuses to believe. */
import { expect, test } from '@playwright/test';
import type { HostBridge } from '../../electron/contract.ts';
import { launchMarginalia, type RunningApp } from './electron-app.ts';

test.describe.configure({ mode: 'serial' });

let marginalia: RunningApp;

test.beforeAll(async () => {
  marginalia = await launchMarginalia();
  // What the session lets leave, from now on; the app's own refusal has to be in force before and after.
  await marginalia.app.evaluate(({ session }) => {
    const seen: string[] = [];
    Object.assign(globalThis, { seenRequests: seen });
    session.defaultSession.webRequest.onSendHeaders(({ url }) => seen.push(url));
  });
});

test.afterAll(async () => {
  await marginalia?.close();
});

test('the page comes with a policy that allows its own scripts and nothing else', async () => {
  const { window } = marginalia;
  const policy = await window.evaluate(async () => {
    const answer = await fetch(location.href);
    return answer.headers.get('Content-Security-Policy') ?? '';
  });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
  expect(await window.evaluate(() => location.href)).toMatch(/^app:\/\/marginalia\//);
});

test('no picture, script, frame or socket of another place is loaded', async () => {
  const { app, window } = marginalia;
  const outcomes = await window.evaluate(async () => {
    const element = <T extends HTMLElement & { src: string }>(made: T, src: string) =>
      new Promise<string>((resolve) => {
        made.onload = () => resolve('loaded');
        made.onerror = () => resolve('refused');
        made.src = src;
        document.body.append(made);
      });
    const socket = new Promise<string>((resolve) => {
      try {
        const made = new WebSocket('wss://example.org/');
        made.onopen = () => resolve('loaded');
        made.onerror = () => resolve('refused');
      } catch {
        resolve('refused');
      }
    });
    return {
      image: await element(new Image(), 'https://example.org/a.png'),
      script: await element(document.createElement('script'), 'https://example.org/a.js'),
      file: await element(new Image(), 'file:///etc/hostname'),
      socket: await socket,
      beyond: await fetch('app://marginalia/../main.cjs').then(
        (answer) => answer.status,
        () => 'refused',
      ),
      encoded: await fetch('app://marginalia/%2e%2e%2fmain.cjs').then(
        (answer) => answer.status,
        () => 'refused',
      ),
    };
  });
  expect(outcomes).toMatchObject({ image: 'refused', script: 'refused', file: 'refused', socket: 'refused' });
  expect([404, 'refused']).toContain(outcomes.beyond);
  expect([404, 'refused']).toContain(outcomes.encoded);
  const seen = await app.evaluate(() => (globalThis as unknown as { seenRequests: string[] }).seenRequests);
  expect(seen.filter((url) => !/^(app|blob|data|devtools):/.test(url))).toEqual([]);
});

test('main refuses requests that do not fit the contract, and paths that were never opened', async () => {
  const { window } = marginalia;
  const ask = (name: string, args: unknown): Promise<string> =>
    window.evaluate(
      async ([name, args]) => {
        const bridge = (globalThis as unknown as { marginalia: HostBridge }).marginalia;
        return bridge.request(name as 'app.info', args as Record<string, never>).then(
          (answer) => `answered ${JSON.stringify(answer)}`,
          (cause: unknown) => `refused ${String(cause)}`,
        );
      },
      [name, args] as const,
    );
  expect(await ask('app.info', {})).toContain('answered');
  const misfits: readonly (readonly [string, unknown])[] = [
    ['app.info', { more: 1 }],
    ['app.quit', {}],
    ['__proto__', {}],
    ['source.openPaths', { paths: [] }],
    ['source.openPaths', { paths: [42] }],
    ['annotations.save', { sourceId: '../..', studyInstanceUID: '1.2', text: '{}', baseRevision: 0 }],
    ['snapshot.render', { request: { pixels: { rows: 1e9, columns: 1e9, values: [] } } }],
    ['settings.set', { settings: { userName: 'x'.repeat(10_000) } }],
    ['path.reveal', { path: '' }],
  ];
  for (const [name, args] of misfits) expect(await ask(name, args), name).toMatch(/^refused/);
  const stranger = '00000000-0000-4000-8000-000000000000';
  const read = await ask('report.read', { sourceId: stranger, path: '/etc/passwd' });
  expect(read).not.toContain('root:');
  expect(read).toContain('does not lie beside the images');
});

test('the page cannot be led elsewhere, and opens no window', async () => {
  const { app, window } = marginalia;
  const before = await window.evaluate(() => location.href);
  await window.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await window.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'file:///etc/passwd';
    document.body.append(link);
    link.click();
  });
  expect(await window.evaluate(() => globalThis.open('https://example.org/') === null)).toBe(true);
  expect(await window.evaluate(() => globalThis.open('about:blank') === null)).toBe(true);
  // Not by a locator: the driver waits for the navigations that have been refused.
  const after = await window.evaluate(() => ({
    href: location.href,
    start: document.querySelector('[data-testid="start"]') !== null,
  }));
  expect(after).toEqual({ href: before, start: true });
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
