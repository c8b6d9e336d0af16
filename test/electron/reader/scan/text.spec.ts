import { describe, expect, it } from 'vitest';
import { textCodec } from '../../../../electron/reader/scan/character-sets.ts';
import {
  readableAge,
  readableDate,
  readableName,
  readableTime,
  secondsOfDay,
} from '../../../../electron/reader/scan/readable.ts';

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)),
  );
const ESC = '\u001b';

/** Names as PS3.5 annexes H, I, J, K and PS3.3 C.12.1.1.2 write them, byte by byte. */
describe('character sets', () => {
  it.each([
    [
      'H.3.1',
      ['', 'ISO 2022 IR 87'],
      bytes(
        `Yamada^Tarou=${ESC}$B;3ED${ESC}(B^${ESC}$BB@O:${ESC}(B=${ESC}$B$d$^$@${ESC}(B^${ESC}$B$?$m$&${ESC}(B`,
      ),
      'Yamada^Tarou=山田^太郎=やまだ^たろう',
    ],
    [
      'H.3.2',
      ['ISO 2022 IR 13', 'ISO 2022 IR 87'],
      bytes(
        [0xd4, 0xcf, 0xc0, 0xde],
        '^',
        [0xc0, 0xdb, 0xb3],
        `=${ESC}$B;3ED${ESC}(J^${ESC}$BB@O:${ESC}(J=${ESC}$B$d$^$@${ESC}(J^${ESC}$B$?$m$&${ESC}(J`,
      ),
      'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう',
    ],
    [
      'I.2',
      ['', 'ISO 2022 IR 149'],
      bytes(
        `Hong^Gildong=${ESC}$)C`,
        [0xfb, 0xf3],
        `^${ESC}$)C`,
        [0xd1, 0xce, 0xd4, 0xd7],
        `=${ESC}$)C`,
        [0xc8, 0xab],
        `^${ESC}$)C`,
        [0xb1, 0xe6, 0xb5, 0xbf],
      ),
      'Hong^Gildong=洪^吉洞=홍^길동',
    ],
    ['J.1', ['ISO_IR 192'], Buffer.from('Wang^XiaoDong=王^小東='), 'Wang^XiaoDong=王^小東='],
    [
      'J.2',
      ['GB18030'],
      bytes('Wang^XiaoDong=', [0xcd, 0xf5], '^', [0xd0, 0xa1, 0xb6, 0xab]),
      'Wang^XiaoDong=王^小东',
    ],
    [
      'K.2',
      ['', 'ISO 2022 IR 58'],
      bytes(`Zhang^XiaoDong=${ESC}$)A`, [0xd5, 0xc5], `^${ESC}$)A`, [0xd0, 0xa1, 0xb6, 0xab], '='),
      'Zhang^XiaoDong=张^小东=',
    ],
    ['Latin 1', ['ISO_IR 100'], bytes('Buc^J', [0xe9], 'r', [0xf4], 'me'), 'Buc^Jérôme'],
    ['Latin 2', ['ISO_IR 101'], bytes('Wa', [0xb3, 0xea], 'sa'), 'Wałęsa'],
    ['Latin 3', ['ISO_IR 109'], bytes([0xa1]), 'Ħ'],
    ['Latin 4', ['ISO_IR 110'], bytes([0xa2]), 'ĸ'],
    ['Latin 5', ['ISO_IR 148'], bytes([0xdd, 0xfe]), 'İş'],
    ['Latin 9', ['ISO_IR 203'], bytes([0xa4]), '€'],
    ['Cyrillic', ['ISO_IR 144'], bytes([0xbb, 0xee, 0xda], 'ce', [0xdc, 0xd1], 'yp', [0xd3]), 'Люкceмбypг'],
    ['Arabic', ['ISO_IR 127'], bytes([0xe2, 0xc8, 0xc7, 0xe6, 0xea]), 'قباني'],
    ['Greek', ['ISO_IR 126'], bytes([0xc4, 0xe9, 0xef, 0xed, 0xf5, 0xf3, 0xe9, 0xef, 0xf2]), 'Διονυσιος'],
    ['Hebrew', ['ISO_IR 138'], bytes([0xf9, 0xf8, 0xe5, 0xef]), 'שרון'],
    ['Thai', ['ISO_IR 166'], bytes([0xa1, 0xd2]), 'กา'],
    ['Katakana alone', ['ISO_IR 13'], bytes([0xd4, 0xcf, 0xc0, 0xde]), 'ﾔﾏﾀﾞ'],
    ['GBK', ['GBK'], bytes([0xcd, 0xf5]), '王'],
    [
      'Latin 2 by escape',
      ['ISO 2022 IR 6', 'ISO 2022 IR 101'],
      bytes(`${ESC}-B`, [0xb3], `=${ESC}-B`, [0xea]),
      'ł=ę',
    ],
    ['JIS X 0212', ['', 'ISO 2022 IR 159'], bytes(`${ESC}$(D`, [0x30, 0x21], `${ESC}(B`), '丂'],
    ['nothing declared, UTF-8', [], Buffer.from('Jérôme'), 'Jérôme'],
    ['nothing declared, Latin', [], bytes('J', [0xe9], 'r'), 'Jér'],
    ['an unknown term', ['KLINGON'], bytes('J', [0xe9], 'r'), 'Jér'],
    ['a careless term', ['ISO-IR 101'], bytes([0xb3]), 'ł'],
  ] as const)('reads %s', (_name, terms, value, expected) => {
    expect(textCodec(terms).decode(value, '^=\\')).toBe(expected);
  });

  it('goes back to the first set at a delimiter', () => {
    const text = textCodec(['ISO_IR 100', 'ISO 2022 IR 144']).decode(
      bytes(`${ESC}-L`, [0xbb], '^', [0xe9]),
      '^=',
    );
    expect(text).toBe('Л^é');
  });

  it('does not take a byte of a double-byte character for a delimiter', () => {
    // 0x5C, 0x5E and 0x3D are second bytes in JIS X 0208.
    const text = textCodec(['', 'ISO 2022 IR 87']).decode(bytes(`${ESC}$B0\\0^0=${ESC}(B`), '^=\\');
    expect([...text]).toHaveLength(3);
    expect(text).not.toMatch(/[\\^=]/);
  });

  it.each([[`${ESC}$`], [ESC], [`${ESC}$B0`], [`${ESC}(X\u00e9`]])('survives broken escapes', (text) => {
    expect(typeof textCodec(['', 'ISO 2022 IR 87']).decode(bytes(text), '^=')).toBe('string');
  });
});

