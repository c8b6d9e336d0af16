import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { VoiWindow } from '../../../annotations/image/voi.ts';
import { windowFor } from '../../../renderer/session/findings.ts';

const finding = (part: Partial<Finding>): Finding =>
  ({ site: null, descriptors: {}, regions: [], ...part }) as unknown as Finding;
const linear = (widthHu: number, centerHu: number): VoiWindow => ({ function: 'LINEAR', centerHu, widthHu });

describe('the window for a finding', () => {
  it('leaves a window that shows soft tissue as the reader has it', () => {
    expect(windowFor(finding({}), linear(400, 40))).toBeNull();
    expect(windowFor(finding({}), linear(150, 90))).toBeNull();
  });

  it('takes the abdomen’s in place of lung or bone', () => {
    expect(windowFor(finding({}), linear(1500, -600))).toMatchObject({ widthHu: 400, centerHu: 40 });
    expect(windowFor(finding({}), linear(2500, 480))).toMatchObject({ widthHu: 400, centerHu: 40 });
  });

  it('takes the mediastinum’s in the chest, and the one for fat where fat is', () => {
    expect(windowFor(finding({ site: 'paracostal' }), null)).toMatchObject({ widthHu: 350, centerHu: 50 });
    const fatty = finding({ descriptors: { fat: { value: 'present', source: { kind: 'reader' } } } });
    expect(windowFor(fatty, null)).toMatchObject({ widthHu: 400, centerHu: -50 });
  });
});
