/**
 * Real files, check scripts and labelled reports that tests may use and that are no part of this project:
 * `MARGINALIA_TEST_DATA`, `MARGINALIA_TEST_ORACLES` and `MARGINALIA_TEST_REPORTS`, by default beside the checkout. Tests
 * that need them skip where they are absent, with a notice, and never where they are there.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from '../build/root.mjs';

const folder = (variable: string, otherwise: string): string =>
  resolve(root, process.env[variable] ?? join('..', 'shared', otherwise));

const noticed = new Set<string>();

function within(variable: string, otherwise: string, parts: readonly string[]): string {
  const base = folder(variable, otherwise);
  if (!existsSync(base) && !noticed.has(base)) {
    noticed.add(base);
    process.stderr.write(
      `Tests that need the ${otherwise} beside the checkout are skipped: set ${variable} to their folder.\n`,
    );
  }
  return join(base, ...parts);
}

export const testData = (...parts: string[]): string => within('MARGINALIA_TEST_DATA', 'data', parts);
export const testOracle = (...parts: string[]): string => within('MARGINALIA_TEST_ORACLES', 'oracles', parts);
export const testReports = (...parts: string[]): string =>
  within('MARGINALIA_TEST_REPORTS', 'reports', parts);
