/**
 * Reports read in a second, on the labelled reports. Run: npx esbuild test/bench/report-speed.ts --bundle
 * --platform=node --format=esm | node --input-type=module - ; with Node ≥ 22.6 also
 * node --experimental-strip-types test/bench/report-speed.ts. Working directory: the project's root.
 */
import { readFileSync } from 'node:fs';
import { extractFindings } from '../../annotations/report/report.ts';

const reports = readFileSync('test/annotations/report/labelled.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => (JSON.parse(line) as { report: string }).report);

const pass = (): number => {
  let findings = 0;
  for (const report of reports) findings += extractFindings(report).length;
  return findings;
};

const SECONDS = 3;
// Warm: the first passes compile the code and build the table of near spellings.
for (let i = 0; i < 10; i++) pass();
let passes = 0;
const start = process.hrtime.bigint();
const cpuBefore = process.cpuUsage();
let seconds = 0;
do {
  pass();
  passes++;
  seconds = Number(process.hrtime.bigint() - start) / 1e9;
} while (seconds < SECONDS);
const cpu = process.cpuUsage(cpuBefore);
const cpuSeconds = (cpu.user + cpu.system) / 1e6;
const characters = reports.reduce((sum, report) => sum + report.length, 0) / reports.length;
console.log(
  `${Math.round((passes * reports.length) / seconds)} reports/s, ` +
    `${Math.round((passes * reports.length) / cpuSeconds)} per second of processor time ` +
    `(${reports.length} reports of ${Math.round(characters)} characters on average, ${passes} passes in ${seconds.toFixed(2)} s)`,
);
