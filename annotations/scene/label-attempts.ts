/** The ways in which a label may be said, from all its words to its name alone. */
import { isEmptyLabel, type LabelBlock, type LabelWords, labelBlock } from './label-block.ts';
import type { LabelFrame, LabelRequest, Prepared } from './label-request.ts';

const SMALLER = 0.86;
/** Share of the picture that whole labels, or small ones, may take together before all become briefer. */
const ROOM_FOR_WHOLE = 0.22;
const ROOM_FOR_SMALL = 0.26;
/** Share of the picture's width that a line may take; of a narrow one a number with its unit needs more. */
const WIDEST = { usual: 0.45, narrow: 0.62 };
/** In narrower lines than this, in em, notes break into a column of single words. */
const LEAST_LINE_EM = 14;

const isNarrow = ({ widthPx, style }: LabelFrame): boolean =>
  widthPx * WIDEST.usual < style.fontPx * LEAST_LINE_EM;

export type Attempt = {
  /** Words may lie inside an outline. */
  readonly inside: boolean;
  /** Null when there is nothing to say in this way. */
  readonly block: (words: LabelWords, frame: LabelFrame) => LabelBlock | null;
};

const sized =
  (scale: number, em: number, words: (all: LabelWords) => LabelWords) =>
  (all: LabelWords, frame: LabelFrame): LabelBlock | null => {
    const said = words(all);
    if (isEmptyLabel(said)) return null;
    const fontPx = frame.style.fontPx * scale;
    return labelBlock(
      said,
      fontPx,
      Math.min(frame.widthPx * WIDEST[isNarrow(frame) ? 'narrow' : 'usual'], fontPx * em),
      frame.measureText,
    );
  };

const whole = (all: LabelWords): LabelWords => all;
/** Name and numbers; a label of words alone keeps them. */
const brief = (all: LabelWords): LabelWords =>
  all.title === '' && all.numbers.length === 0 ? all : { ...all, notes: [] };
const nameOnly = (all: LabelWords): LabelWords => ({ title: all.title, notes: [], numbers: [] });

/** From the whole label to its name alone, from the best place to a bearable one. */
export const ATTEMPTS: readonly Attempt[] = [
  { inside: false, block: sized(1, 20, whole) },
  { inside: false, block: sized(SMALLER, 20, whole) },
  { inside: false, block: sized(SMALLER, 22, brief) },
  { inside: true, block: sized(SMALLER, 22, brief) },
  { inside: false, block: sized(SMALLER, 12, nameOnly) },
  { inside: true, block: sized(SMALLER, 12, nameOnly) },
];

/** Where there is no room for a name: in the list of findings it is found by its number. */
export const NUMBER_ATTEMPTS: readonly (Pick<Attempt, 'inside'> & {
  readonly block: (request: LabelRequest, frame: LabelFrame) => LabelBlock | null;
})[] = [false, true].map((inside) => ({
  inside,
  block: ({ number }, frame) =>
    sized(SMALLER, 12, nameOnly)({ title: number ?? '', notes: [], numbers: [] }, frame),
}));

/** The first attempt without notes. */
export const BRIEF = 2;

/** Where the picture is narrow, or many labels must share it, all start briefer: better than some long ones and some lost. */
export function firstAttempt(worded: readonly Prepared[], frame: LabelFrame): number {
  const areaOf = (attempt: Attempt | undefined): number =>
    worded.reduce((sum, { request }) => {
      const block = attempt?.block(request, frame) ?? null;
      return sum + (block === null ? 0 : block.widthPx * block.heightPx);
    }, 0) /
    (frame.widthPx * frame.heightPx);
  if (isNarrow(frame)) return BRIEF;
  if (worded.length < 3 || areaOf(ATTEMPTS[0]) <= ROOM_FOR_WHOLE) return 0;
  return areaOf(ATTEMPTS[1]) <= ROOM_FOR_SMALL ? 1 : BRIEF;
}
