/** How many reports a second are read, over the labelled reports of the tests. */
import { readFileSync } from 'node:fs';
import { extractFindings } from '../../annotations/report/extract.ts';
import { inRoot } from '../../build/root.mjs';
import { type BenchRow, median } from './bench-row.ts';

const RUNS = 7;
/** The compiler is done after some thousands of reports; how the first ones fare is told beside it. */
const WARM_UP_RUNS = 4;

export async function benchReport(): Promise<BenchRow[]> {
  const lines = readFileSync(inRoot('test', 'annotations', 'report', 'labelled.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const reports = lines.map((line) => (JSON.parse(line) as { report: string }).report);
  const rates = Array.from({ length: WARM_UP_RUNS + RUNS }, () => {
    const start = performance.now();
    for (const report of reports) extractFindings(report);
    return (reports.length / (performance.now() - start)) * 1000;
  });
  const first = Math.round(rates[0] as number);
  const characters = reports.reduce((sum, report) => sum + report.length, 0) / reports.length;
  return [
    {
      name: 'reports read',
      value: median(rates.slice(WARM_UP_RUNS)),
      unit: 'reports/s',
      budget: '≥ 2,000 reports/s',
      note: `median of ${RUNS}, warm (the first ${reports.length} of a process: ${first}); ${Math.round(characters)} characters on average`,
    },
  ];
}
