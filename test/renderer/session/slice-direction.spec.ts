import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../electron/main/request-schemas.ts';
import { barEnds, sliceDirection } from '../../../renderer/session/slice-direction.ts';

/** Stacks by where their slices go as they ascend (LPS). */
const toHead = { normal: { x: 0, y: 0, z: 1 } };
const toFeet = { normal: { x: 0, y: 0, z: -1 } };
const toBack = { normal: { x: 0, y: 1, z: 0 } };
const tilted = { normal: { x: 0, y: Math.sin(0.4), z: Math.cos(0.4) } };
const unknown = { normal: null };

describe('the way in which a stack is read', () => {
  it('is that of its slices as long as nobody wants another', () => {
    for (const stack of [toHead, toFeet, toBack, tilted, unknown, null])
      expect(sliceDirection(stack, false)).toBe(1);
  });

  it('goes from the head down when a reader wants that, of axial stacks alone, tilted ones too', () => {
    expect([toHead, tilted].map((stack) => sliceDirection(stack, true))).toEqual([-1, -1]);
    // Acquired so that they ascend towards the feet: they are read from the head down as they are.
    expect([toFeet, toBack, unknown, null].map((stack) => sliceDirection(stack, true))).toEqual([1, 1, 1, 1]);
  });

  it('is told by the letters at the ends of the bar', () => {
    expect(barEnds(toHead, false)).toEqual({ top: 'F', bottom: 'H' });
    for (const stack of [toHead, toFeet, tilted])
      expect(barEnds(stack, true)).toEqual({ top: 'H', bottom: 'F' });
    expect(barEnds(toBack, true)).toEqual({ top: 'A', bottom: 'P' });
    expect(barEnds(unknown, true)).toBeNull();
  });

  it('stays as it was in settings of earlier versions, which are read as before', () => {
    const earlier = {
      userName: 'B. Reader',
      invertWindowDrag: true,
      layout: { left: 3 },
      pixelBudgetBytes: null,
    };
    expect(settingsSchema.parse(earlier)).toEqual({ ...earlier, headFirst: false });
  });
});
