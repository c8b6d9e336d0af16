/**
 * Any DICOM object to a data set of keywords, with the reader's own parser: character sets of every item honoured,
 * nesting and lengths bounded. Bulk data (pixels, private and unknown elements) is left out.
 */
import type { Dataset } from '../../annotations/codecs/sr/content-item.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import type { DataSet } from '../reader/scan/data-set.ts';
import { parsePart10 } from '../reader/scan/part10.ts';
import { dictionaryEntry } from './dictionary.ts';

/** Items of an item of an item…: deeper than any real object. */
const MAX_DEPTH = 32;

const TEXT_VRS = new Set(['LO', 'SH', 'ST', 'LT', 'UT', 'UC']);
const ASCII_LIST_VRS = new Set(['CS', 'UI', 'DA', 'TM', 'DT', 'AS', 'AE', 'UR']);
/** Texts in which a backslash is a character, not a separator (PS3.5 6.4). */
const SINGLE_TEXT_VRS = new Set(['ST', 'LT', 'UT']);

/** `name` is what the message calls the file. Never throws. */
export function readDataset(
  bytes: Uint8Array,
  name: string,
): Result<Dataset, Failure<'not-dicom' | 'damaged'>> {
  const parsed = parsePart10(bytes, true, null);
  if (parsed.kind === 'not-dicom') return err(failure('not-dicom', `${name} is not a DICOM object.`));
  if (parsed.kind === 'need-more')
    return err(failure('damaged', `${name} cannot be read: it ends too early.`));
  if (parsed.kind !== 'data-set')
    return err(failure('damaged', `${name} cannot be read: ${parsed.message}.`));
  return ok(toKeywords(parsed.dataSet, 0));
}

function toKeywords(data: DataSet, depth: number): Dataset {
  const result: Dataset = {};
  for (const [tag, element] of data.elements) {
    const known = dictionaryEntry(tag);
    if (known === null) continue;
    const vr = element.vr && element.vr !== 'UN' ? element.vr : known.vr;
    if (vr === 'SQ') {
      if (depth < MAX_DEPTH)
        result[known.keyword] = data.items(tag).map((item) => toKeywords(item, depth + 1));
      continue;
    }
    const value = elementValue(data, tag, vr);
    if (value !== undefined) result[known.keyword] = value;
  }
  return result;
}

/** One value alone, several as a list; undefined for bulk data. */
function elementValue(data: DataSet, tag: number, vr: string): unknown {
  if (vr === 'PN') return single(data.name(tag).split('\\'));
  if (SINGLE_TEXT_VRS.has(vr)) return data.text(tag);
  if (TEXT_VRS.has(vr)) return single(data.text(tag).split('\\'));
  if (ASCII_LIST_VRS.has(vr)) return single(data.strings(tag));
  switch (vr) {
    case 'DS':
    case 'IS':
      return single(data.strings(tag).map(Number));
    // By the type that the tag has: in implicit VR, and as UN, the element does not say it.
    case 'FL':
      return single(data.floats(tag));
    case 'FD':
      return single(data.doubles(tag));
    case 'US':
    case 'SS':
      return single(data.shorts(tag, vr === 'SS'));
    case 'UL':
      return single(data.longs(tag));
    case 'OB':
      return tag === ENCAPSULATED_DOCUMENT ? data.raw(tag) : undefined;
    default:
      return undefined;
  }
}

const ENCAPSULATED_DOCUMENT = 0x00420011;

const single = <T>(values: readonly T[]): unknown =>
  values.length === 1 ? values[0] : values.length === 0 ? '' : values;
