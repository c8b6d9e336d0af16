/**
 * `npm run fuzz -- [--minutes N] [--cases N] [--seed N] [--no-decode]`: as many broken files as asked. What goes wrong is
 * kept in test-results/fuzz with its seed; `--seed N --cases 1` makes the same file again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot } from '../../build/root.mjs';
import { fuzzHeaders } from './fuzz-headers.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    cases: { type: 'string' },
    seed: { type: 'string' },
    'no-decode': { type: 'boolean' },
  },
});
const cases = values.cases === undefined ? undefined : Number(values.cases);
const minutes = Number(values.minutes ?? (cases === undefined ? 1 : 24 * 60));
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
if (![minutes, seed, cases ?? 1].every((number) => Number.isFinite(number) && number >= 0)) {
  process.stderr.write('--minutes, --cases and --seed take a number.\n');
  process.exit(2);
}

process.stdout.write(`Fuzzing from seed ${seed} for ${cases ?? `${minutes} min`}\n`);
const result = await fuzzHeaders({
  seed,
  until: performance.now() + minutes * 60_000,
  ...(cases === undefined ? {} : { cases }),
  decode: values['no-decode'] !== true,
  onProgress: (done) => process.stdout.write(`  ${done} files\n`),
});
process.stdout.write(`${result.cases} files, the slowest ${Math.round(result.slowestMs)} ms\n`);
for (const [kind, count] of Object.entries(result.outcomes).sort(([, a], [, b]) => b - a)) {
  process.stdout.write(`  ${String(count).padStart(7)}  ${kind}\n`);
}
const folder = inRoot('test-results', 'fuzz');
for (const problem of result.problems) {
  mkdirSync(folder, { recursive: true });
  const kept = join(folder, `${problem.seed}.dcm`);
  writeFileSync(kept, problem.bytes);
  process.stdout.write(`\nSeed ${problem.seed} (${kept}): ${problem.what}\n`);
}
process.exitCode = result.problems.length === 0 ? 0 : 1;
