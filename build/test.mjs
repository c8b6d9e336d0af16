/**
 * `npm test [-- PART… | VITEST ARGUMENTS]`: sets up what is missing, then runs every check and adds up the counts.
 * Parts: static (format, lint, types, layers), unit, oracles (comparisons with other vendors' tools), journeys.
 * Anything else goes to vitest, as `npm test -- test/annotations/finding -t area`.
 * The last line is `N passed, N failed, N skipped`.
 */
import './setup/node-version.mjs';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, root } from './root.mjs';
import { run } from './run/child.mjs';
import { add, countPlaywright, countStep, countVitest, line, none } from './run/counts.mjs';
import { findDisplay, startVirtualDisplay } from './run/display.mjs';
import { ensureBundles } from './setup/bundles.mjs';
import { findElectron } from './setup/electron-runtime.mjs';
import { comparisonNeeds, virtualDisplayNeeds, windowNeeds } from './setup/needs.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { ensureSystem } from './setup/system-libraries.mjs';

/** @typedef {import('./run/counts.mjs').Counts} Counts */

const parts = ['static', 'unit', 'oracles', 'journeys'];
const args = process.argv.slice(2);
const chosen = parts.filter((part) => args.includes(part));
const forVitest = args.filter((arg) => !parts.includes(arg));
const wanted = chosen.length > 0 ? chosen : forVitest.length > 0 ? ['unit', 'oracles'] : parts;

let total = none;
/** @type {string[]} */
const failures = [];

const began = performance.now();
await everything();
console.log(`\nall in ${seconds(began)}`);
for (const failure of failures) console.log(`failed: ${failure}`);
if (total.passed + total.failed + total.skipped === 0) console.log('No test ran, which counts as a failure.');
console.log(line(total));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function everything() {
  const packages = await ensurePackages();
  if (!packages.ok) return book(packages.message, countStep(1));
  if (wanted.includes('static')) await staticChecks();
  const built = await bundles();
  if (wanted.includes('unit') || wanted.includes('oracles')) await vitest(built);
  if (wanted.includes('journeys')) await journeys(built);
}

async function staticChecks() {
  await step('format and lint', 'node_modules/@biomejs/biome/bin/biome', ['ci', '.']);
  await step('types', 'node_modules/typescript/bin/tsc', ['-b', '--noEmit']);
  await step('layers', 'build/layers.mjs', []);
}

/** @returns {Promise<boolean>} whether there is something to run the journeys on */
async function bundles() {
  heading('bundles');
  const built = await ensureBundles(['node', 'window']);
  if (!built.ok) console.error(built.message);
  book('bundles', countStep(built.ok ? 0 : 1));
  return built.ok;
}

/** @param {boolean} built */
async function vitest(built) {
  await ensureSystem(comparisonNeeds);
  heading('unit tests and comparisons');
  if (!built) console.log('The bundles are missing or old: tests that start them will fail.');
  const report = freshReport('vitest.json');
  const only = wanted.includes('unit') && wanted.includes('oracles') ? [] : oneHalf();
  const end = await node('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...only,
    ...forVitest,
  ]);
  book('unit tests and comparisons', countVitest(readReport(report), end));
}

function oneHalf() {
  return wanted.includes('oracles') ? ['test/oracles'] : ['--exclude=test/oracles/**'];
}

/** @param {boolean} built */
async function journeys(built) {
  heading('journeys');
  if (!built) return book('journeys (no bundles to run)', countStep(1));
  const missing = await ensureSystem([...windowNeeds, ...virtualDisplayNeeds, ...comparisonNeeds]);
  const noWindow = missing.filter((need) => windowNeeds.includes(need)).map((need) => need.what);
  if (noWindow.length > 0) return book(`journeys: no window without ${noWindow.join(', ')}`, countStep(1));
  const runtime = await findElectron();
  if ('missing' in runtime) return book(`journeys: ${runtime.missing}`, countStep(1));
  console.log(`Electron ${runtime.version} (${runtime.origin}) in ${runtime.folder}`);

  const display = await findDisplay();
  const virtual = display.kind === 'none' ? await startVirtualDisplay() : undefined;
  if (virtual !== undefined && 'reason' in virtual) return book(`journeys: ${virtual.reason}`, countStep(1));
  const noChromium = missing.some((need) => need.command === 'chromium') && !process.env.CHROMIUM_PATH;
  if (noChromium) {
    console.log('Chromium is missing: the journeys in a current Chromium are left out.');
    total = add(total, { ...none, skipped: 1 });
  }
  const report = freshReport('journeys.json');
  const projects = noChromium ? ['--project=electron'] : [];
  const end = await node('node_modules/@playwright/test/cli.js', ['test', ...projects], {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.folder,
    ...(virtual && { DISPLAY: virtual.display }),
  });
  virtual?.end();
  book('journeys', countPlaywright(readReport(report), end));
}

/**
 * @param {string} name
 * @param {string} script below the checkout
 * @param {string[]} scriptArgs
 */
async function step(name, script, scriptArgs) {
  heading(name);
  book(name, countStep(await node(script, scriptArgs)));
}

/**
 * @param {string} script below the checkout
 * @param {string[]} scriptArgs
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} exit code
 */
async function node(script, scriptArgs, env = process.env) {
  const began = performance.now();
  const end = await run(process.execPath, [inRoot(script), ...scriptArgs], { cwd: root, env });
  console.log(`${end.reason ?? `exit code ${end.code}`}, ${seconds(began)}`);
  return end.code;
}

/** @param {number} began ms */
function seconds(began) {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

/** @param {string} name */
function heading(name) {
  console.log(`\n── ${name}`);
}

/**
 * @param {string} name
 * @param {Counts} counts
 */
function book(name, counts) {
  total = add(total, counts);
  if (counts.failed > 0) failures.push(`${name} (${line(counts)})`);
}

/** @param {string} name */
function freshReport(name) {
  const path = join(root, 'test-results', name);
  rmSync(path, { force: true });
  return path;
}

/** @param {string} path */
function readReport(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
