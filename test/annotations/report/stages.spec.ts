/** The stages one by one: sentences, sections, spelling, scopes, numbers, levels. */
import { describe, expect, it } from 'vitest';
import { readLevels } from '../../../annotations/report/levels.ts';
import { correctSpelling } from '../../../annotations/report/lexicon.ts';
import { findMeasures } from '../../../annotations/report/numbers.ts';
import { recogniseSections } from '../../../annotations/report/report.ts';
import { findScopes } from '../../../annotations/report/scopes.ts';
import { splitSentences } from '../../../annotations/report/sentences.ts';
import { type Reading, readTerms } from '../../../annotations/report/terms.ts';
import { tokenise } from '../../../annotations/report/tokens.ts';

const sentences = (text: string): string[] =>
  splitSentences(tokenise(text)).map((s) => text.slice(s.start, s.end));

function reading(text: string): Reading {
  const [first] = splitSentences(tokenise(text));
  if (first === undefined) throw new Error(`No sentence in "${text}".`);
  return readTerms(first);
}

const lengths = (text: string) =>
  findMeasures(reading(text))
    .filter((m) => m.quantity === 'length' && !m.replaced)
    .map((m) => m.values);
const hu = (text: string) =>
  findMeasures(reading(text))
    .filter((m) => m.quantity === 'hu')
    .map((m) => m.values);

function words(text: string, kind: 'negated' | 'hedged' | 'prior' | 'gone'): string {
  const r = reading(text);
  const marks = findScopes(r)[kind];
  return r.tokens
    .filter((_, i) => marks[i] !== null)
    .map((t) => t.text)
    .join(' ');
}

const levels = (text: string) => {
  const r = reading(text);
  return readLevels(r, findScopes(r)).flatMap((c) => (c.field === 'levels' ? [c.value] : []));
};

describe('sentences', () => {
  it('keep decimals, units and abbreviations together', () => {
    expect(sentences('Mass approx. 3.2 x 2.1 cm vs. 3.0 cm before. Lt. paravert. gutter clear.')).toEqual([
      'Mass approx. 3.2 x 2.1 cm vs. 3.0 cm before.',
      'Lt. paravert. gutter clear.',
    ]);
  });

  it('leave headings and list marks outside', () => {
    expect(sentences('IMPRESSION:\n1. Left mass.\n2) No nodes.\n- Cyst.')).toEqual([
      'Left mass.',
      'No nodes.',
      'Cyst.',
    ]);
  });

  it('keep labels of fields and of regions inside', () => {
    expect(sentences('ABDO: NO MASS. GB SLUDGE\nENH: MILD')).toEqual([
      'ABDO: NO MASS.',
      'GB SLUDGE',
      'ENH: MILD',
    ]);
  });

  it('join a line that merely wraps, and not a list of lines', () => {
    expect(sentences('There is a soft tissue mass in the left paraspinal\nregion at T9.')).toHaveLength(1);
    expect(sentences('Size: 3 cm\nDensity: low')).toHaveLength(2);
  });

  it('do not end at a question mark that asks', () => {
    expect(sentences('Mass, ?lymphoma, seen. Is there a mass? Compare with MRI.')).toEqual([
      'Mass, ?lymphoma, seen.',
      'Is there a mass?',
      'Compare with MRI.',
    ]);
  });

  it('keep a question and its answer in one word together', () => {
    expect(sentences('Left presacral nodule? None. Fat? No. Calcium? Coarse.')).toEqual([
      'Left presacral nodule? None.',
      'Fat? No.',
      'Calcium? Coarse.',
    ]);
  });
});

describe('sections', () => {
  it('are recognised with their kinds and code-point offsets', () => {
    const text = 'CT 𝛼.\nINDICATION: pain.\nFINDINGS: mass.\nImpression\nMass.\nADDENDUM: none.';
    const sections = recogniseSections(text);
    expect(sections.map((s) => s.kind)).toEqual(['body', 'indication', 'findings', 'impression', 'addendum']);
    const points = [...text];
    const findings = sections.find((s) => s.kind === 'findings');
    expect(points.slice(findings?.start, findings?.end).join('').trim()).toBe('FINDINGS: mass.');
    expect(findings?.heading).toBe('FINDINGS');
  });
});

describe('spelling', () => {
  it('corrects one letter in a long word, two in a very long one, and nothing that is a word of its own', () => {
    expect(correctSpelling('parasinal')).toBe('paraspinal');
    expect(correctSpelling('enhancment')).toBe('enhancement');
    expect(correctSpelling('retroperitonal')).toBe('retroperitoneal');
    expect(correctSpelling('contract')).toBe('contract');
    expect(correctSpelling('pararectal')).toBe('pararectal');
    expect(correctSpelling('zzzzzzzz')).toBe('zzzzzzzz');
  });
});

