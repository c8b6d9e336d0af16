/**
 * SpecificCharacterSet (0008,0005), PS3.3 C.12.1.1.2: single-byte sets, the multi-byte ones without code extensions
 * (UTF-8, GB18030, GBK), and ISO 2022 with its escape sequences. The tables come from the platform's TextDecoder;
 * what ISO 2022 needs beside them is here.
 */
import { TextDecoder } from 'node:util';

/** Defined term without "ISO 2022 " or "ISO_" → label of the WHATWG Encoding Standard. */
const LABELS: { readonly [term: string]: string } = {
  'IR 6': 'windows-1252',
  'IR 100': 'windows-1252',
  'IR 101': 'iso-8859-2',
  'IR 109': 'iso-8859-3',
  'IR 110': 'iso-8859-4',
  'IR 144': 'iso-8859-5',
  'IR 127': 'iso-8859-6',
  'IR 126': 'iso-8859-7',
  'IR 138': 'iso-8859-8',
  'IR 148': 'windows-1254',
  'IR 203': 'iso-8859-15',
  'IR 166': 'windows-874',
  'IR 13': 'shift_jis',
  'IR 192': 'utf-8',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** A coded character set that an escape sequence calls (PS3.3 tables C.12-3 and C.12-4). */
type CodedSet = { readonly label: string; readonly bytesPerCharacter: 1 | 2; readonly prefix?: number };

const ASCII: CodedSet = { label: 'windows-1252', bytesPerCharacter: 1 };

/** Escape sequence without ESC → the half of the code table that it fills, and the set. */
const ESCAPES: readonly (readonly [sequence: string, half: 'G0' | 'G1', set: CodedSet])[] = [
  ['(B', 'G0', ASCII],
  ['(J', 'G0', { label: 'shift_jis', bytesPerCharacter: 1 }],
  [')I', 'G1', { label: 'shift_jis', bytesPerCharacter: 1 }],
  ['-A', 'G1', { label: 'windows-1252', bytesPerCharacter: 1 }],
  ['-B', 'G1', { label: 'iso-8859-2', bytesPerCharacter: 1 }],
  ['-C', 'G1', { label: 'iso-8859-3', bytesPerCharacter: 1 }],
  ['-D', 'G1', { label: 'iso-8859-4', bytesPerCharacter: 1 }],
  ['-L', 'G1', { label: 'iso-8859-5', bytesPerCharacter: 1 }],
  ['-G', 'G1', { label: 'iso-8859-6', bytesPerCharacter: 1 }],
  ['-F', 'G1', { label: 'iso-8859-7', bytesPerCharacter: 1 }],
  ['-H', 'G1', { label: 'iso-8859-8', bytesPerCharacter: 1 }],
  ['-M', 'G1', { label: 'windows-1254', bytesPerCharacter: 1 }],
  ['-T', 'G1', { label: 'windows-874', bytesPerCharacter: 1 }],
  ['-b', 'G1', { label: 'iso-8859-15', bytesPerCharacter: 1 }],
  ['$B', 'G0', { label: 'euc-jp', bytesPerCharacter: 2 }],
  ['$@', 'G0', { label: 'euc-jp', bytesPerCharacter: 2 }],
  ['$(D', 'G0', { label: 'euc-jp', bytesPerCharacter: 2, prefix: 0x8f }],
  ['$)C', 'G1', { label: 'euc-kr', bytesPerCharacter: 2 }],
  ['$)A', 'G1', { label: 'gbk', bytesPerCharacter: 2 }],
];

const ESC = 0x1b;

export type TextCodec = {
  /** `delimiters`: characters after which the initial sets stand again (PS3.5 6.1.2.5.3), besides line ends. */
  decode(bytes: Uint8Array, delimiters: string): string;
};

/** Codec of a data set from the values of SpecificCharacterSet; none means ASCII, and forgives what is not. */
export function textCodec(terms: readonly string[]): TextCodec {
  const key = terms.map((term) => term.trim().toUpperCase()).join('\\');
  let codec = codecs.get(key);
  if (codec === undefined) {
    codec = makeCodec(key === '' ? [] : key.split('\\'));
    codecs.set(key, codec);
  }
  return codec;
}

const codecs = new Map<string, TextCodec>();

function makeCodec(terms: readonly string[]): TextCodec {
  const names = terms.map(shortTerm);
  const first = names[0] ?? '';
  const initial = first === '' || first === 'IR 6' ? null : (LABELS[first] ?? null);
  const extended = terms.length > 1 || (terms[0] ?? '').includes('2022');
  return {
    decode(bytes, delimiters) {
      if (isAscii(bytes)) return latin(bytes);
      if (extended && bytes.includes(ESC)) return decodeIso2022(bytes, delimiters, first);
      return initial === null ? decodeUndeclared(bytes) : decodeAs(initial, bytes, first === 'IR 13');
    },
  };
}

/** "ISO 2022 IR 87", "ISO_IR 100", "ISO-IR 100", "ISO IR 100" and "ISO8859-1" are all seen in files. */
function shortTerm(term: string): string {
  if (term === 'UTF-8' || term === 'ISO 10646') return 'IR 192';
  if (/^ISO.?8859.1$/.test(term)) return 'IR 100';
  const number = /IR\s*_?\s*(\d+)/.exec(term);
  return number === null ? term : `IR ${number[1]}`;
}

/** Bytes beyond ASCII that nobody declared: UTF-8 when they are valid UTF-8, else Western European. */
function decodeUndeclared(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeAs('windows-1252', bytes, false);
  }
}

