/** The layer check over a checkout: every import of the shipped rooms against the rules. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cyclesIn } from './cycles.mjs';
import { importsOf } from './imports.mjs';
import { rules, shippedRooms } from './rules.mjs';

/**
 * @typedef {object} Violation
 * @property {string} rule
 * @property {string} file below the checkout
 * @property {number} line counting from 1
 * @property {string} message
 */

/**
 * @param {string} root the checkout
 * @returns {{ files: number, violations: Violation[] }}
 */
export function checkLayers(root) {
  const files = shippedRooms.flatMap((room) => sourcesIn(root, room));
  const imports = files.flatMap((file) => importsOf(root, file));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const shipped = new Set(Object.keys(manifest.dependencies ?? {}));

  const violations = imports.flatMap((each) =>
    Object.entries(rules).flatMap(([rule, refuse]) => {
      const message = refuse(each, shipped);
      return message === undefined ? [] : [{ rule, file: each.from, line: each.line, message }];
    }),
  );
  for (const cycle of cyclesIn(imports)) {
    const [first] = cycle;
    if (first === undefined) continue;
    const round = [...cycle.map((step) => step.from), first.from].join(' → ');
    violations.push({ rule: 'no-circles', file: first.from, line: first.line, message: round });
  }
  if (existsSync(join(root, 'electron', 'index.ts'))) {
    const message = "with it, `import 'electron'` could find this folder instead of Electron";
    violations.push({ rule: 'no-index-in-electron', file: 'electron/index.ts', line: 1, message });
  }
  return { files: files.length, violations };
}

/**
 * @param {string} root
 * @param {string} room
 * @returns {string[]} TypeScript sources below the checkout, with forward slashes
 */
function sourcesIn(root, room) {
  const folder = join(root, room);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => `${room}/${String(name).replaceAll('\\', '/')}`)
    .filter((file) => /\.(ts|tsx|mts)$/.test(file))
    .sort();
}
