/** The frames that a sequence of referenced images names (PS3.3 10.3): all frames listed, the first where none is. */
import type { FrameRef } from '../image/hierarchy.ts';
import { frameRef } from './imported-findings.ts';
import type { Dataset } from './sr/content-item.ts';
import { datasets, numbersOf, textOf } from './sr/content-node.ts';

/**
 * The images of the one series that an object as a whole refers to, for marks that name none themselves; an empty
 * list where it refers to several series, since then nothing tells which is meant.
 */
export const framesOfOnlySeries = (series: readonly Dataset[], images: string): readonly FrameRef[] =>
  series.length === 1 ? framesNamedIn(series[0]?.[images]) : [];

/** `sequence`: the value of an element such as ReferencedImageSequence. */
export const framesNamedIn = (sequence: Dataset[string]): readonly FrameRef[] =>
  datasets(sequence).flatMap((item) => {
    const uid = textOf(item.ReferencedSOPInstanceUID);
    const numbers = numbersOf(item.ReferencedFrameNumber);
    return uid === '' ? [] : (numbers.length === 0 ? [1] : numbers).map((number) => frameRef(uid, number));
  });
