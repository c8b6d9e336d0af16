import { describe, expect, it } from 'vitest';
import { draggedVoi, wheelSlices, wheelZoom } from '../../../renderer/viewport/pointer-navigation.ts';

const AS_IS = { widthReversed: false, levelReversed: false };
const ABDOMEN = { function: 'LINEAR', centerHu: 40, widthHu: 400 } as const;

describe('dragging a window', () => {
  it('widens to the right and lowers the level downwards', () => {
    expect(draggedVoi(ABDOMEN, 30, 60, AS_IS)).toEqual({ function: 'LINEAR', centerHu: -40, widthHu: 440 });
  });

  it('goes the other way round for who likes that', () => {
    expect(draggedVoi(ABDOMEN, 30, 60, { widthReversed: true, levelReversed: true })).toEqual({
      function: 'LINEAR',
      centerHu: 120,
      widthHu: 360,
    });
  });

  it('takes its step from the window: five times as far in a lung window as in one of 300', () => {
    expect(draggedVoi({ ...ABDOMEN, widthHu: 1500 }, 10, 0, AS_IS).widthHu).toBe(1550);
    expect(draggedVoi({ ...ABDOMEN, widthHu: 300 }, 10, 0, AS_IS).widthHu).toBe(310);
  });

  it('never makes a window narrower than 1', () => {
    expect(draggedVoi(ABDOMEN, -5000, 0, AS_IS).widthHu).toBe(1);
  });

  it('keeps fractions where the values themselves are small', () => {
    expect(draggedVoi({ function: 'LINEAR', centerHu: 0.5, widthHu: 3 }, 10, 0, AS_IS).widthHu).toBeCloseTo(
      3.1,
      9,
    );
  });
});

describe('the wheel', () => {
  it('moves one slice a notch, and two for two notches that come as one', () => {
    expect(wheelSlices(120, 0)).toEqual({ slices: 1, rest: 0 });
    expect(wheelSlices(-100, 0)).toEqual({ slices: -1, rest: 0 });
    expect(wheelSlices(240, 13)).toEqual({ slices: 2, rest: 0 });
  });

  it('adds up the small steps of a trackpad', () => {
    let rest = 0;
    let slices = 0;
    for (let i = 0; i < 20; i += 1) {
      const step = wheelSlices(9, rest);
      rest = step.rest;
      slices += step.slices;
    }
    expect({ slices, rest }).toEqual({ slices: 4, rest: 20 });
  });

  it('forgets the rest when the fingers turn round', () => {
    expect(wheelSlices(-5, 38)).toEqual({ slices: 0, rest: -5 });
  });

  it('zooms by a fifth a notch, and back by the same', () => {
    expect(wheelZoom(-120)).toBeCloseTo(1.2, 12);
    expect(wheelZoom(120) * wheelZoom(-120)).toBeCloseTo(1, 12);
  });
});
