/** The words of a picture: descriptors, corners, scale, file names. */
import { describe, expect, it } from 'vitest';
import type { Descriptors } from '../../../annotations/finding/descriptors.ts';
import { UNTURNED } from '../../../annotations/image/orientation.ts';
import { DEFAULT_CT_VOI } from '../../../annotations/image/voi.ts';
import { cornerLines, cornerText, windowWords } from '../../../annotations/scene/corner-text.ts';
import { findingNotes, findingTitle } from '../../../annotations/scene/label-text.ts';
import { orientationLetters } from '../../../annotations/scene/orientation-letters.ts';
import { scaleBar, scaleBarLabel, scaleBarLengthMm } from '../../../annotations/scene/scale-bar.ts';
import type { MeasureText } from '../../../annotations/scene/scene.ts';
import { LAYERS, type SnapshotRequest } from '../../../annotations/scene/snapshot.ts';
import {
  plainWords,
  type SnapshotNaming,
  snapshotName,
  uniqueName,
} from '../../../annotations/scene/snapshot-name.ts';
import { styleOf } from '../../../annotations/scene/style.ts';
import { plainFrame } from '../image/plain-stack.ts';

const source = { kind: 'reader' } as const;
const measureText: MeasureText = (text, sizePx) => text.length * sizePx * 0.55;

describe('the notes of a finding', () => {
  const notes = (descriptors: Descriptors) => findingNotes(descriptors);

  it('say attenuation with its reference and the range of enhancement', () => {
    expect(
      notes({
        attenuation: { value: 'hypo', source },
        attenuationReference: { value: 'blood-pool', source },
        enhancementDegree: { value: ['mild', 'moderate'], source },
        enhancementPattern: { value: 'homogeneous', source },
      }),
    ).toEqual(['hypoattenuating to blood pool', 'mild to moderate homogeneous enhancement']);
  });

  it('give no pattern to what does not enhance', () => {
    expect(
      notes({
        attenuation: { value: 'iso', source },
        enhancementDegree: { value: ['none'], source },
        enhancementPattern: { value: 'homogeneous', source },
        fat: { value: 'present', source },
        calcification: { value: 'present', source },
      }),
    ).toEqual(['isoattenuating', 'no enhancement', 'contains fat and calcification']);
  });

  it('say nothing that nobody has answered', () => {
    expect(notes({ fat: { value: 'absent', source } })).toEqual([]);
    expect(notes({ enhancementPattern: { value: 'peripheral', source } })).toEqual([
      'peripheral enhancement',
    ]);
    expect(notes({ enhancementDegree: { value: ['none', 'minimal'], source } })).toEqual([
      'no to minimal enhancement',
    ]);
  });

  it('name a finding by its place while it has no name', () => {
    expect(findingTitle({ trackingIdentifier: ' ', site: 'paraspinal', laterality: 'left' })).toBe(
      'Left paraspinal mass',
    );
    expect(findingTitle({ trackingIdentifier: '', site: null, laterality: null })).toBe('Mass');
    expect(findingTitle({ trackingIdentifier: 'PEH 1', site: 'other', laterality: 'right' })).toBe('PEH 1');
  });
});

const frame = plainFrame('1.2.3', {
  instanceNumber: 58,
  plane: {
    position: { x: 0, y: 0, z: 0 },
    rowDirection: { x: 1, y: 0, z: 0 },
    columnDirection: { x: 0, y: 1, z: 0 },
    spacing: { betweenRowsMm: 1, betweenColumnsMm: 1 },
  },
  sliceLocationMm: -132.5,
  sliceThicknessMm: 5,
});

