/** Stands in for xmlbuilder2 in the window's bundle: see window-bundle.mjs. Calling it is a bug. */
export function create() {
  throw new Error('xmlbuilder2 is not part of the window: nothing in Marginalia writes XML there.');
}

export function convert() {
  return create();
}