describe('values for people', () => {
  it.each([
    ['Doe^John^Adam^Dr.^MD', 'Doe, John Adam, Dr., MD'],
    ['Doe', 'Doe'],
    ['^^^^', ''],
    ['Yamada^Tarou=山田^太郎=やまだ^たろう', 'Yamada, Tarou (山田 太郎, やまだ たろう)'],
    ['=山田^太郎', '山田 太郎'],
  ])('name %s', (value, expected) => expect(readableName(value)).toBe(expected));

  it.each([
    ['20240229', '2024-02-29'],
    ['2024.02.29', '2024-02-29'],
    ['20230229', '20230229'],
    ['19000229', '19000229'],
    ['20000229', '2000-02-29'],
    ['20209999', '20209999'],
    ['2020.13.01', '2020.13.01'],
    ['20200100', '20200100'],
    ['unknown', 'unknown'],
    ['', ''],
  ])('date %s', (value, expected) => expect(readableDate(value)).toBe(expected));

  it.each([
    ['101112.500', '10:11:12'],
    ['1011', '10:11'],
    ['10:11:12', '10:11:12'],
    ['235960', '23:59:60'],
    ['256199', '256199'],
    ['x', 'x'],
  ])('time %s', (value, expected) => expect(readableTime(value)).toBe(expected));

  it.each([
    ['063Y', '63 years'],
    ['001M', '1 month'],
    ['010D', '10 days'],
    ['63', '63'],
  ])('age %s', (value, expected) => expect(readableAge(value)).toBe(expected));

  it('counts seconds of the day from times and date-times', () => {
    expect(secondsOfDay('101112.5')).toBe(36672.5);
    expect(secondsOfDay('20240229101112.5+0100')).toBe(36672.5);
    expect(secondsOfDay('x')).toBeNull();
    expect(secondsOfDay('256199')).toBeNull();
    expect(secondsOfDay(null)).toBeNull();
  });
});
