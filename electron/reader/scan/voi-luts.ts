/** VOI lookup tables from a header (PS3.3 C.11.2.1.1), and the pool in which frames share them. */
import { createHash } from 'node:crypto';
import type { Frame, Rescale } from '../../../annotations/image/hierarchy.ts';
import { sameVoi } from '../../../annotations/image/voi.ts';
import type { VoiLut } from '../../../annotations/image/voi-lut.ts';
import type { DataSet } from './data-set.ts';
import type { FrameHeader } from './header.ts';
import { descriptor } from './lookup-tables.ts';
import { T } from './tags.ts';

/** More than any maker gives; product choice. */
const MAX_TABLES = 32;

export type VoiInput = {
  readonly pixelsSigned: boolean;
  readonly bitsStored: number;
  readonly rescale: Rescale;
  /** The input comes from a Modality LUT, whose output is unsigned. */
  readonly fromModalityLut: boolean;
};

/** The tables of a frame, from the data set that speaks of them. */
export type VoiLutReader = (dataSet: DataSet, rescale: Rescale) => readonly VoiLut[];

/** Reads what frames share once; says in `notices` when a table is left out. `input` null: nothing is read. */
export function voiLutReader(input: Omit<VoiInput, 'rescale'> | null, notices: string[]): VoiLutReader {
  const done = new Map<DataSet, Map<boolean, readonly VoiLut[]>>();
  return (dataSet, rescale) => {
    if (input === null || !dataSet.has(T.VOILUTSequence)) return NONE;
    const negative = mayBeNegative({ ...input, rescale });
    const known = done.get(dataSet)?.get(negative);
    if (known !== undefined) return known;
    const items = dataSet.items(T.VOILUTSequence).slice(0, MAX_TABLES);
    const luts = items.map((item) => voiLut(item, negative)).filter((lut) => lut !== null);
    if (luts.length < Math.max(1, items.length)) {
      notices.push('The file holds a VOI lookup table that is damaged; it is not offered.');
    }
    const before = done.get(dataSet) ?? new Map<boolean, readonly VoiLut[]>();
    done.set(dataSet, before.set(negative, luts));
    return luts;
  };
}

const NONE: readonly VoiLut[] = [];

/** Whether the modality transform can yield negative values: then the first mapped value is signed. */
function mayBeNegative({ pixelsSigned, bitsStored, rescale, fromModalityLut }: VoiInput): boolean {
  if (fromModalityLut) return false;
  const low = pixelsSigned ? -(2 ** (bitsStored - 1)) : 0;
  const high = pixelsSigned ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  return Math.min(rescale.slope * low, rescale.slope * high) + rescale.intercept < 0;
}

function voiLut(item: DataSet, negative: boolean): VoiLut | null {
  // Writers say US where they mean SS, so what can be put in decides unless the file says SS.
  const signed = negative || item.elements.get(T.LUTDescriptor)?.vr === 'SS';
  const head = descriptor(item, T.LUTDescriptor, signed);
  if (head === null || head.bits < 8 || head.bits > 16) return null;
  const raw = item.raw(T.LUTData);
  if (raw === null) return null;
  // Eight-bit tables may be packed two to a word.
  const packed = head.bits <= 8 && raw.length < 2 * head.entries;
  const values = packed ? raw : item.shorts(T.LUTData, false);
  if (values.length < head.entries) return null;
  return {
    function: 'TABLE',
    explanation: item.text(T.LUTExplanation),
    firstMapped: head.firstMapped,
    values: Uint16Array.from(values.slice(0, head.entries)),
    bits: head.bits,
  };
}

/** Slices of a series mostly bring the same tables: one object each, which then crosses to other processes once. */
export class VoiLutPool {
  readonly #known = new Map<string, VoiLut>();

  shared(frames: readonly FrameHeader[]): readonly FrameHeader[] {
    if (frames.every(({ frame }) => frame.voiLuts.length === 0)) return frames;
    return frames.map((header) => ({ ...header, frame: this.#sharing(header.frame) }));
  }

  #sharing(frame: Frame): Frame {
    return { ...frame, voiLuts: frame.voiLuts.map((lut) => this.#one(lut)) };
  }

  #one(lut: VoiLut): VoiLut {
    const { explanation, firstMapped, bits, values } = lut;
    const digest = createHash('sha1').update(values).digest('base64');
    const key = `${firstMapped} ${bits} ${digest} ${explanation}`;
    const known = this.#known.get(key);
    if (known !== undefined && sameVoi(known, lut)) return known;
    this.#known.set(key, lut);
    return lut;
  }
}
