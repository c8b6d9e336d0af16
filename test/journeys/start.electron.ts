/** The first start: a window that is locked down, shows something, and complains of nothing. */
import { expect, test } from '@playwright/test';
import { keepScreenshot, launchMarginalia } from './electron-app.ts';

test('the window opens sandboxed and isolated, and its page has neither Node nor the network', async () => {
  const { app, window, close } = await launchMarginalia();
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows();
    // Electron's types leave out this method, which its own tests use.
    const contents = first?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  expect(preferences.webSecurity).not.toBe(false);
  expect(preferences.allowRunningInsecureContent ?? false).toBe(false);

  const page = await window.evaluate(async () => ({
    require: typeof (globalThis as { require?: unknown }).require,
    process: typeof (globalThis as { process?: unknown }).process,
    network: await fetch('https://example.org/').then(
      () => 'reached',
      () => 'refused',
    ),
    // Later, because what the test driver itself evaluates is free of the page's policy.
    evaluated: await new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve(new Function('return "evaluated"')());
        } catch {
          resolve('refused');
        }
      }),
    ),
  }));
  expect(page).toEqual({
    require: 'undefined',
    process: 'undefined',
    network: 'refused',
    evaluated: 'refused',
  });
  await close();
});

test('the first start shows a page without an error in it', async ({ browserName: _ }, testInfo) => {
  const { window, log, close } = await launchMarginalia();
  const errors: string[] = [];
  window.on('pageerror', (error) => errors.push(error.message));
  window.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  // Errors before the listeners were there come again with the page.
  await window.reload();
  await window.waitForLoadState('load');
  await expect(window.locator('#root')).not.toBeEmpty();
  await keepScreenshot(window, testInfo, 'first-start');
  expect(errors).toEqual([]);
  expect(log()).not.toContain('unexpected');
  await close();
});
