import { describe, expect, it } from 'vitest';
import { counted, joined, levelsText, plural, savedTime, voiText } from '../../../renderer/panels/words.ts';

describe('words of the window', () => {
  it('writes windows as width and level, with a true minus', () => {
    expect(voiText({ function: 'LINEAR', centerHu: -600, widthHu: 1500 })).toBe('1500 / −600');
  });

  it('writes one level once, and a range as a range', () => {
    expect(levelsText(['T10', 'T10'])).toBe('T10');
    expect(levelsText(['T10', 'L1'])).toBe('T10–L1');
    expect(levelsText(null)).toBe('');
  });

  it('leaves out what is not known', () => {
    expect(joined(['left', null, '', false, 'T10'])).toBe('left · T10');
  });

  it('counts in words', () => {
    expect(plural(1, 'file')).toBe('1 file');
    expect(counted(1_234_567)).toBe('1\u202f234\u202f567');
    expect(plural(12_345, 'file')).toBe('12\u202f345 files');
  });

  it('says the time of today, and the day of another', () => {
    expect(savedTime(new Date().toISOString())).toMatch(/^\d\d:\d\d$/);
    expect(savedTime('2025-03-03T12:00:00.000Z')).toBe('2025-03-03');
  });
});
