/**
 * What whole reports must come to: reference, pairs, corrections, silence, and reasons for every value.
 * (Longer than other files: one list of sentences with what each must give.)
 */
import { describe, expect, it } from 'vitest';
import { correctSpelling } from '../../../annotations/report/lexicon.ts';
import { explainFindings, extractFindings } from '../../../annotations/report/report.ts';

const sites = (text: string) =>
  extractFindings(text).map((f) => `${f.site}/${f.laterality ?? '-'}/${f.present}`);

describe('reference', () => {
  it('follows "the former", "its fellow", "the larger" and "both"', () => {
    const [a, b] = extractFindings(
      'Masses in the left paraspinal (3 cm) and the right perirenal (5 cm) region. The former holds fat. The larger enhances avidly. Both are sharply defined.',
    );
    expect(a).toMatchObject({
      site: 'paraspinal',
      fat: 'present',
      enhancementDegree: null,
      margin: 'well-defined',
    });
    expect(b).toMatchObject({
      site: 'perirenal',
      fat: null,
      enhancementDegree: 'marked',
      margin: 'well-defined',
    });
  });

  it('gives a pair two findings only when both sides have words of their own', () => {
    expect(sites('Bilateral paraspinal masses, 4 cm on the right and 3 cm on the left.')).toEqual([
      'paraspinal/right/present',
      'paraspinal/left/present',
    ]);
    expect(sites('Bilateral paraspinal masses, the larger on the left, 4 cm.')).toEqual([
      'paraspinal/bilateral/present',
    ]);
  });

  it('finds the place of a mass told in a later sentence', () => {
    expect(sites('A 4 cm mass is seen. It lies in the left perirenal space.')).toEqual([
      'perirenal/left/present',
    ]);
  });
});

describe('several lesions of one noun', () => {
  it('become members when they are told one by one, with what is said of all', () => {
    const found = extractFindings(
      'Two left paraspinal masses, one at T8 (3 cm), one at T11 (2 cm), both calcified. The upper contains fat.',
    );
    expect(found).toMatchObject([
      { levels: ['T8', 'T8'], sizeMm: [30], calcification: 'present', fat: 'present' },
      { levels: ['T11', 'T11'], sizeMm: [20], calcification: 'present', fat: null },
    ]);
  });

  it('take values in the order of their names', () => {
    const found = extractFindings('Right perirenal and presacral collections, 3 and 5 cm respectively.');
    expect(found).toMatchObject([
      { site: 'perirenal', sizeMm: [30] },
      { site: 'presacral', sizeMm: [50] },
    ]);
  });

  it.each([
    ['The former contains fat, the latter does not.', { fat: 'present' }, { fat: 'absent' }],
    [
      'Enhancement is mild in the former and marked in the latter.',
      { enhancementDegree: 'mild' },
      { enhancementDegree: 'marked' },
    ],
    [
      'Margins are sharp in the former, hazy in the latter.',
      { margin: 'well-defined' },
      { margin: 'ill-defined' },
    ],
    [
      'The former encases the aorta, the latter the left ureter.',
      { encases: ['aorta'] },
      { encases: ['ureter'] },
    ],
    [
      'The former is isodense, the latter hypodense to muscle.',
      { attenuation: 'iso', attenuationReference: 'muscle' },
      { attenuation: 'hypo', attenuationReference: 'muscle' },
    ],
  ])('are told apart where a clause leaves out what was said: %s', (sentence, first, second) => {
    const found = extractFindings(`Right paraspinal mass 3 cm, presacral mass 5 cm. ${sentence}`);
    expect(found).toMatchObject([first, second]);
  });
});

describe('forms', () => {
  it('of two columns are labels and answers', () => {
    const found = extractFindings(
      '| Mass | right paraspinal |\n| Level | L1/2 disc |\n| Fat | no |\n| Canal entered | no |',
    );
    expect(found).toMatchObject([
      { site: 'paraspinal', laterality: 'right', levels: ['L1', 'L2'], fat: 'absent', extendsTo: [] },
    ]);
  });

  it('call lesions by names that come again', () => {
    const found = extractFindings(
      'Masses: (i) right paracostal mass, 30 mm, (ii) presacral mass, 85 mm. (i) enhances avidly. (ii) contains fat.',
    );
    expect(found).toMatchObject([
      { site: 'paracostal', enhancementDegree: 'marked', fat: null },
      { site: 'presacral', enhancementDegree: null, fat: 'present' },
    ]);
  });
});