describe('scopes', () => {
  it('run ahead over lists and stop at a new statement', () => {
    expect(words('No fat, calcium or haemorrhage, mild enhancement', 'negated')).toBe(
      'fat , calcium or haemorrhage',
    );
    expect(words('Without fat and with calcification', 'negated')).toBe('fat');
    expect(words('Neither fat nor calcium in the other, and conspicuous enhancement', 'negated')).toContain(
      'calcium',
    );
  });

  it('run back over the subject', () => {
    expect(words('Fat is visible inside, calcium is not.', 'negated')).toBe('calcium is');
    expect(words('Fat present and calcification absent', 'negated')).toContain('calcification');
    expect(words('Fat present and calcification absent', 'negated')).not.toContain('Fat');
    expect(words('Left paracostal nodule: gone.', 'gone')).toContain('nodule');
  });

  it('read "not excluded" and "cannot exclude" as doubt', () => {
    expect(words('A 7 mm lesion is not ruled out', 'hedged')).toContain('lesion');
    expect(words('Cannot exclude a paraspinal mass', 'hedged')).toContain('mass');
    expect(words('Renal vein perhaps encased', 'hedged')).toContain('encased');
    expect(words('The study of May shows a mass', 'hedged')).toBe('');
  });

  it('put earlier values in the past', () => {
    expect(words('Enhancement, formerly brisk, is mild', 'prior')).toBe('brisk');
    expect(words('3 cm (previously 26 mm)', 'prior')).toBe('26 mm');
  });
});

describe('sizes', () => {
  it('are read in mm whatever the writing', () => {
    expect(lengths('Mass 30 x 22 mm')).toEqual([[30, 22]]);
    expect(lengths('Mass 4,6 CM')).toEqual([[46]]);
    expect(lengths('Mass 3.2 cm AP x 4 cm TR x 8 cm CC')).toEqual([[32, 40, 80]]);
    expect(lengths('Mass 5.0 (AP) x 4.1 (TR) x 7.7 (CC) cm')).toEqual([[50, 41, 77]]);
    expect(lengths('Mass of 5–6 cm')).toEqual([[50, 60]]);
    expect(lengths('a diameter of two centimetres')).toEqual([[20]]);
    expect(lengths('a 5.5-cm mass')).toEqual([[55]]);
  });

  it('leave the earlier one of a change behind', () => {
    expect(lengths('shrunk from 26 to 20 mm')).toEqual([[20]]);
    expect(lengths('26 mm → 20 mm')).toEqual([[20]]);
    expect(lengths('now 3 cm from 7 cm, down to 3 cm from 7 cm')).toContainEqual([30]);
  });

  it('are not volumes, grades, levels or dates', () => {
    expect(lengths('Prostate 52 cc on 12.03.2021, grade 3, T7-8')).toEqual([]);
  });
});

describe('HU', () => {
  it('are read before and after the unit, in lists and ranges', () => {
    expect(hu('HU 32 → 60 after contrast')).toEqual([[32], [60]]);
    expect(hu('15-25 HU')).toEqual([[15, 25]]);
    expect(hu('32 / 65 HU')).toEqual([[32], [65]]);
    expect(hu('Density: 42')).toEqual([[42]]);
    expect(hu('35 ± 8 HU')).toEqual([[35]]);
    expect(hu('fat of −85 HU')).toEqual([[-85]]);
  });
});

describe('levels', () => {
  it('have two ends, cranial first', () => {
    const ends = (text: string) => levels(text).map((l) => l.ends);
    expect(ends('from T10-L1')).toEqual([['T10', 'L1']]);
    expect(ends('T3/4 disc')).toEqual([['T3', 'T4']]);
    expect(ends('D6-D8')).toEqual([['T6', 'T8']]);
    expect(ends('T11 through L2')).toEqual([['T11', 'L2']]);
    expect(ends('from T9 down to T12')).toEqual([['T9', 'T12']]);
    expect(ends('from L2 up to T12')).toEqual([['T12', 'L2']]);
    expect(ends('at T10, T11 and T12')).toEqual([['T10', 'T12']]);
    expect(ends('opposite T8')).toEqual([['T8', 'T8']]);
  });

  it('stay open when an end is missing, and ribs are none', () => {
    expect(levels('T10 to the thoracolumbar junction')[0]?.open).toBe(true);
    expect(levels('L1 down to the bifurcation')[0]?.open).toBe(true);
    expect(levels('the 7th rib')).toEqual([]);
  });
});
