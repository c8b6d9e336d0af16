/** Any text at all: never a throw, always the same answer, and time in proportion to length. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainFindings, extractFindings, recogniseSections } from '../../../annotations/report/report.ts';

const phrases = readFileSync(new URL('./labelled.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .flatMap((line) => (JSON.parse(line) as { report: string }).report.split(/(?<=[ ,.;:\n])/));

function check(text: string): void {
  const findings = extractFindings(text);
  expect(extractFindings(text)).toEqual(findings);
  const points = [...text];
  for (const finding of findings)
    for (const e of finding.evidence) {
      expect(e.start).toBeLessThan(e.end);
      expect(points.slice(e.start, e.end).join('')).toBe(e.text);
    }
  for (const { reasons } of explainFindings(text))
    for (const { words } of reasons) if (words !== null) expect(words.end).toBeLessThanOrEqual(points.length);
  for (const section of recogniseSections(text)) expect(section.end).toBeLessThanOrEqual(points.length);
}

describe('any text', () => {
  it('is read without a throw and twice alike (random characters)', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), check), { numRuns: 300 });
  });

  it('is read without a throw and twice alike (shuffled words of reports)', () => {
    const shuffled = fc.array(fc.constantFrom(...phrases), { maxLength: 80 }).map((list) => list.join(''));
    fc.assert(fc.property(shuffled, check), { numRuns: 400 });
  });

  it.each([
    ['one endless word', 'a'.repeat(100_000)],
    ['one endless number', '1'.repeat(100_000)],
    ['brackets', '('.repeat(100_000)],
    ['commas', 'mass, '.repeat(17_000)],
    ['dashes', 'T10-'.repeat(25_000)],
    ['sizes', '3 x '.repeat(25_000)],
    ['new lesions', 'Another left paraspinal mass, 3 cm. '.repeat(2_800)],
    ['spaces and lines', ' \n'.repeat(50_000)],
    ['negations', 'no nor not '.repeat(9_000)],
    ['sites', 'paraspinal and perirenal or '.repeat(3_600)],
    ['relations', 'encasing the aorta and '.repeat(4_400)],
    ['unknown words', Array.from({ length: 12_000 }, (_, i) => `parasp${i.toString(36)}nal`).join(' ')],
    ['colons', 'Size: '.repeat(17_000)],
    ['headings', 'history: '.repeat(11_000)],
    ['bars', '| '.repeat(50_000)],
  ])(
    'of 100 kB is read to its end: %s',
    (_name, text) => {
      expect(Array.isArray(extractFindings(text))).toBe(true);
    },
    // Not a budget: what grows with the square of the text would take minutes.
    20_000,
  );

  it('takes about twice the time for twice the text', () => {
    const text =
      'Left paraspinal mass, 3 x 2 cm, encasing the aorta and both kidneys, without fat or calcium. ';
    /** The best of several: other work on the machine only ever adds. */
    const bestTime = (n: number): number => {
      const long = text.repeat(n);
      const times = Array.from({ length: 7 }, () => {
        const start = performance.now();
        extractFindings(long);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    bestTime(50);
    expect(bestTime(1_600) / bestTime(200)).toBeLessThan(8 * 3);
  });
});