function decodeIso2022(bytes: Uint8Array, delimiters: string, first: string): string {
  const initialG0 = first === 'IR 13' ? (ESCAPES[1]?.[2] as CodedSet) : ASCII;
  const initialG1: CodedSet = initialSet(first);
  let g0 = initialG0;
  let g1 = initialG1;
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === ESC) {
      const called = ESCAPES.find(([sequence]) => startsWith(bytes, at + 1, sequence));
      if (called === undefined) {
        at += 1;
        continue;
      }
      const [sequence, half, set] = called;
      if (half === 'G0') g0 = set;
      else g1 = set;
      at += 1 + sequence.length;
      continue;
    }
    const high = byte >= 0x80;
    const set = high ? g1 : g0;
    if (
      byte < 0x20 ||
      (set.bytesPerCharacter === 1 && !high && delimiters.includes(String.fromCharCode(byte)))
    ) {
      g0 = initialG0;
      g1 = initialG1;
      text += String.fromCharCode(byte);
      at += 1;
      continue;
    }
    let end = at;
    while (end < bytes.length && (bytes[end] as number) >= 0x80 === high && bytes[end] !== ESC) {
      const next = bytes[end] as number;
      if (next < 0x20) break;
      if (set.bytesPerCharacter === 1 && !high && delimiters.includes(String.fromCharCode(next))) break;
      end += set.bytesPerCharacter;
    }
    text += decodeRun(bytes.subarray(at, Math.min(end, bytes.length)), set);
    at = Math.min(end, bytes.length);
  }
  return text;
}

function initialSet(first: string): CodedSet {
  const label = LABELS[first] ?? 'windows-1252';
  if (first === 'IR 149') return { label: 'euc-kr', bytesPerCharacter: 2 };
  if (first === 'IR 58') return { label: 'gbk', bytesPerCharacter: 2 };
  return { label, bytesPerCharacter: 1 };
}

function decodeRun(run: Uint8Array, set: CodedSet): string {
  if (set.bytesPerCharacter === 1) return decodeAs(set.label, run, set.label === 'shift_jis');
  // The EUC forms of these sets are the same code points with the high bit set, JIS X 0212 after a prefix.
  const eight: number[] = [];
  for (let i = 0; i + 1 < run.length; i += 2) {
    if (set.prefix !== undefined) eight.push(set.prefix);
    eight.push((run[i] as number) | 0x80, (run[i + 1] as number) | 0x80);
  }
  return decodeAs(set.label, Uint8Array.from(eight), false);
}

const decoders = new Map<string, TextDecoder>();

function decodeAs(label: string, bytes: Uint8Array, jisRoman: boolean): string {
  let decoder = decoders.get(label);
  if (decoder === undefined) {
    decoder = new TextDecoder(label);
    decoders.set(label, decoder);
  }
  const text = decoder.decode(bytes);
  // ISO IR 14 (JIS X 0201 romaji) has yen and overline where ASCII has backslash and tilde.
  return jisRoman ? text.replace(/\\/g, '¥').replace(/~/g, '‾') : text;
}

function startsWith(bytes: Uint8Array, at: number, sequence: string): boolean {
  for (let i = 0; i < sequence.length; i++) if (bytes[at + i] !== sequence.charCodeAt(i)) return false;
  return true;
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80 || byte === ESC) return false;
  return true;
}

const latin = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
