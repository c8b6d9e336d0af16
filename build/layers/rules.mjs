/**
 * Which room may import which. A rule answers an import with the reason why it may not be, or with nothing.
 *
 * annotations → annotations, zod
 * electron    → annotations, electron
 * renderer    → annotations, renderer; of electron only the types in contract.ts
 */

/** @typedef {import('./imports.mjs').Import} Import */

/** What package.json lists for people who run the app; everything else is for those who build it. @typedef {ReadonlySet<string>} Shipped */

/** @type {Record<string, (import_: Import, shipped: Shipped) => string | undefined>} */
export const rules = {
  'annotations-is-pure': ({ from, to }) => {
    if (room(from) !== 'annotations') return undefined;
    if (to.kind === 'file') {
      return room(to.path) === 'annotations' ? undefined : 'annotations may import only annotations and zod';
    }
    return to.name === 'zod' ? undefined : 'annotations knows no platform and no package but zod';
  },

  'electron-knows-no-window': ({ from, to }) => {
    if (room(from) !== 'electron' || to.kind !== 'file') return undefined;
    // The program's own name and version.
    if (to.path === 'package.json') return undefined;
    return ['annotations', 'electron'].includes(room(to.path))
      ? undefined
      : 'electron may import only annotations and electron';
  },

  'window-knows-the-contract-only': ({ from, to, typeOnly }) => {
    if (room(from) !== 'renderer') return undefined;
    if (to.kind === 'builtin') return 'the window has no Node';
    if (to.kind === 'package') return to.name === 'electron' ? 'the window has no Electron' : undefined;
    if (['annotations', 'renderer'].includes(room(to.path))) return undefined;
    if (to.path !== 'electron/contract.ts')
      return 'the window may import annotations, renderer and the types of electron/contract.ts';
    return typeOnly ? undefined : 'the window may import contract.ts only by `import type`';
  },

  'shipped-code-needs-shipped-packages': ({ from, to, typeOnly }, shipped) => {
    if (!shippedRooms.includes(room(from)) || to.kind !== 'package' || typeOnly) return undefined;
    if (to.name === 'electron') return undefined; // the runtime brings it; the window's own rule forbids it there
    return shipped.has(to.name) ? undefined : `${to.name} is not among the dependencies in package.json`;
  },
};

export const shippedRooms = ['annotations', 'electron', 'renderer'];

/** @param {string} path below the checkout */
function room(path) {
  return path.split('/')[0] ?? '';
}
