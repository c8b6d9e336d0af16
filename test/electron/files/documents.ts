/** Working copies for tests of saving: each holds its number, large enough to be cut in the middle of a write. */
import { parseWorkingCopy, serializeWorkingCopy } from '../../../annotations/codecs/working-copy.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { asUid, type StudyInstanceUID } from '../../../annotations/ids.ts';
import { emptyState, toWorkingCopy } from '../../../annotations/store/state.ts';

export const STUDY = '1.2.840.99.7' as StudyInstanceUID;

/** An outline whose every corner depends on the number, so that a mixture of two states cannot pass for one. */
function numberedFinding(number: number, corners = 200): Finding {
  const points = Array.from({ length: corners }, (_, i) => ({
    x: 256 + 100 * Math.cos((2 * Math.PI * i) / corners) + number / 1000,
    y: 256 + 100 * Math.sin((2 * Math.PI * i) / corners) - number / 1000,
  }));
  const stamp = { by: 'A. Reader', at: '2026-01-02T03:04:05.000Z' };
  return {
    trackingUID: asUid('2.25.1'),
    trackingIdentifier: 'Left paraspinal mass',
    site: 'paraspinal',
    laterality: 'left',
    levels: ['T10', 'L1'],
    descriptors: {},
    note: `change ${number}`,
    evidence: [],
    regions: [
      {
        uid: asUid('2.25.2'),
        frame: { sopInstanceUID: asUid('1.2.3'), frameNumber: 1 },
        shape: { kind: 'polygon', points },
        text: '',
      },
    ],
    origin: null,
    locked: false,
    created: stamp,
    modified: stamp,
  };
}

export const named = (name: string): Finding => ({
  ...numberedFinding(0, 3),
  trackingUID: asUid(`2.25.${BigInt(`0x${Buffer.from(name).toString('hex')}`)}`),
  trackingIdentifier: name,
  regions: [],
});

export const documentWith = (findings: readonly Finding[], revision: number, by = 'A. Reader'): string =>
  serializeWorkingCopy(
    toWorkingCopy({ ...emptyState(STUDY), findings }, revision, { by, at: new Date().toISOString() }),
  );

export const numbered = (number: number, revision = number, corners = 200): string =>
  documentWith([numberedFinding(number, corners)], revision);

/** The number of a whole document; throws when it is anything else. */
export function numberOf(text: string): number {
  const parsed = parseWorkingCopy(text, 'The document');
  if (!parsed.ok) throw new Error(parsed.error.message);
  const [finding] = parsed.value.findings;
  const number = Number(finding?.note.replace('change ', ''));
  const corners = finding?.regions[0]?.shape;
  const whole = numberedFinding(number, corners?.kind === 'polygon' ? corners.points.length : 0);
  if (JSON.stringify(finding) !== JSON.stringify(whole)) throw new Error('A mixture of two states.');
  return number;
}

export const namesIn = (text: string): readonly string[] => {
  const parsed = parseWorkingCopy(text, 'The document');
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value.findings.map((finding) => finding.trackingIdentifier);
};
