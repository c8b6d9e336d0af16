import { describe, expect, it } from 'vitest';
import { greyLevel, isValidVoi, sameVoi, storedVoi, type VoiWindow } from '../../../annotations/image/voi.ts';
import type { VoiLut } from '../../../annotations/image/voi-lut.ts';
import { windowWords } from '../../../annotations/scene/corner-text.ts';

const TABLE: VoiLut = {
  function: 'TABLE',
  explanation: 'FILM of Jane Doe',
  firstMapped: -10,
  values: Uint16Array.from([0, 1000, 2048, 4095]),
  bits: 12,
};
const WINDOW: VoiWindow = { function: 'LINEAR', centerHu: 40, widthHu: 400 };

describe('a VOI lookup table', () => {
  it('shows the upper eight bits of its entries, and its ends beyond them', () => {
    const shown = [-1000, -10, -9, -8, -7, 3000].map((hu) => greyLevel(TABLE, hu));
    expect(shown).toEqual([0, 0, 62, 128, 255, 255]);
  });

  it('gives values between two entries the nearest', () => {
    expect([-8.6, -8.4].map((hu) => greyLevel(TABLE, hu))).toEqual([62, 128]);
  });

  it('is mirrored when it is inverted', () => {
    expect([-10, -9, -8, -7].map((hu) => greyLevel(TABLE, hu, true))).toEqual([255, 193, 127, 0]);
  });

  it('is not shown without entries', () => {
    expect(isValidVoi(TABLE)).toBe(true);
    expect(isValidVoi({ ...TABLE, values: new Uint16Array(0) })).toBe(false);
  });

  it('comes first only where a file has no window', () => {
    expect(storedVoi({ voi: [WINDOW], voiLuts: [TABLE] })).toBe(WINDOW);
    expect(storedVoi({ voi: [], voiLuts: [TABLE] })).toBe(TABLE);
    expect(storedVoi({ voi: [], voiLuts: [] })).toBeNull();
  });

  it('is the same as its copy, and no other', () => {
    expect(sameVoi(TABLE, { ...TABLE, values: TABLE.values.slice() })).toBe(true);
    expect(sameVoi(TABLE, { ...TABLE, values: Uint16Array.from([0, 1, 2, 4095]) })).toBe(false);
    expect(sameVoi(TABLE, WINDOW)).toBe(false);
  });

  it('is named on the picture only where free text may be', () => {
    expect(windowWords(TABLE)).toBe('LUT FILM of Jane Doe');
    expect(windowWords(TABLE, 'hide')).toBe('LUT');
  });
});
