import { describe, expect, it } from 'vitest';
import { isComparedWith, type StackOfFrame } from '../../../annotations/finding/comparisons.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region, Shape } from '../../../annotations/finding/region.ts';
import { asStackId, asUid } from '../../../annotations/ids.ts';
import type { Phase } from '../../../annotations/image/hierarchy.ts';

const ELLIPSE: Shape = { kind: 'ellipse', center: { x: 9, y: 9 }, radiusX: 4, radiusY: 4, rotation: 0 };
const POINT: Shape = { kind: 'point', point: { x: 9, y: 9 } };

const region = (image: string, shape: Shape = ELLIPSE): Region => ({
  uid: asUid('2.25.1'),
  frame: { sopInstanceUID: asUid(image), frameNumber: 1 },
  shape,
  text: '',
});
const findingOn = (...regions: Region[]) => ({ regions }) as unknown as Finding;

/** Image → its stack and phase; 1.9 is not opened. */
const STACKS: Record<string, readonly [string, Phase]> = {
  '1.1': ['thin noncontrast', 'noncontrast'],
  '1.2': ['thick noncontrast', 'noncontrast'],
  '1.3': ['portal', 'portal-venous'],
  '1.4': ['one', 'unspecified'],
  '1.5': ['other', 'unspecified'],
};
const stackOf: StackOfFrame = ({ sopInstanceUID }) => {
  const [stack, phase] = STACKS[sopInstanceUID] ?? [];
  return stack === undefined || phase === undefined ? null : { stack: asStackId(stack), phase };
};

describe('muscle that a finding is compared with', () => {
  const compared = (finding: Finding, reference: Region) => isComparedWith(finding, reference, stackOf);

  it('lies in a stack or a known phase of the finding’s marks', () => {
    expect(compared(findingOn(region('1.1')), region('1.1'))).toBe(true);
    expect(compared(findingOn(region('1.3'), region('1.2')), region('1.1'))).toBe(true);
    expect(compared(findingOn(region('1.4')), region('1.4'))).toBe(true);
  });

  it('is none of another phase, of an unknown one, of an image that is not opened, or without an area', () => {
    expect(compared(findingOn(region('1.3')), region('1.1'))).toBe(false);
    expect(compared(findingOn(region('1.5')), region('1.4'))).toBe(false);
    expect(compared(findingOn(region('1.9')), region('1.9'))).toBe(false);
    expect(compared(findingOn(region('1.1', POINT)), region('1.1'))).toBe(false);
    expect(compared(findingOn(region('1.1')), region('1.1', POINT))).toBe(false);
    expect(compared(findingOn(), region('1.1'))).toBe(false);
  });
});
