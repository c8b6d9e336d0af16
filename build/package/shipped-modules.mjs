/** Which packages in node_modules a packaged app needs: those that are required at run time, and what they require. */

/**
 * @typedef {{ dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} LockEntry
 */

/**
 * @param {Record<string, LockEntry>} lockPackages `packages` of package-lock.json, by path below the checkout
 * @param {readonly string[]} roots package names
 * @returns {Set<string>} paths as in the lock file; packages for other platforms are among them
 */
export function shippedModules(lockPackages, roots) {
  /** @type {Set<string>} */
  const shipped = new Set();
  /** @type {string[]} */
  const open = roots.map((name) => `node_modules/${name}`);
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const entry = lockPackages[path];
    if (entry === undefined || shipped.has(path)) continue;
    shipped.add(path);
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      const found = resolveFrom(path, name, lockPackages);
      if (found !== undefined) open.push(found);
    }
  }
  return shipped;
}

/**
 * Node's look-up: the nearest node_modules on the way to the root.
 *
 * @param {string} path of the package that requires
 * @param {string} name
 * @param {Record<string, LockEntry>} lockPackages
 */
function resolveFrom(path, name, lockPackages) {
  const steps = path.split('/node_modules/');
  for (let depth = steps.length; depth > 0; depth -= 1) {
    const candidate = `${steps.slice(0, depth).join('/node_modules/')}/node_modules/${name}`;
    if (lockPackages[candidate] !== undefined) return candidate;
  }
  return lockPackages[`node_modules/${name}`] === undefined ? undefined : `node_modules/${name}`;
}