const request = (identity: 'hide' | 'show'): Omit<SnapshotRequest, 'pixels'> => ({
  frame,
  photometric: 'MONOCHROME2',
  context: {
    patient: { name: 'Doe, Jane', id: 'P-77', birthDate: '1950-01-02', sex: 'F', age: '74 years' },
    institution: 'St. Elsewhere',
    studyInstanceUID: '1.2.840.1',
    studyDate: '2024-02-29',
    studyDescription: 'CT Doe follow-up',
    seriesInstanceUID: '1.2.840.2',
    seriesNumber: 3,
    seriesDescription: 'Jane portal venous',
    phase: 'portal-venous',
    position: 58,
    count: 120,
  },
  voi: DEFAULT_CT_VOI,
  overlays: [],
  invert: false,
  turn: UNTURNED,
  area: null,
  size: { kind: 'scale', scale: 1 },
  layers: LAYERS,
  identity,
  findings: [],
  format: 'png',
});

describe('corner text', () => {
  it('tells no identity unless it is asked for', () => {
    const hidden = JSON.stringify(cornerLines(request('hide')));
    for (const word of ['Doe', 'Jane', 'P-77', '1950', '74', 'Elsewhere', '2024', 'F"'])
      expect(hidden).not.toContain(word);
    expect(cornerLines(request('hide'))).toEqual({
      topLeft: [],
      topRight: [],
      bottomLeft: ['Image 58 / 120', 'W 400 L 40 abdomen'],
      bottomRight: ['Series 3', 'portal venous phase', 'Thickness 5.0 mm · Location −132.5 mm'],
    });
  });

  it('tells the pass of a series by its number, in its corner and in the name of its file', () => {
    const hidden = request('hide');
    const context = { ...hidden.context, phase: 'unspecified' as const, pass: { number: 2, count: 4 } };
    expect(cornerLines({ ...hidden, context }).bottomRight[0]).toBe('Series 3 · Pass 2 of 4');
    expect(snapshotName(null, { ...hidden, context })).toBe('series-3_pass-2_image-058.png');
  });

  it('tells who, where and when if it is asked for', () => {
    expect(cornerLines(request('show'))).toMatchObject({
      topLeft: ['Doe, Jane', 'P-77', '1950-01-02 · F · 74 years'],
      topRight: ['St. Elsewhere', 'CT Doe follow-up', '2024-02-29'],
    });
  });

  it('is not turned round or broken by what a name brings, and keeps Arabic and Hebrew as they are', () => {
    const { context, ...rest } = request('show');
    const patient = { ...context.patient, name: '\u202eenaJ ,eoD\u202c', id: 'P\u2067-77\u2069\n8' };
    const turned = { ...context, patient, institution: 'محمد، علي', studyDescription: 'דוד \u200fכהן' };
    expect(cornerLines({ ...rest, context: turned })).toMatchObject({
      topLeft: ['enaJ ,eoD', 'P-77 8', '1950-01-02 · F · 74 years'],
      topRight: ['محمد، علي', 'דוד \u200fכהן', '2024-02-29'],
    });
  });

  it('names presets, and writes a true minus', () => {
    expect(windowWords({ function: 'LINEAR', centerHu: -600, widthHu: 1500 })).toBe('W 1500 L −600 lung');
    expect(windowWords({ function: 'LINEAR', centerHu: 35.5, widthHu: 401 })).toBe('W 401 L 35.5');
  });

  it('shortens words but leaves out numbers that do not fit, since half a number is a wrong one', () => {
    const { items } = cornerText(cornerLines(request('show')), 160, 160, styleOf(9), measureText);
    const texts = items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
    expect(texts).toContain('Doe, Jane');
    expect(texts.some((text) => text.startsWith('CT D') && text.endsWith('…'))).toBe(true);
    expect(texts.some((text) => text.startsWith('Thickness'))).toBe(false);
    expect(texts.some((text) => text.startsWith('W 400'))).toBe(false);
  });
});

