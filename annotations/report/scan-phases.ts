/** The phases of the scan, told in the technique or in a sentence about the scan. */
import type { Told } from './lesions.ts';
import type { ReportPhase } from './schema.ts';
import { kindAt, normAt, type Reading, termsOf, tokenAt } from './terms.ts';

const SCAN_WORDS = new Set(
  'ct mdct scan protocol acquisition phase examination study series exam contrast imaging tomography'.split(
    ' ',
  ),
);

export const speaksOfScan = (reading: Reading): boolean =>
  reading.tokens.some((t) => SCAN_WORDS.has(t.norm)) ||
  reading.terms.every((t) => t.kind === 'phase' || t.kind === 'structure' || t.kind === 'plain');

export function collectPhases(reading: Reading, phases: Told<ReportPhase>[]): void {
  for (const term of termsOf(reading, 'phase')) {
    const words = { sentence: reading.sentence, from: term.from, to: term.to };
    const { phase } = term.meaning;
    if (phase !== 'after-contrast')
      phases.push({ value: phase, rule: 'the one phase of the technique', words });
    else if (
      phases.some((p) => p.value === 'noncontrast') ||
      (kindAt(reading, term.from - 2) === 'phase' && !isDelay(reading, term.from - 1))
    )
      phases.push({ value: 'unspecified', rule: 'after contrast', words });
  }
}

/** "70 s after contrast": a time that tells the phase itself. */
const isDelay = (reading: Reading, at: number): boolean =>
  /^(?:s|second|min|minute|sec)$/.test(normAt(reading, at)) && tokenAt(reading, at - 1).kind === 'number';

export function singlePhase(phases: readonly Told<ReportPhase>[]): Told<ReportPhase> | null {
  const kinds = new Set(phases.map((p) => p.value));
  return kinds.size === 1 ? (phases[0] ?? null) : null;
}
