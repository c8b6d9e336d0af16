import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { reportParts } from '../../../renderer/panels/report/report-parts.ts';

const finding = (uid: string, ...evidence: (readonly [number, number])[]): Finding =>
  ({
    trackingUID: uid,
    evidence: evidence.map(([start, end]) => ({ start, end, text: '' })),
  }) as unknown as Finding;

describe('a report cut at its quotations', () => {
  it('loses no character', () => {
    const text = 'One mass. Two masses.\nNo more.';
    const parts = reportParts(text, [finding('1', [0, 9]), finding('2', [10, 21])]);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.map((part) => part.findings)).toEqual([['1'], [], ['2'], []]);
  });

  it('gives a sentence of two findings to both', () => {
    const parts = reportParts('Both masses enhance.', [finding('1', [0, 20]), finding('2', [0, 20])]);
    expect(parts).toMatchObject([{ findings: ['1', '2'] }]);
  });

  it('sets the headings of sections apart', () => {
    const parts = reportParts('FINDINGS: One mass.\nIMPRESSION: A mass.', []);
    expect(parts.filter(({ heading }) => heading).map(({ text }) => text.trim())).toEqual([
      'FINDINGS:',
      'IMPRESSION:',
    ]);
  });

  it('counts code points, not UTF-16 units', () => {
    const parts = reportParts('😀 Mass.', [finding('1', [2, 7])]);
    expect(parts.map((part) => part.text)).toEqual(['😀 ', 'Mass.']);
  });
});
