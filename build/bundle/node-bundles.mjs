/**
 * The bundles that run outside the window: main, preload, reader, exporter and the command line.
 *
 * All are CommonJS, because Electron 25 loads neither a sandboxed preload nor a main script as ES modules.
 * Packages with files of their own beside the code (WebAssembly codecs, the native canvas) stay outside and are
 * required from node_modules: that one way works in the checkout, in the command line and in a packaged app.
 */
import { join } from 'node:path';
import { dist, inRoot } from '../root.mjs';

/** Bundle name in `dist/` (without `.cjs`) → source file. */
const nodeEntries = {
  main: 'electron/main/main.ts',
  preload: 'electron/preload/preload.ts',
  reader: 'electron/reader/process.ts',
  'reader-worker': 'electron/reader/worker.ts',
  'scan-worker': 'electron/reader/scan/worker.ts',
  sample: 'electron/sample/process.ts',
  'sample-worker': 'electron/sample/worker.ts',
  exporter: 'electron/exporter/process.ts',
  'exporter-worker': 'electron/exporter/worker.ts',
  'command-line': 'electron/cli/command-line.ts',
  cli: 'electron/cli/cli.ts',
  'pdf-worker': 'electron/exchange/pdf-worker.ts',
  pdfjs: 'electron/exchange/pdfjs.ts',
};

/** Never bundled: required at run time from node_modules, and shipped with a packaged app. */
export const requiredAtRunTime = [
  '@cornerstonejs/codec-charls',
  '@cornerstonejs/codec-libjpeg-turbo-8bit',
  '@cornerstonejs/codec-openjpeg',
  '@cornerstonejs/codec-openjph',
  '@fontsource/inter',
  '@napi-rs/canvas',
  'dcmjs',
  'dcmjs-codecs',
];

/**
 * What is imported when it is needed, and is a bundle of its own, is required from there: once in `dist/`, and
 * outside of the code that starts without it.
 *
 * @type {import('esbuild').Plugin}
 */
const bundlesOfTheirOwn = {
  name: 'bundles-of-their-own',
  setup(build) {
    build.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, resolveDir, kind }) => {
      if (kind !== 'dynamic-import') return;
      const source = join(resolveDir, path);
      const entry = Object.entries(nodeEntries).find(([, file]) => inRoot(file) === source);
      return entry === undefined ? undefined : { path: `./${entry[0]}.cjs`, external: true };
    });
  },
};

/** CommonJS has no `import.meta.url`; sources use it to find the files beside them. */
const importMetaUrl = {
  define: { 'import.meta.url': '__bundleUrl' },
  banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/**
 * @param {string} source file below the checkout
 * @param {string} outfile absolute path of the CommonJS bundle
 * @returns {import('esbuild').BuildOptions}
 */
export function nodeBundle(source, outfile) {
  return {
    entryPoints: [inRoot(source)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['electron', ...requiredAtRunTime.flatMap((name) => [name, `${name}/*`])],
    ...importMetaUrl,
    plugins: [bundlesOfTheirOwn],
    // The loader of ES modules cannot look into the archive of a packaged app in every Electron.
    supported: { 'dynamic-import': false },
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'silent',
    logOverride: { 'empty-import-meta': 'error' },
    // Messages in stack traces name functions and classes as written.
    keepNames: true,
  };
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<void>}
 */
export async function buildNodeBundles(say) {
  const { build } = await import('esbuild');
  const entries = Object.entries(nodeEntries);
  const results = await Promise.all(
    entries.map(([name, source]) => {
      const options = nodeBundle(source, join(dist, `${name}.cjs`));
      // A sandboxed preload can require only 'electron': no banner, no packages.
      return build(name === 'preload' ? { ...options, banner: {}, define: {} } : options);
    }),
  );
  for (const { text, location } of results.flatMap((result) => result.warnings)) {
    say(`${location?.file}:${location?.line}: ${text}`);
  }
  say(`bundled ${entries.map(([name]) => `${name}.cjs`).join(', ')}`);
}
