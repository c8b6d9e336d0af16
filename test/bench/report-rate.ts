/** How many reports a second are read, over the labelled reports of the tests. */
import { readFileSync } from 'node:fs';
import { extractFindings } from '../../annotations/report/extract.ts';
import { inRoot } from '../../build/root.mjs';
import { type BenchRow, median } from './bench-row.ts';

const RUNS = 5;

export async function benchReport(): Promise<BenchRow[]> {
  const lines = readFileSync(inRoot('test', 'annotations', 'report', 'labelled.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const reports = lines.map((line) => (JSON.parse(line) as { report: string }).report);
  const rates: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const start = performance.now();
    for (const report of reports) extractFindings(report);
    // The first run is for the compiler.
    if (run > 0) rates.push((reports.length / (performance.now() - start)) * 1000);
  }
  const characters = reports.reduce((sum, report) => sum + report.length, 0) / reports.length;
  return [
    {
      name: 'reports read',
      value: median(rates),
      unit: 'reports/s',
      budget: '≥ 2,000 reports/s',
      note: `median of ${RUNS}; ${reports.length} reports of ${Math.round(characters)} characters on average`,
    },
  ];
}
