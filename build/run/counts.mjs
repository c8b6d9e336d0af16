/** Test counts: read from the runners' own reports, added up, said in the one line that closes a run. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const none = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {Counts} one
 * @param {Counts} other
 * @returns {Counts}
 */
export function add(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** @param {Counts} counts */
export function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * A step that is one check: it passed or it did not.
 *
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countStep(exitCode) {
  return exitCode === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

/**
 * A file that breaks before its first test has no failed test in the report: it counts as one.
 *
 * @param {string | undefined} report vitest's JSON; undefined when it wrote none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  if (report === undefined) return countStep(exitCode === 0 ? 1 : exitCode);
  /** @type {{ testResults?: { status?: string, assertionResults?: { status: string }[] }[] }} */
  const { testResults = [] } = JSON.parse(report);
  const statuses = testResults.flatMap((file) => (file.assertionResults ?? []).map((test) => test.status));
  const failed = statuses.filter((status) => status === 'failed').length;
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults?.some((test) => test.status === 'failed'),
  ).length;
  const passed = statuses.filter((status) => status === 'passed').length;
  return withExitCode(
    { passed, failed: failed + broken, skipped: statuses.length - passed - failed },
    exitCode,
  );
}

/**
 * A test that passed only at a second try is not a passed test.
 *
 * @param {string | undefined} report Playwright's JSON; undefined when it wrote none
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  if (report === undefined) return countStep(exitCode === 0 ? 1 : exitCode);
  /** @type {{ stats?: { expected?: number, unexpected?: number, flaky?: number, skipped?: number } }} */
  const { stats = {} } = JSON.parse(report);
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats;
  return withExitCode({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/**
 * A runner that failed without a failed test (a broken configuration, no test at all) failed all the same.
 *
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
function withExitCode(counts, exitCode) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
