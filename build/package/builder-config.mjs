/** electron-builder's configuration: an asar of the bundles and the few packages beside them, hardened by fuses. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requiredAtRunTime } from '../bundle/node-bundles.mjs';
import { inRoot } from '../root.mjs';
import { shippedModules } from './shipped-modules.mjs';

/**
 * @param {import('../setup/electron-runtime.mjs').ElectronRuntime} runtime
 * @param {string} output folder
 * @returns {import('electron-builder').Configuration}
 */
export function builderConfig(runtime, output) {
  const knowsFileFuse = Number(runtime.version.split('.')[0]) >= 30;
  return {
    appId: 'org.marginalia.app',
    productName: 'Marginalia',
    electronDist: runtime.folder,
    electronVersion: runtime.version,
    directories: { output },
    files: [
      'package.json',
      'dist/*.cjs',
      '!dist/cli.cjs',
      'dist/renderer/**',
      'LICENSE',
      ...leftOut(),
      ...unusedParts,
    ],
    asar: true,
    // The native canvas is loaded by the dynamic linker, which cannot look into an archive.
    asarUnpack: ['node_modules/@napi-rs/**'],
    npmRebuild: false,
    nodeGypRebuild: false,
    publish: null,
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      onlyLoadAppFromAsar: true,
      // Electron 25 aborts when this fuse is named.
      ...(knowsFileFuse && { grantFileProtocolExtraPrivileges: false }),
    },
    linux: {
      target: ['dir'],
      category: 'Science',
      executableName: 'marginalia',
      synopsis: 'CT findings viewer',
    },
    mac: { target: ['dir'], category: 'public.app-category.medical' },
    win: { target: ['dir'] },
    // Before the archives in resources/ are hashed: in the development runtime this one is a folder.
    afterExtract: async ({ appOutDir }) => {
      rmSync(join(appOutDir, 'resources', 'default_app.asar'), { recursive: true, force: true });
    },
  };
}

const unusedParts = [
  // The WebAssembly build of each codec is used, not its JavaScript build.
  '!node_modules/@cornerstonejs/codec-*/dist/{charlsjs,openjpegjs,libjpegturbojs}{,_decode}.js',
  '!node_modules/@fontsource/inter/**/*.{css,scss,woff}',
  '!node_modules/**/*.{map,d.ts,d.mts,md}',
];

/** @returns {string[]} patterns for the packages that are bundled already, or not used at run time */
function leftOut() {
  const { packages } = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  const shipped = shippedModules(packages, requiredAtRunTime);
  return Object.keys(packages)
    .filter((path) => path !== '' && !shipped.has(path))
    .map((path) => `!${path}{,/**}`);
}
