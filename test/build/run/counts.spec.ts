import { describe, expect, it } from 'vitest';
import { add, countPlaywright, countStep, countVitest, line } from '../../../build/run/counts.mjs';

const vitestReport = (files: { status: string; tests: string[] }[]) =>
  JSON.stringify({
    testResults: files.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((test) => ({ status: test })),
    })),
  });

describe('counting of test results', () => {
  it('adds tests, never files', () => {
    const report = vitestReport([
      { status: 'passed', tests: ['passed', 'passed', 'skipped', 'todo'] },
      { status: 'failed', tests: ['passed', 'failed'] },
    ]);
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that breaks before its first test as one failure', () => {
    const report = vitestReport([
      { status: 'failed', tests: [] },
      { status: 'passed', tests: ['passed'] },
    ]);
    expect(countVitest(report, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('counts a failure when the runner failed and no test did', () => {
    expect(countVitest(vitestReport([]), 1).failed).toBe(1);
    expect(countVitest(vitestReport([{ status: 'passed', tests: ['passed'] }]), 137)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
    expect(countPlaywright(JSON.stringify({ stats: { expected: 2 } }), 1).failed).toBe(1);
  });

  it('counts a runner that left no report as failed, even when it exits 0', () => {
    expect(countVitest(undefined, 0).failed).toBe(1);
    expect(countPlaywright(undefined, 0).failed).toBe(1);
  });

  it('does not take a test that needed a second try for a passed one', () => {
    const report = JSON.stringify({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } });
    expect(countPlaywright(report, 1)).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });

  it('says the total in one line', () => {
    expect(line(add(countStep(0), add(countStep(2), { passed: 3, failed: 0, skipped: 4 })))).toBe(
      '4 passed, 1 failed, 4 skipped',
    );
  });
});
