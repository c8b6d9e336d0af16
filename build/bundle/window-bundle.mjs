/**
 * The window's page: `renderer/` to `dist/renderer/`, by Vite.
 *
 * The oldest Chromium that opens it is 114 (Electron 25), and it is opened from a file or a custom protocol,
 * so every address in it is relative.
 */
import { join } from 'node:path';
import { dist, inRoot } from '../root.mjs';

/**
 * vtk.js' XML reader, which nothing here calls, extends a class of xmlbuilder2 that does not exist in a page:
 * without this stand-in the page dies at start ("Class extends value undefined").
 */
const xmlbuilderStub = inRoot('build/bundle/xmlbuilder-stub.mjs');

/** @returns {Promise<import('vite').InlineConfig>} */
async function windowConfig() {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    configFile: false,
    root: inRoot('renderer'),
    base: './',
    publicDir: false,
    plugins: [react()],
    resolve: { alias: { xmlbuilder2: xmlbuilderStub } },
    worker: { format: 'es' },
    build: {
      target: 'chrome114',
      outDir: join(dist, 'renderer'),
      emptyOutDir: true,
      sourcemap: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 8192,
      // Inlined assets would need `data:` in the content security policy.
      assetsInlineLimit: 0,
    },
    logLevel: 'warn',
  };
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<void>}
 */
export async function buildWindow(say) {
  const { build } = await import('vite');
  await build(await windowConfig());
  say('bundled renderer/');
}
