import { describe, expect, it } from 'vitest';
import type { Descriptors } from '../../../annotations/finding/descriptors.ts';
import type { Evidence } from '../../../annotations/finding/finding.ts';
import { type Described, type Share, splitDescription } from '../../../annotations/finding/split.ts';

const report = { kind: 'report' } as const;
const reader = { kind: 'reader' } as const;

const TEXT = 'Left paraspinal mass at T10, 42 mm, hypodense. A second portion at L1 contains fat, 18 HU.';
const quote = (words: string): Evidence => {
  const start = TEXT.indexOf(words);
  return { start, end: start + words.length, text: words };
};
const FIRST = quote('Left paraspinal mass at T10, 42 mm, hypodense.');
const SECOND = quote('A second portion at L1 contains fat, 18 HU.');

const DESCRIPTORS: Descriptors = {
  sizeMm: { value: [42], source: report },
  attenuation: { value: 'hypo', source: report },
  fat: { value: 'present', source: report },
  attenuationHu: { value: { fromHu: 18, toHu: 18 }, source: report },
  attenuationPhase: { value: 'noncontrast', source: report },
  margin: { value: 'well-defined', source: reader },
  calcification: { value: 'absent', source: { kind: 'measurement', basis: 'no pixel above 130 HU' } },
};
const WHOLE: Described = {
  site: 'paraspinal',
  laterality: 'left',
  levels: ['T10', 'L1'],
  descriptors: DESCRIPTORS,
  evidence: [FIRST, SECOND],
};
const WORDS = {
  sizeMm: [quote('42 mm')],
  attenuation: [quote('hypodense')],
  fat: [quote('contains fat')],
  attenuationHu: [quote('18 HU')],
  levels: [quote('T10'), quote('L1')],
};

const split = (shares: Share[], whole = WHOLE, words: typeof WORDS | Record<string, never> = WORDS) => {
  const { stays, goes } = splitDescription(whole, shares, words);
  return { stays, goes, answers: [stays, goes].map((part) => Object.keys(part.descriptors).sort()) };
};

describe('a finding that turned out to be two', () => {
  it('gives each half the report’s answers with the words that gave them', () => {
    const { stays, goes, answers } = split(['stays', 'goes']);
    expect(stays.evidence).toEqual([FIRST]);
    expect(goes.evidence).toEqual([SECOND]);
    expect(answers).toEqual([
      ['attenuation', 'calcification', 'margin', 'sizeMm'],
      ['attenuationHu', 'attenuationPhase', 'fat', 'margin'],
    ]);
    // The ends of the range stand in both sentences.
    expect([stays.levels, goes.levels]).toEqual([WHOLE.levels, WHOLE.levels]);
  });

  it('says of both what cannot be told apart, but a number only of the first', () => {
    for (const [shares, words] of [
      [['both', 'both'], WORDS],
      [['stays', 'goes'], {}],
    ] as const) {
      const { answers } = split([...shares], WHOLE, words);
      expect(answers).toEqual([Object.keys(DESCRIPTORS).sort(), ['attenuation', 'fat', 'margin']]);
    }
  });

  it('lets words go from one to the other altogether', () => {
    const { stays, goes, answers } = split(['goes', 'stays']);
    expect(answers).toEqual([
      ['attenuationHu', 'attenuationPhase', 'calcification', 'fat', 'margin'],
      ['attenuation', 'margin', 'sizeMm'],
    ]);
    expect([stays.evidence, goes.evidence]).toEqual([[SECOND], [FIRST]]);
  });

  it('takes levels along whose words go', () => {
    const { stays, goes } = split(
      ['stays', 'goes'],
      { ...WHOLE, levels: ['L1', 'L1'] },
      {
        ...WORDS,
        levels: [quote('L1')],
      },
    );
    expect([stays.levels, goes.levels]).toEqual([null, ['L1', 'L1']]);
  });

  it('takes the new half of a bilateral finding for neither side yet', () => {
    const { stays, goes } = split(['stays', 'goes'], { ...WHOLE, laterality: 'bilateral' });
    expect([stays.laterality, goes.laterality]).toEqual(['bilateral', null]);
    expect([stays.site, goes.site]).toEqual(['paraspinal', 'paraspinal']);
  });

  it('loses no answer and no quotation, whatever is chosen', () => {
    const all: Share[] = ['stays', 'both', 'goes'];
    for (const one of all)
      for (const other of all) {
        const { stays, goes, answers } = split([one, other]);
        expect(new Set(answers.flat()).size).toBe(Object.keys(DESCRIPTORS).length);
        expect(new Set([...stays.evidence, ...goes.evidence])).toEqual(new Set(WHOLE.evidence));
        expect(stays.levels ?? goes.levels).toEqual(WHOLE.levels);
      }
  });
});
