/**
 * Items of a sequence, parsed by dicom-parser. It recurses, so the nesting is checked first; and it throws on
 * damage, which here means: no items.
 */
import type { ByteArrayParser, ByteStream } from 'dicom-parser';
// By default import: the package is CommonJS, whose names Node finds under "default" alone.
import dicomParser from 'dicom-parser';
import { type Element, type ElementMap, type Encoding, nestingProblem } from './elements.ts';

/** Public functions of dicom-parser that its type file leaves out. */
type SequenceReader<T> = (stream: ByteStream, element: ParsedElement, third: T) => void;
type ParsedElement = {
  tag: string;
  vr?: string;
  length: number;
  dataOffset: number;
  hadUndefinedLength?: boolean;
  items?: { dataSet?: { elements: { [tag: string]: ParsedElement } } }[];
};
const library = dicomParser as unknown as {
  ByteStream: typeof ByteStream;
  readSequenceItemsExplicit: SequenceReader<string[]>;
  readSequenceItemsImplicit: SequenceReader<undefined>;
  littleEndianByteArrayParser: ByteArrayParser;
  bigEndianByteArrayParser: ByteArrayParser;
};

const UNDEFINED_LENGTH = 0xffffffff;

export type SequenceItem = { readonly elements: ElementMap; readonly encoding: Encoding };

/** `bytes` and `within` are those of the data set that holds the sequence. */
export function sequenceItems(
  bytes: Uint8Array,
  within: Encoding,
  tag: number,
  element: Element,
): readonly SequenceItem[] {
  if (element.items !== undefined) {
    return element.items.map((elements) => ({ elements, encoding: within }));
  }
  // UN of undefined length holds a sequence in implicit VR (PS3.5 6.2.2, note 2); of known length it may.
  const encoding: Encoding = element.vr === 'UN' ? { explicit: false, littleEndian: true } : within;
  const end = element.offset + element.length;
  if (nestingProblem(bytes, element.offset, end, encoding) !== null) return [];
  const parser = encoding.littleEndian
    ? library.littleEndianByteArrayParser
    : library.bigEndianByteArrayParser;
  const stream = new library.ByteStream(parser, bytes, element.offset);
  const parsed: ParsedElement = {
    tag: `x${tag.toString(16).padStart(8, '0')}`,
    vr: 'SQ',
    length: element.undefinedLength ? UNDEFINED_LENGTH : element.length,
    dataOffset: element.offset,
    hadUndefinedLength: element.undefinedLength,
  };
  try {
    if (encoding.explicit) library.readSequenceItemsExplicit(stream, parsed, []);
    else library.readSequenceItemsImplicit(stream, parsed, undefined);
  } catch {
    // Damaged within: what was read so far stands in `items`.
  }
  return itemMaps(parsed, bytes.length).map((elements) => ({ elements, encoding }));
}

const itemMaps = (parsed: ParsedElement, size: number): readonly ElementMap[] =>
  (parsed.items ?? []).flatMap(({ dataSet }) =>
    dataSet === undefined ? [] : [elementMap(dataSet.elements, size)],
  );

/** What is said to reach beyond the bytes is left out. */
function elementMap(parsed: { [tag: string]: ParsedElement }, size: number): ElementMap {
  const elements: ElementMap = new Map();
  for (const [name, element] of Object.entries(parsed)) {
    if (element.dataOffset + element.length > size) continue;
    elements.set(Number.parseInt(name.slice(1), 16), {
      vr: element.vr ?? '',
      offset: element.dataOffset,
      length: element.length,
      undefinedLength: element.hadUndefinedLength ?? false,
      // UN holds implicit VR, whatever is around it: such a sequence is parsed by itself when it is asked for.
      ...(element.items !== undefined && element.vr !== 'UN' ? { items: itemMaps(element, size) } : {}),
    });
  }
  return elements;
}
