/**
 * `npm run bench [-- NAME…] [--json FILE]`: every budget that exists, each beside its floor or a peer of the same run.
 * A table on standard output; the same as JSON in `test-results/bench.json` or the file that was named.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { inRoot } from '../../build/root.mjs';
import { benchApp } from './app.ts';
import type { BenchRow } from './bench-row.ts';
import { benchExport } from './export-speed.ts';
import { benchHeaderScan } from './header-scan.ts';
import { benchReport } from './report-rate.ts';
import { benchSeriesLoad } from './series-load.ts';

const BENCHES: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  headers: benchHeaderScan,
  series: benchSeriesLoad,
  export: benchExport,
  report: benchReport,
  app: benchApp,
};

const args = process.argv.slice(2);
const at = args.indexOf('--json');
const file = at < 0 ? inRoot('test-results', 'bench.json') : (args[at + 1] ?? '');
const named = at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1);
const unknown = named.filter((name) => !(name in BENCHES));
if (unknown.length > 0 || file === '') {
  process.stderr.write(
    `There are these measurements: ${Object.keys(BENCHES).join(', ')}; and --json FILE.\n`,
  );
  process.exit(2);
}

const shown = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);

function line({ name, value, unit, floor, ratio, budget, note }: BenchRow): string {
  const beside = floor === undefined ? '' : `${shown(floor.value)} ${unit} ${floor.name}`;
  const cells = [
    name.padEnd(54),
    `${shown(value)} ${unit}`.padStart(16),
    (ratio === undefined ? '' : `× ${ratio.toFixed(2)}`).padStart(8),
    (budget ?? '').padEnd(22),
    [beside, note].filter(Boolean).join('; '),
  ];
  return cells.join('  ').trimEnd();
}

const rows: (BenchRow & { readonly bench: string })[] = [];
let failed = 0;
for (const [bench, run] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(bench)) continue;
  process.stdout.write(`\n${bench}\n`);
  try {
    for (const row of await run()) {
      rows.push({ bench, ...row });
      process.stdout.write(`  ${line(row)}\n`);
    }
  } catch (cause) {
    // One measurement that cannot run here does not take the others with it, and is not passed over.
    failed += 1;
    process.stdout.write(
      `  could not be measured: ${cause instanceof Error ? cause.message : String(cause)}\n`,
    );
  }
}
mkdirSync(dirname(file), { recursive: true });
const machine = {
  processor: cpus()[0]?.model ?? '',
  cores: cpus().length,
  memoryBytes: totalmem(),
  node: process.version,
};
writeFileSync(file, `${JSON.stringify({ machine, rows }, null, 2)}\n`);
process.stdout.write(`\nThe same as JSON: ${file}\n`);
process.exit(failed === 0 ? 0 : 1);
