/** Files that import each other in a circle at run time. Circles of types alone do no harm and are not counted. */

/** @typedef {import('./imports.mjs').Import} Import */

/**
 * @param {readonly Import[]} imports
 * @returns {Import[][]} each circle once, as the imports that close it, from its first file round to the same file
 */
export function cyclesIn(imports) {
  /** @type {Map<string, Import[]>} */
  const outgoing = new Map();
  for (const each of imports) {
    if (each.typeOnly || each.to.kind !== 'file') continue;
    outgoing.set(each.from, [...(outgoing.get(each.from) ?? []), each]);
  }
  /** @type {Import[][]} */
  const cycles = [];
  /** @type {Set<string>} */
  const done = new Set();
  for (const file of outgoing.keys()) follow(file, []);
  return cycles;

  /**
   * @param {string} file
   * @param {Import[]} path that led here
   */
  function follow(file, path) {
    const start = path.findIndex((step) => step.from === file);
    if (start >= 0) {
      cycles.push(path.slice(start));
      return;
    }
    if (done.has(file)) return;
    for (const each of outgoing.get(file) ?? []) {
      if (each.to.kind === 'file') follow(each.to.path, [...path, each]);
    }
    done.add(file);
  }
}
