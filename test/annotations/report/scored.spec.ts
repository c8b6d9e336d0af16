/** The published scorer over our own labelled reports, and over the development set where it is present. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { extractFindings } from '../../../annotations/report/report.ts';
import { testReports } from '../../test-data.ts';

const scorer = testReports('score.py');
const dev = testReports('dev.jsonl');
const labelled = fileURLToPath(new URL('./labelled.jsonl', import.meta.url));

type Score = {
  readonly findings: { readonly f1: number };
  readonly micro_all_fields: { readonly f1: number };
  readonly empty_reports: { readonly fp: number; readonly reports: number };
  readonly evidence: { readonly bad_spans: number; readonly iou_at_least_half: number };
  readonly fields: Record<
    string,
    { readonly accuracy_gold_nonnull: number | null; readonly n_gold_nonnull: number }
  >;
};

type Labelled = {
  readonly id: string;
  readonly report: string;
  readonly findings: readonly { evidence: { start: number; end: number; text: string }[] }[];
};

const read = (path: string): Labelled[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Labelled);

function score(gold: string): Score {
  const folder = mkdtempSync(join(tmpdir(), 'report-score-'));
  try {
    const predicted = join(folder, 'predicted.jsonl');
    const lines = read(gold).map(({ id, report }) =>
      JSON.stringify({ id, findings: extractFindings(report) }),
    );
    writeFileSync(predicted, `${lines.join('\n')}\n`);
    return JSON.parse(
      execFileSync('python3', [scorer, gold, predicted, '--json'], { encoding: 'utf8' }),
    ) as Score;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(name: string, s: Score): void {
  const fields = Object.entries(s.fields)
    .map(([k, f]) => `${k} ${f.accuracy_gold_nonnull?.toFixed(3) ?? '-'} (${f.n_gold_nonnull})`)
    .join(', ');
  console.log(
    `${name}: micro-F1 ${s.micro_all_fields.f1.toFixed(3)}, findings F1 ${s.findings.f1.toFixed(3)}, ` +
      `false findings in ${s.empty_reports.reports} reports without a mass: ${s.empty_reports.fp}\n  ${fields}`,
  );
}

function expectGood(s: Score): void {
  expect(s.micro_all_fields.f1).toBeGreaterThanOrEqual(0.95);
  expect(s.empty_reports.fp).toBe(0);
  expect(s.evidence.bad_spans).toBe(0);
  for (const [field, { accuracy_gold_nonnull: accuracy }] of Object.entries(s.fields))
    expect(accuracy ?? 1, field).toBeGreaterThanOrEqual(0.95);
}

const withScorer = existsSync(scorer) ? it : it.skip;

describe('reports scored by the published scorer', () => {
  it('labels of our own quote their report to the letter', () => {
    const all = read(labelled);
    expect(all.length).toBeGreaterThanOrEqual(80);
    for (const { id, report, findings } of all) {
      const points = [...report];
      for (const finding of findings)
        for (const e of finding.evidence) expect(points.slice(e.start, e.end).join(''), id).toBe(e.text);
    }
  });

  withScorer('our labelled reports reach micro-F1 0.95, each field 0.95, and no false finding', () => {
    const s = score(labelled);
    print('labelled.jsonl', s);
    expectGood(s);
  });

  (existsSync(scorer) && existsSync(dev) ? it : it.skip)('the development set does so too', () => {
    const s = score(dev);
    print('dev.jsonl', s);
    expectGood(s);
  });
});
