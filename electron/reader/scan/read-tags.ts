/**
 * All data elements of a file for the tag browser: nested, private ones under their creator's name, values cut to
 * what a row can show. Values are text for reading and nothing else.
 */
import type { TagRow } from '../../contract.ts';
import { readRange, sourceStat } from '../bytes/source-bytes.ts';
import { ZipError } from '../bytes/zip-archive.ts';
import type { DataSet } from './data-set.ts';
import { type Element, PIXEL_DATA, tagName } from './elements.ts';
import { FIRST_READ_BYTES } from './header.ts';
import { parsePart10 } from './part10.ts';
import { systemReason } from './read-header.ts';
import { readableName } from './readable.ts';

/** Rows, or the sentence why there are none. */
export type TagList = { readonly rows: readonly TagRow[]; readonly message: string | null };

type Dictionary = (tag: number) => { readonly keyword: string; readonly vr: string } | null;

const MAX_TEXT = 256;
const MAX_NUMBERS = 16;
const MAX_DEPTH = 16;
const MAX_ITEMS = 500;
const MAX_BYTES = 2 ** 28;

export async function readTags(file: string, zipEntries: readonly string[]): Promise<TagList> {
  // The dictionary is large: it is loaded when somebody looks, not when the reader starts.
  const { dictionaryEntry } = await import('../../exchange/dictionary.ts');
  try {
    const { size } = await sourceStat(file, zipEntries);
    let length = Math.min(size, FIRST_READ_BYTES);
    for (;;) {
      const bytes = await readRange(file, zipEntries, 0, length);
      const complete = bytes.length >= size;
      const parsed = parsePart10(bytes, complete, null);
      switch (parsed.kind) {
        case 'data-set': {
          const meta = parsed.meta === undefined ? [] : rowsOf(parsed.meta, dictionaryEntry, 0);
          return { rows: [...meta, ...rowsOf(parsed.dataSet, dictionaryEntry, 0)], message: null };
        }
        case 'need-more':
          if (complete || length >= MAX_BYTES) return none('The file is cut off within its header.');
          length = Math.min(size, Math.max(parsed.bytes, 2 * length), MAX_BYTES);
          break;
        case 'not-dicom':
          return none('The file is not DICOM any more.');
        default:
          return none(`The elements cannot be listed: ${parsed.message}.`);
      }
    }
  } catch (error) {
    if (error instanceof ZipError) return none(`The file cannot be read from the zip: ${error.message}.`);
    return none(systemReason(error));
  }
}

const none = (message: string): TagList => ({ rows: [], message });

function rowsOf(dataSet: DataSet, dictionary: Dictionary, depth: number): TagRow[] {
  return [...dataSet.elements]
    .sort(([a], [b]) => a - b)
    .map(([tag, element]) => rowOf(dataSet, tag, element, dictionary, depth));
}

function rowOf(
  dataSet: DataSet,
  tag: number,
  element: Element,
  dictionary: Dictionary,
  depth: number,
): TagRow {
  const entry = dictionary(tag);
  const vr = element.vr || fileVr(entry?.vr);
  const keyword = entry?.keyword ?? unlistedKeyword(dataSet, tag);
  const row = { tag: tagName(tag), vr, keyword };
  if (tag === PIXEL_DATA) {
    return { ...row, value: element.undefinedLength ? 'compressed pixels' : bytesText(element.length) };
  }
  if (vr === 'SQ' || (vr === 'UN' && (element.undefinedLength || beginsWithItem(dataSet, element)))) {
    const items = dataSet.items(tag);
    const value = items.length === 1 ? '1 item' : `${items.length} items`;
    if (depth >= MAX_DEPTH) return { ...row, value: `${value}, nested too deep to be shown` };
    const shown = items.slice(0, MAX_ITEMS).map((item) => rowsOf(item, dictionary, depth + 1));
    return {
      ...row,
      value: items.length > MAX_ITEMS ? `${value}, the first ${MAX_ITEMS} shown` : value,
      children: shown,
    };
  }
  return { ...row, value: valueText(dataSet, tag, element, vr) };
}

/** The dictionary writes "ox" where OB or OW may stand, and "xs" for US or SS. */
function fileVr(vr: string | undefined): string {
  if (vr === undefined) return 'UN';
  return vr === 'ox' ? 'OW' : vr === 'xs' ? 'US' : vr;
}

/** Private elements carry the name of who reserved their block (PS3.5 7.8.1). */
function unlistedKeyword(dataSet: DataSet, tag: number): string {
  const group = tag >>> 16;
  const number = tag & 0xffff;
  if (number === 0) return 'GroupLength';
  if (group % 2 === 0) return '';
  if (number < 0x100) return 'PrivateCreator';
  const creator = dataSet.text(((group << 16) | (number >> 8)) >>> 0);
  return creator === '' ? 'private' : `private: ${creator}`;
}

function beginsWithItem(dataSet: DataSet, element: Element): boolean {
  const { bytes } = dataSet;
  const at = element.offset;
  return (
    element.length >= 8 &&
    bytes[at] === 0xfe &&
    bytes[at + 1] === 0xff &&
    bytes[at + 2] === 0x00 &&
    bytes[at + 3] === 0xe0
  );
}

function valueText(dataSet: DataSet, tag: number, element: Element, vr: string): string {
  if (element.length === 0) return '';
  switch (vr) {
    case 'PN':
      return cut(dataSet.name(tag).split('\\').map(readableName).join(' \\ '));
    case 'LO':
    case 'LT':
    case 'SH':
    case 'ST':
    case 'UC':
    case 'UT':
      return cut(dataSet.text(tag));
    case 'US':
      return numbers(dataSet.shorts(tag, false));
    case 'SS':
      return numbers(dataSet.shorts(tag, true));
    case 'UL':
      return numbers(dataSet.longs(tag));
    case 'SL':
      return numbers(dataSet.longs(tag).map((value) => value | 0));
    case 'FL':
    case 'FD':
      return numbers(vr === 'FD' ? dataSet.doubles(tag) : dataSet.floats(tag));
    case 'UV':
      return numbers(dataSet.bigs(tag));
    case 'AT':
      return cut(attributeTags(dataSet.shorts(tag, false)));
    case 'OB':
    case 'OD':
    case 'OF':
    case 'OL':
    case 'OV':
    case 'OW':
    case 'SV':
      return bytesText(element.length);
    case 'UN':
      return unknownText(dataSet, tag, element);
    default:
      return cut(dataSet.string(tag) ?? '');
  }
}

const attributeTags = (shorts: readonly number[]): string =>
  shorts
    .flatMap((group, i) => (i % 2 === 0 ? [tagName(((group << 16) | (shorts[i + 1] ?? 0)) >>> 0)] : []))
    .join(' \\ ');

/** Printable text is shown, anything else counted. */
function unknownText(dataSet: DataSet, tag: number, element: Element): string {
  const bytes = dataSet.raw(tag);
  if (bytes === null) return '';
  const printable = bytes.every(
    (byte, i) => (byte >= 0x20 && byte < 0x7f) || (byte === 0 && i === bytes.length - 1),
  );
  return printable ? cut(dataSet.string(tag) ?? '') : bytesText(element.length);
}

const bytesText = (length: number): string => `${length} bytes`;

const cut = (text: string): string => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);

const numbers = (values: readonly number[]): string =>
  values.length > MAX_NUMBERS
    ? `${values.slice(0, MAX_NUMBERS).join(' \\ ')} … (${values.length} values)`
    : values.join(' \\ ');