describe('sections', () => {
  it('let findings win over the impression, and an addendum over all', () => {
    const [f] = extractFindings(
      'FINDINGS: Left paraspinal mass, 4.0 cm. IMPRESSION: Left paraspinal mass, 4.5 cm, with fat.',
    );
    expect(f).toMatchObject({ sizeMm: [40], fat: 'present' });
    const [g] = extractFindings(
      'FINDINGS: Left paraspinal mass, 4.0 cm.\nADDENDUM: The mass is on the right and measures 42 mm.',
    );
    expect(g).toMatchObject({ laterality: 'right', sizeMm: [42] });
  });

  it('of indication, history and comparison name no finding', () => {
    expect(sites('INDICATION: left paraspinal mass.\nFINDINGS: Normal.')).toEqual([]);
    expect(sites('HX LT PARASPINAL MASS RESECTED 2012')).toEqual([]);
    expect(sites('COMPARISON: CT 2020, right perirenal mass 3 cm.\nFINDINGS: No nodes.')).toEqual([]);
  });

  it('give HU the one phase of the technique', () => {
    const [f] = extractFindings('Technique: portal venous phase.\nLeft psoas haematoma, 55 HU.');
    expect(f).toMatchObject({ attenuationHU: 55, attenuationPhase: 'portal-venous' });
  });
});

describe('distractors', () => {
  it.each([
    'Left renal mass 4 cm, enhancing avidly. Hepatic cysts.',
    'Para-aortic nodes up to 9 mm. Aortic aneurysm 5 cm.',
    'Perinephric stranding. Psoas muscles symmetrical. Retroperitoneal fat clean.',
    'Lytic lesion of the right 7th rib, 2 cm. T11 haemangioma.',
    'No new paraspinal mass. No other lesion.',
    'No abdominal mass.',
    '',
  ])('give nothing: %s', (text) => {
    expect(extractFindings(text)).toEqual([]);
  });
});

describe('existence', () => {
  it('is denied for each site named, doubted by a hedge, and not doubted by a hedged diagnosis', () => {
    expect(sites('No paraspinal, perirenal or presacral mass.')).toEqual([
      'paraspinal/-/absent',
      'perirenal/-/absent',
      'presacral/-/absent',
    ]);
    expect(sites('Questionable left paraspinal nodule.')).toEqual(['paraspinal/left/uncertain']);
    expect(sites('Left paraspinal mass suspicious for lymphoma.')).toEqual(['paraspinal/left/present']);
    expect(sites('No enhancement of the left paraspinal mass.')).toEqual(['paraspinal/left/present']);
  });

  it.each([
    ['Presacral mass, 3 cm: doubtful.', 'presacral/-/uncertain'],
    ['Presacral deposit, right - gone.', 'presacral/right/absent'],
    ['A presacral mass was sought but not found.', 'presacral/-/absent'],
    ['A presacral mass may lurk there.', 'presacral/-/uncertain'],
    ['A presacral mass, not present before, measures 3 cm.', 'presacral/-/present'],
  ])('is told after the name and what is said beside it: %s', (report, finding) => {
    expect(sites(report)).toEqual([finding]);
  });

  it('is not claimed for a device, a vessel or a lesion that was resected', () => {
    expect(sites('Presacral drain, 8 mm. Retroaortic renal vein 9 mm.')).toEqual([]);
    expect(sites('Resected presacral tumour 2011. No new lesions elsewhere.')).toEqual([]);
  });
});

describe('explanations', () => {
  it('give every value its words and its rule', () => {
    const text =
      'FINDINGS: Left 𝛼 paraspinal mass T9-T10, 3 x 2 cm, 30 HU plain, hypodense to muscle, encasing the aorta. No fat. Mild, homogeneous enhancement. Sharp margins.';
    const points = [...text];
    for (const { finding, reasons } of explainFindings(text)) {
      const explained = new Set(reasons.map((r) => r.field));
      for (const [field, value] of Object.entries(finding)) {
        const empty = value === null || (Array.isArray(value) && value.length === 0);
        if (field !== 'evidence' && !empty) expect([...explained], field).toContain(field);
      }
      for (const { words, rule } of reasons) {
        expect(rule).not.toBe('');
        if (words !== null) expect(points.slice(words.start, words.end).join('')).toBe(words.text);
      }
    }
    expect(explainFindings(text)).toHaveLength(1);
  });

  it.each([
    'A periaortic mass displaces the inferior vena cava to the right.',
    'A periaortic mass, pushing the duodenum to the right, measures 5 cm.',
  ])('a side to which something is pushed is not the side of the mass: %s', (report) => {
    expect(extractFindings(report)).toMatchObject([{ site: 'periaortic', laterality: null }]);
  });

  it.each([
    'A right paracostal mass. The right erector spinae measures 54 HU without and 62 HU with contrast.',
    'A right paracostal mass. Normal muscle is 55 HU before, and 60 HU after contrast.',
  ])('all values of a reference tissue are its own: %s', (report) => {
    expect(extractFindings(report)).toMatchObject([{ site: 'paracostal', attenuationHU: null }]);
  });

  it('a value behind that of a reference tissue is the mass’s where the mass is named again', () => {
    const [finding] = extractFindings('Left paraspinal mass, muscle 55 HU and the mass 30 HU.');
    expect(finding?.attenuationHU).toBe(30);
  });
});

