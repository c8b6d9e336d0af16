import { describe, expect, it } from 'vitest';
import { oneLine, printable } from '../../annotations/printable.ts';
import { patientName, seriesTitle, studyTitle } from '../../renderer/panels/words.ts';

const TURNING = [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069];

describe('text from files that is shown', () => {
  it('loses each character that embeds, overrides or isolates a direction, and nothing beside it', () => {
    for (const code of TURNING) expect(printable(`a${String.fromCodePoint(code)}b`)).toBe('ab');
    expect(printable('\u202eenaJ ,eoD\u202c 1')).toBe('enaJ ,eoD 1');
  });

  it('loses control characters; breaks become spaces where it is one line', () => {
    expect(printable('a\u001b[31m\u0000b\nc\td')).toBe('a[31mb\nc\td');
    expect(oneLine('a\r\nb\u2028c\td')).toBe('a b c d');
  });

  it('is untouched in any script, with marks of direction and joiners', () => {
    for (const name of [
      'محمد، علي',
      'דוד \u200fכהן',
      'می\u200cخواهم',
      '山田^太郎',
      'Müller-Żak',
      '👩\u200d⚕️',
    ])
      expect(oneLine(name)).toBe(name);
  });

  it('reads in the window as it was spelt', () => {
    const evil = '\u202eenaJ';
    expect(patientName({ name: evil } as never)).toBe('enaJ');
    expect(studyTitle({ description: evil } as never)).toBe('enaJ');
    expect(seriesTitle({ description: evil } as never)).toBe('enaJ');
    expect(patientName({ name: '\u202e' } as never)).toBe('No name');
  });
});