describe('scale bar', () => {
  it('takes the longest round length that fits', () => {
    expect(scaleBarLengthMm(0.7, 128)).toBe(50);
    expect(scaleBarLengthMm(0.175, 512)).toBe(50);
    expect(scaleBarLengthMm(0.01, 512)).toBe(5);
    expect(scaleBarLengthMm(5, 0.1)).toBeNull();
    expect([scaleBarLabel(50), scaleBarLabel(5), scaleBarLabel(10)]).toEqual(['5 cm', '5 mm', '1 cm']);
  });

  it('is as long as it says', () => {
    const bar = scaleBar(512, 512, 0.8, styleOf(13));
    const [line] = bar?.items ?? [];
    const xs = line?.kind === 'path' ? line.points.map(({ x }) => x) : [];
    expect((Math.max(...xs) - Math.min(...xs)) * 0.8).toBeCloseTo(100, 9);
    expect(scaleBar(512, 512, null, styleOf(13))).toBeNull();
  });
});

describe('orientation letters', () => {
  const letters = (rotation: 0 | 90 | 180 | 270, flipHorizontal: boolean) =>
    orientationLetters(frame.plane, { rotation, flipHorizontal }, 512, 512, styleOf(13), measureText)
      .items.map(({ text }) => text)
      .join('');

  it("put the patient's right on the left, and follow every turn", () => {
    // Left, right, top, bottom.
    expect(letters(0, false)).toBe('RLAP');
    expect(letters(0, true)).toBe('LRAP');
    expect(letters(90, false)).toBe('PARL');
    expect(letters(180, false)).toBe('LRPA');
  });

  it('are not guessed where the file is silent', () => {
    expect(orientationLetters(null, UNTURNED, 512, 512, styleOf(13), measureText).items).toEqual([]);
  });
});

describe('file names', () => {
  const { context } = request('hide');
  const hidden = { context, format: 'png', identity: 'hide' } as const;
  const named = (name: string, naming: SnapshotNaming = hidden) => snapshotName({ number: 1, name }, naming);

  it('tell finding, phase and place', () => {
    expect(named('Left paraspinal mass')).toBe('01-left-paraspinal-mass_portal-venous_image-058.png');
    expect(snapshotName(null, hidden)).toBe('series-3_portal-venous_image-058.png');
    const long = { ...context, phase: 'unspecified', count: 4000 } as const;
    expect(snapshotName(null, { ...hidden, context: long, format: 'jpeg' })).toBe('series-3_image-0058.jpg');
    expect(named('Mass', { ...hidden, context: long })).toBe('01-mass_series-3_image-0058.png');
  });

  it('leave the patient out of a finding’s name while identity is hidden', () => {
    const patient = { ...context.patient, name: 'Müller-Doe^Jane', id: 'PAT-0042', birthDate: '1950-01-31' };
    const hers = { ...hidden, context: { ...context, patient } };
    for (const name of [
      'Jane Doe: paraspinal mass',
      'paraspinal mass (MÜLLER)',
      'PAT-0042 paraspinal mass',
    ]) {
      expect(named(name, hers)).toBe('01-paraspinal-mass_portal-venous_image-058.png');
    }
    expect(named('Doe, Jane 1950-01-31', hers)).toBe('01-finding_portal-venous_image-058.png');
    expect(named('Jane’s mass', { ...hers, identity: 'show' })).toBe(
      '01-jane-s-mass_portal-venous_image-058.png',
    );
    expect(snapshotName(null, { ...hers, identity: 'show' })).toBe('series-3_portal-venous_image-058.png');
  });

  it('hold no character that a file system refuses', () => {
    expect(plainWords('../Höhle: "T10/L1" <müde>?')).toBe('hohle-t10-l1-mude');
    expect(plainWords('山田')).toBe('山田');
    expect(plainWords('김희중')).toBe('김희중');
    expect(named('///')).toBe('01-finding_portal-venous_image-058.png');
    expect(plainWords('a'.repeat(200)).length).toBe(60);
  });

  it('are made unique by a number, whatever their case', () => {
    const taken = new Set<string>();
    expect(['a.png', 'A.png', 'a.png', 'a-2.png'].map((name) => uniqueName(name, taken))).toEqual([
      'a.png',
      'A-2.png',
      'a-3.png',
      'a-2-2.png',
    ]);
  });
});
