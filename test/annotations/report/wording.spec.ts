/** Classes of wording that reports use for one meaning each: several wordings for every class. */
import { describe, expect, it } from 'vitest';
import { extractFindings } from '../../../annotations/report/report.ts';

const only = (report: string) => {
  const found = extractFindings(report);
  expect(found).toHaveLength(1);
  return found[0];
};

describe('the mesentery as a place', () => {
  it.each([
    'A 31 mm mass lies in the small-bowel mesentery.',
    'A 31 mm mass at the root of the mesentery.',
    'There is a 31 mm mass within the mesenteric root.',
    'Within the jejunal mesentery there is a 31 mm mass.',
  ])('is a site without a code: %s', (report) => {
    expect(only(report)).toMatchObject({ site: 'other', sizeMm: [31] });
  });

  it('stands beside another place of the same plural', () => {
    expect(
      extractFindings('Masses in the aortocaval space (4.8 cm) and at the root of the mesentery (3.3 cm).'),
    ).toMatchObject([
      { site: 'retroperitoneal', sizeMm: [48] },
      { site: 'other', sizeMm: [33] },
    ]);
  });
});

describe('attenuation', () => {
  it.each([
    'hyperattenuating compared with the adjacent pleural fluid',
    'denser than bile',
    'hyperdense relative to the pleural effusion',
    'hyperdense to ascites',
    'brighter than adjacent fluid',
  ])('against what is no tissue of reference keeps its word alone: %s', (words) => {
    expect(only(`Left paracostal mass, 6 cm, ${words}.`)).toMatchObject({
      attenuation: 'hyper',
      attenuationReference: null,
    });
  });

  it.each([
    'Its solid portion is 62 HU and hyperdense to muscle.',
    'The necrotic core is 20 HU and hypodense to liver.',
    'Its wall is thin and hyperdense to muscle.',
    'The solid part enhances avidly and is hyperdense to muscle.',
  ])('of a part sets nothing, also after "and": %s', (words) => {
    expect(only(`Presacral mass 5 cm. ${words}`)).toMatchObject({ attenuation: null, attenuationHU: null });
  });

  it('of a mass that has a wall is its own', () => {
    expect(only('Presacral mass 5 cm. It has a thin wall and is hypodense to muscle.')).toMatchObject({
      attenuation: 'hypo',
    });
  });
});

describe('answers that leave their noun out', () => {
  it.each(['None definite', 'No definite', 'Not definitely seen', 'Not definite', 'None convincing'])(
    'deny: %s',
    (answer) => {
      expect(only(`Perirenal mass: ${answer}`)).toMatchObject({ site: 'perirenal', present: 'absent' });
    },
  );
});

describe('enhancement', () => {
  it.each([
    'Enhancement of the left mass is not appreciable. That on the right enhances mildly.',
    'Enhancement of the left one is not discernible. The right mass enhances mildly.',
    'Enhancement of the left lesion cannot be appreciated. The one on the right enhances mildly.',
  ])('is denied of one side, and the mass stays: %s', (words) => {
    expect(extractFindings(`Bilateral paraspinal masses, left 4 cm, right 3 cm. ${words}`)).toMatchObject([
      { laterality: 'left', present: 'present', enhancementDegree: 'none' },
      { laterality: 'right', present: 'present', enhancementDegree: 'mild' },
    ]);
  });

  it.each([
    'The intense enhancement of 2020 has given way to virtually no enhancement.',
    'The formerly moderate enhancement has yielded to faint enhancement.',
    'Previously avid enhancement has given way to minimal enhancement.',
    'Marked enhancement has been replaced by minimal enhancement.',
    'Once marked, enhancement is now minimal.',
  ])('is that of today: %s', (words) => {
    expect(only(`The left paravertebral mass is 3.4 cm. ${words}`)).toMatchObject({
      enhancementDegree: 'minimal',
    });
  });
});

describe('numbers', () => {
  it.each([
    ['.9 cm', [9]],
    ['.9 x .7 cm', [9, 7]],
    ['30/20 mm', [30, 20]],
    ['30/20/15 mm', [30, 20, 15]],
  ])('of size: %s', (words, sizeMm) => {
    expect(only(`Presacral mass, ${words}.`)).toMatchObject({ sizeMm });
  });

  it.each(['40/62/70 HU (NC/ART/PV)', 'HU 40/62/70 (NC/ART/PV)', '62/40 HU (ART/NC)', '40/65 HU (pre/post)'])(
    'of HU in the order of their phases: %s',
    (words) => {
      expect(only(`Presacral mass, 4 cm, ${words}.`)).toMatchObject({
        sizeMm: [40],
        attenuationHU: 40,
        attenuationPhase: 'noncontrast',
      });
    },
  );
});

describe('several masses', () => {
  it.each([
    'Deposits at two sites, none of them calcified. The presacral deposit is 31 mm. The right pararenal deposit is 19 mm.',
    'Two masses, neither calcified. The presacral one is 31 mm. The right pararenal one is 19 mm.',
    'Masses are seen, none of them calcified: the presacral mass is 31 mm, the right pararenal mass 19 mm.',
  ])('have what was said of all before they were named: %s', (report) => {
    expect(extractFindings(report)).toMatchObject([
      { site: 'presacral', sizeMm: [31], calcification: 'absent' },
      { site: 'pararenal', laterality: 'right', sizeMm: [19], calcification: 'absent' },
    ]);
  });

  it.each([
    'A 3 cm right and a 4 cm left paraspinal mass.',
    'A 3-cm right and 4-cm left paraspinal mass.',
    'There is a 30 mm right and a 40 mm left paraspinal mass.',
  ])('may share one noun: %s', (report) => {
    expect(
      extractFindings(`${report} Neither the mass on the right nor that on the left contains fat.`),
    ).toMatchObject([
      { laterality: 'right', sizeMm: [30], fat: 'absent' },
      { laterality: 'left', sizeMm: [40], fat: 'absent' },
    ]);
  });

  it('share no noun with what lies in an organ', () => {
    expect(only('A 12 mm right renal cyst and a 4 cm left perirenal mass.')).toMatchObject({ sizeMm: [40] });
  });
});

describe('the sign of the series after contrast', () => {
  it.each(['+C minimal.', 'NC 30 HU, +C minimal.', '+C: minimal.'])('gives a degree: %s', (words) => {
    expect(only(`Presacral mass, 4 cm. ${words}`)).toMatchObject({ enhancementDegree: 'minimal' });
  });
});
