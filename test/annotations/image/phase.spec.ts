import { describe, expect, it } from 'vitest';
import { guessPhase, type PhaseEvidence } from '../../../annotations/image/phase.ts';

const NOTHING: PhaseEvidence = {
  modality: 'CT',
  contrastAgent: '',
  contrastRoute: '',
  seriesDescription: '',
  protocolName: '',
  studyDescription: '',
  contrastStartTime: null,
  acquisitionTime: null,
  passes: 1,
};
const guess = (evidence: Partial<PhaseEvidence>) => guessPhase({ ...NOTHING, ...evidence });

describe('the guess at the phase', () => {
  it.each([
    ['ABDOMEN W/O CONTRAST', 'noncontrast'],
    ['Abd non-contrast 5mm', 'noncontrast'],
    ['NATIV', 'noncontrast'],
    ['Thorax native 5.0 B30f', 'noncontrast'],
    ['unenhanced', 'noncontrast'],
    ['SIN CONTRASTE', 'noncontrast'],
    ['sans injection', 'noncontrast'],
    ['C- 2.5', 'noncontrast'],
    ['NC 5mm', 'noncontrast'],
    ['pre-contrast', 'noncontrast'],
    ['TNC', 'noncontrast'],
    ['arterial', 'arterial'],
    ['Late Arterial 2.0', 'arterial'],
    ['ART_PHASE', 'arterial'],
    ['phase artérielle'.normalize('NFC').replace('é', 'e'), 'arterial'],
    ['CTA Aorta', 'arterial'],
    ['venous', 'portal-venous'],
    ['PORTAL VENOUS 5mm', 'portal-venous'],
    ['portal', 'portal-venous'],
    ['portalvenös', 'portal-venous'],
    ['PV', 'portal-venous'],
    ['70s', 'portal-venous'],
    ['Abd_pv_3mm', 'portal-venous'],
    ['delayed 10 min', 'delayed'],
    ['DELAY', 'delayed'],
    ['excretory', 'delayed'],
    ['Spätphase', 'delayed'],
    ['late venous', 'portal-venous'],
    ['thin 1.0 B30f', 'unspecified'],
    ['HEART', 'unspecified'],
    ['Standard abdomen', 'unspecified'],
    ['Abd/Becken ven. 5.0', 'portal-venous'],
    ['DELAYS', 'delayed'],
    ['OVEN', 'unspecified'],
    ['PARTIAL', 'unspecified'],
    ['CTAC', 'unspecified'],
  ] as const)('from the words "%s": %s', (seriesDescription, phase) => {
    const found = guess({ seriesDescription });
    expect(found.phase).toBe(phase);
    if (phase !== 'unspecified') expect(found.reason).toContain(`series description "${seriesDescription}"`);
    expect(found.corrected).toBe(false);
  });

  it.each([
    ['Portal delay 70s', 'delay', 'portal'],
    ['Liver nativ/art/pv', 'nativ', 'art'],
    ['CTA delayed', 'cta', 'delayed'],
    ['ABD ART+VEN', 'art', 'ven'],
    ['arterial w/o oral', 'w/o', 'arterial'],
  ])('takes no phase from words that name several: "%s"', (seriesDescription, one, other) => {
    expect(guess({ seriesDescription, contrastAgent: 'Iomeron' })).toMatchObject({
      phase: 'unspecified',
      reason: `"${one}" and "${other}" are both in the series description "${seriesDescription}"`,
    });
  });

  it.each(['CT ABD W/O & W', 'ABD W & W/O', 'Abdomen without and with contrast', 'W WO'])(
    'takes "%s" for images with and without contrast',
    (seriesDescription) => {
      const found = guess({ seriesDescription });
      expect(found.phase).toBe('unspecified');
      expect(found.reason).toContain('names images with and without contrast');
    },
  );

  it.each([
    ['Post contrast', 'post contrast'],
    ['AX ABD/PEL W/CON', 'w/con'],
    ['Abdomen with contrast 3mm', 'contrast'],
  ])('does not say that nothing tells of contrast in "%s"', (seriesDescription, word) => {
    expect(guess({ seriesDescription })).toMatchObject({
      phase: 'unspecified',
      reason: `"${word}" in the series description "${seriesDescription}" names no phase`,
    });
  });

  it('goes by the time after the injection where the protocol names several phases', () => {
    const found = guess({
      protocolName: 'LIVER NATIVE ARTERIAL PORTAL',
      contrastAgent: 'Iomeron',
      contrastStartTime: 36000,
      acquisitionTime: 36070,
    });
    expect(found.phase).toBe('portal-venous');
  });

  it('does not let one image speak for several passes of a series', () => {
    const passes = { passes: 4, contrastAgent: 'Iomeron', contrastStartTime: 36000, acquisitionTime: 36070 };
    const unknown = {
      phase: 'unspecified',
      reason: 'the series holds 4 passes over the same part of the body, perhaps of different phases',
    };
    expect(guess(passes)).toMatchObject(unknown);
    expect(guess({ ...passes, protocolName: 'PORTAL' })).toMatchObject(unknown);
    expect(guess({ ...passes, seriesDescription: 'Portal' }).phase).toBe('portal-venous');
  });

  it('asks the protocol when the series says nothing', () => {
    expect(guess({ seriesDescription: 'AXIAL', protocolName: 'LIVER ARTERIAL' })).toEqual({
      phase: 'arterial',
      reason: '"arterial" in the protocol name "LIVER ARTERIAL"',
      corrected: false,
    });
  });

  it.each([
    [25, 'arterial'],
    [70, 'portal-venous'],
    [300, 'delayed'],
  ] as const)('from %d s after the injection: %s', (delay, phase) => {
    const found = guess({
      contrastAgent: 'Iomeron',
      contrastStartTime: 36000,
      acquisitionTime: 36000 + delay,
    });
    expect(found).toMatchObject({ phase, reason: `acquired ${delay} s after the start of the injection` });
  });

  it.each([-5, 4000])('does not believe a delay of %d s', (delay) => {
    const found = guess({
      contrastAgent: 'Iomeron',
      contrastStartTime: 36000,
      acquisitionTime: 36000 + delay,
    });
    expect(found.phase).toBe('unspecified');
    expect(found.reason).toBe('contrast was given ("Iomeron"), but no phase is named');
  });

  it('does not take oral contrast for a phase', () => {
    expect(guess({ contrastAgent: 'ORAL' }).reason).toContain('perhaps oral only');
    expect(guess({ contrastAgent: 'NON IONIC', contrastRoute: 'Oral & IV' }).reason).toContain(
      'contrast was given',
    );
  });

  it('takes "none" for none', () => {
    expect(guess({ contrastAgent: 'NONE' })).toMatchObject({ phase: 'noncontrast' });
  });

  it('believes a study description only when it says that there was no contrast, and none was given', () => {
    expect(guess({ studyDescription: 'CT HEAD WO CONTRAST' }).phase).toBe('noncontrast');
    expect(guess({ studyDescription: 'CT ABDOMEN VENOUS' }).phase).toBe('unspecified');
    expect(guess({ studyDescription: 'CT WITHOUT AND WITH', contrastAgent: 'Ultravist' }).phase).toBe(
      'unspecified',
    );
  });

  it('says that nothing is known, rather than noncontrast, where nothing is said', () => {
    expect(guess({})).toEqual({
      phase: 'unspecified',
      reason: 'nothing in the file tells of contrast',
      corrected: false,
    });
  });

  it('is for CT only', () => {
    expect(guess({ modality: 'MR', seriesDescription: 'arterial' }).phase).toBe('unspecified');
  });
});