describe('what belongs to the neighbourhood', () => {
  it.each([
    'Left paraspinal mass, 4 cm. Wedging of T12.',
    'Left paraspinal mass, 4 cm. L2 body collapsed.',
    'Left paraspinal mass, 4 cm. Conus at L1.',
    'Left paraspinal mass, 4 cm. The L3/4 disc is narrowed and its endplates are eroded.',
  ])('a vertebra spoken of is no level of the mass: %s', (report) => {
    expect(extractFindings(report)).toMatchObject([{ site: 'paraspinal', levels: null, sizeMm: [40] }]);
  });

  it.each([
    'Periaortic tissue, 12 mm thick. Atrophic left kidney.',
    'Periaortic tissue, 12 mm thick. Total hip replacement on the right.',
    'Periaortic tissue, 12 mm thick. On the right, a renal stone.',
  ])('a side of an organ is no side of the mass: %s', (report) => {
    expect(extractFindings(report)).toMatchObject([{ site: 'periaortic', laterality: null, sizeMm: [12] }]);
  });

  it.each([
    'The 2018 report mentions a presacral mass; the pelvis was not scanned.',
    'Outside CT 2019: paravertebral mass.',
    'What looked like a paraspinal mass is a tortuous aorta.',
    'Recommend MRI to exclude a paraspinal mass.',
    'Further sclerotic deposits in L2, L5 and the left ilium.',
  ])('is no finding: %s', (report) => {
    expect(extractFindings(report)).toEqual([]);
  });
});

describe('parts and pairs', () => {
  it('a nodule inside a mass is a part, and what follows is of the mass', () => {
    expect(
      extractFindings(
        'Retroperitoneal mass, 21 x 16 cm. It consists of fat, with thick septa and a solid nodule of 3.5 cm (55 HU). The contour is sharp.',
      ),
    ).toMatchObject([{ sizeMm: [210, 160], attenuationHU: null, fat: 'present', margin: 'well-defined' }]);
  });

  it('what a mass causes does not take what is said of the mass', () => {
    expect(
      extractFindings('Retroperitoneal mass; encasement of the ureter with hydronephrosis. Smooth margins.'),
    ).toMatchObject([{ encases: ['ureter'] }]);
  });

  it.each([
    'Paracostal masses lie along the right 4th and left 9th ribs. The former is 3 cm, the latter 17 mm.',
    'Two nodules: one by the right 4th rib (30 mm), one by the left 9th rib (17 mm).',
  ])('two ribs on two sides are two masses: %s', (report) => {
    expect(extractFindings(report)).toMatchObject([
      { site: 'paracostal', laterality: 'right', sizeMm: [30] },
      { site: 'paracostal', laterality: 'left', sizeMm: [17] },
    ]);
  });

  it('an exception from a denial is there, at the place that was denied', () => {
    expect(
      extractFindings('No paraspinal mass other than a 2-cm nodule on the left at T9. It is uncalcified.'),
    ).toMatchObject([
      { site: 'paraspinal', laterality: 'left', present: 'present', levels: ['T9', 'T9'], sizeMm: [20] },
    ]);
  });

  it('target lesions that are called T1 and T2 are no vertebrae', () => {
    expect(
      extractFindings(
        'Target lesions:\nT1: Right paraspinal mass, T10 through L1, 54 mm.\nT2: Presacral mass, 22 mm.\nT1 still enters the spinal canal.',
      ),
    ).toMatchObject([
      { site: 'paraspinal', levels: ['T10', 'L1'], extendsTo: ['spinal canal'] },
      { site: 'presacral', levels: null, extendsTo: [] },
    ]);
  });

  it('a noun finds the lesion that was called so', () => {
    expect(
      extractFindings('Presacral haematoma of 4 cm. Left perirenal mass of 3 cm. The haematoma is 60 HU.'),
    ).toMatchObject([{ attenuationHU: 60 }, { attenuationHU: null }]);
  });
});

describe('spelling', () => {
  it.each(['though', 'contiguous', 'infection', 'posteriorly', 'maximum'])(
    'leaves the English word "%s" as it is',
    (word) => {
      expect(correctSpelling(word)).toBe(word);
    },
  );
});
