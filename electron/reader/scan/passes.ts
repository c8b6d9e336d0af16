/**
 * Several passes over the same part of the body in one series (phases, energies, echoes, repeats) made into one pass
 * each, since a stack with two frames at a place, or with the slices of two phases in turn, is no volume. Pure: takes
 * frames with their marks, gives groups.
 */
import type { FrameHeader } from './header.ts';
import { passesByTime } from './passes-by-time.ts';
import { byPlace, hasDoubles } from './same-place.ts';

export type Pass = {
  readonly label: string;
  /** What the passes have in common, in words; '' for an only pass. */
  readonly over: string;
  /** Whether the passes may be phases of contrast: energies, echoes and heart phases of one injection are not. */
  readonly phases: boolean;
  readonly frames: readonly FrameHeader[];
};

const SAME_POSITIONS = 'over the same positions';
const SAME_STRETCH = 'over the same stretch, at positions in between';
/** Table moves of one acquisition that overlap at their ends are no phases. */
const PARTLY = 'partly ';
/** Less than this share in common is an overlap at the ends; product choice. */
const COMMON_SHARE = 0.5;

/** Marks of passes that share the phase of contrast. */
const ONE_PHASE: ReadonlySet<string> = new Set(['trigger time', 'echo time', 'image type', 'unit']);

type Mark = readonly [words: string, value: (frame: FrameHeader) => string | number | null];

/** What tells passes apart whose slices lie between each other; nothing else is as plain. */
const PASS_MARKS: readonly Mark[] = [
  ['acquisition', ({ marks }) => marks.acquisitionNumber],
  ['time point', ({ marks }) => marks.temporalPosition],
  ['contrast', ({ marks }) => marks.contrastAgent],
];

/** What may tell passes over the same positions apart, the most telling first, with the words for it. */
const MARKS: readonly Mark[] = [
  ['acquisition', ({ marks }) => marks.acquisitionNumber],
  ['time point', ({ marks }) => marks.temporalPosition],
  ['trigger time', ({ marks }) => marks.triggerTimeMs],
  ['echo time', ({ marks }) => marks.echoTimeMs],
  ['contrast', ({ marks }) => marks.contrastAgent],
  ['image type', ({ marks }) => marks.imageType],
  ['unit', ({ frame }) => frame.rescale.type],
  // Multi-frame images over the same positions: each is a pass.
  ['image', ({ frame }) => `${frame.instanceNumber ?? ''} ${frame.ref.sopInstanceUID}`],
];

/**
 * One pass when nothing is doubled and nothing in turn, or when nothing tells the doubles apart. Frames without a
 * place are left alone.
 */
export function splitPasses(frames: readonly FrameHeader[]): readonly Pass[] {
  const places = byPlace(frames);
  if (places === null) return onePass(frames);
  const most = Math.max(...places.map((place) => place.length));
  if (places.length === 1) return onePass(frames);
  if (most === 1) return inTurn(places.flat()) ?? onePass(frames);
  const shared = places.filter(({ length }) => length > 1).length;
  const doubled = shared < COMMON_SHARE * places.length ? PARTLY : '';
  for (const [words, markOf] of MARKS) {
    const groups = groupedBy(frames, markOf);
    const apart = [...groups.values()];
    // Marks that differ from frame to frame tell nothing.
    if (groups.size < 2 || groups.size > 2 * most || apart.every(({ length }) => length === 1)) continue;
    if (apart.every((group) => !hasDoubles(group))) return labelled(words, groups, doubled + SAME_POSITIONS);
  }
  return passesByTime(places, most).map((pass) => ({
    ...pass,
    over: SAME_POSITIONS,
    phases: pass.label !== '',
  }));
}

const onePass = (frames: readonly FrameHeader[]): readonly Pass[] => [
  { label: '', over: '', phases: false, frames },
];

function groupedBy(frames: readonly FrameHeader[], markOf: Mark[1]): Map<string, FrameHeader[]> {
  const groups = new Map<string, FrameHeader[]>();
  for (const frame of frames) {
    const value = String(markOf(frame) ?? '');
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [frame]);
    else group.push(frame);
  }
  return groups;
}

/** The parts of an image type that the others do not have, or all of it. */
function ownParts(value: string, all: readonly string[]): string {
  const isCommon = (part: string): boolean => all.every((one) => one.split('\\').includes(part));
  const own = value.split('\\').filter((part) => !isCommon(part));
  return own.length === 0 ? value : own.join('\\');
}

function shownMark(words: string, value: string, all: readonly string[]): string {
  if (words === 'image') return withoutUid(value);
  return words === 'image type' ? ownParts(value, all) : value;
}

const labelled = (words: string, groups: ReadonlyMap<string, FrameHeader[]>, over: string): readonly Pass[] =>
  [...groups.entries()]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([value, frames]) => ({
      label: `${words} ${shownMark(words, value, [...groups.keys()]) || 'not given'}`,
      over,
      phases: !ONE_PHASE.has(words) && !over.startsWith(PARTLY),
      frames,
    }));

/**
 * Passes whose slices lie between each other's, as of two phases that were reconstructed at other positions: null
 * where each mark has a stretch of its own (table moves of one volume), or marks slices one by one.
 */
function inTurn(ordered: readonly FrameHeader[]): readonly Pass[] | null {
  for (const [words, markOf] of PASS_MARKS) {
    const values = ordered.map((frame) => String(markOf(frame) ?? ''));
    const stretches = values.filter((value, i) => i === 0 || value !== values[i - 1]).length;
    const groups = groupedBy(ordered, markOf);
    if (stretches === groups.size || [...groups.values()].some(({ length }) => length === 1)) continue;
    const mixed = stretches < COMMON_SHARE * ordered.length ? PARTLY : '';
    return labelled(words, groups, mixed + SAME_STRETCH);
  }
  return null;
}

/** The UID only keeps images apart. */
const withoutUid = (value: string): string => value.replace(/ [\d.]+$/, '');
