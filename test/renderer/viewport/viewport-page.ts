/** Bundles `page.ts` once a worker and serves it to a page from memory, so that no port is opened. */
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ORIGIN = 'http://viewport.test';
let bundle: Promise<string> | null = null;

async function bundled(): Promise<string> {
  const result = await build({
    entryPoints: [`${ROOT}test/renderer/viewport/page.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'chrome114',
    minify: true,
    define: { global: 'globalThis' },
    alias: { xmlbuilder2: `${ROOT}build/bundle/xmlbuilder-stub.mjs` },
    logLevel: 'error',
  });
  return result.outputFiles[0]?.text ?? '';
}

/** Every error on the page fails the test through the returned list. */
export async function openViewportPage(page: Page): Promise<string[]> {
  bundle ??= bundled();
  const script = await bundle;
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/page.js') return route.fulfill({ contentType: 'text/javascript', body: script });
    if (pathname !== '/') return route.fulfill({ status: 204 });
    return route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>viewport</title><body style="margin:0"><script type="module" src="/page.js"></script>',
    });
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => window.harness !== undefined);
  return errors;
}
