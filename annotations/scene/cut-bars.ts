/**
 * Findings in a cut: each region with an area is seen from its edge, as a bar at the height of its slice from where
 * its outline enters the plane to where it leaves. Output pixels, or canvas coordinates on the screen. Pure.
 */

import { cutLine, regionChords } from '../finding/plane-crossing.ts';
import { isAreaShape, type Region } from '../finding/region.ts';
import type { ImageLine } from '../finding/shape-chords.ts';
import type { RegionUID, TrackingUID } from '../ids.ts';
import { frameKey, type Stack } from '../image/hierarchy.ts';
import type { FramePlane } from '../image/plane.ts';
import type { AnnotationState } from '../store/state.ts';
import { type Affine, applyAffine } from './affine.ts';
import { findingTitle, referenceTitle } from './label-text.ts';
import type { OutputPoint } from './scene.ts';

export type Bar = {
  readonly region: RegionUID;
  readonly from: OutputPoint;
  readonly to: OutputPoint;
  /** The slices above and below are outlined, too, and so close that bars would hide the picture: only its ends show. */
  readonly open: boolean;
};

/** What belongs together: the bars of one finding, or of one reference tissue. */
export type BarGroup = {
  /** Null for reference tissue. */
  readonly finding: TrackingUID | null;
  /** As in the list of findings; null for reference tissue. */
  readonly number: number | null;
  readonly title: string;
  readonly bars: readonly Bar[];
};

/** Where slices lie, by the keys of their frames; `index` in the order of their stack. */
export type Slices = ReadonlyMap<string, { readonly index: number; readonly plane: FramePlane }>;

/** Bars closer than this are left open, on the screen (CSS px); product choice. */
export const CLOSE_PX = 7;

/** Of the stack that the cut was made of. */
export const slicesOf = (source: Stack): Slices =>
  new Map(
    source.frames.flatMap(({ ref, plane }, index) =>
      plane === null ? [] : [[frameKey(ref), { index, plane }] as const],
    ),
  );

/** Groups without a bar in this plane are left out. `apartPx` is the distance of slices in the picture. */
export function barGroups(
  { findings, references }: Pick<AnnotationState, 'findings' | 'references'>,
  slices: Slices,
  cut: FramePlane,
  transform: Affine,
  apartPx: number,
  closePx = CLOSE_PX,
): readonly BarGroup[] {
  // Many regions lie on one slice.
  const lines = new Map<FramePlane, ImageLine | null>();
  const lineOn = (slice: FramePlane): ImageLine | null => {
    const known = lines.get(slice);
    if (known !== undefined) return known;
    const line = cutLine(cut, slice);
    lines.set(slice, line);
    return line;
  };
  const barsOf = (regions: readonly Region[]): readonly Bar[] => {
    const outlined = new Set<number>();
    const found = regions.flatMap(({ uid, frame, shape }) => {
      const slice = isAreaShape(shape) ? slices.get(frameKey(frame)) : undefined;
      const line = slice === undefined ? null : lineOn(slice.plane);
      if (slice === undefined || line === null || !isAreaShape(shape)) return [];
      const chords = regionChords(cut, slice.plane, line, shape);
      if (chords.length > 0) outlined.add(slice.index);
      return chords.map(([from, to]) => ({
        index: slice.index,
        region: uid,
        from: applyAffine(transform, from),
        to: applyAffine(transform, to),
      }));
    });
    const close = apartPx < closePx;
    return found.map(({ index, ...bar }) => ({
      ...bar,
      open: close && outlined.has(index - 1) && outlined.has(index + 1),
    }));
  };
  return [
    ...findings.map((finding, index) => ({
      finding: finding.trackingUID,
      number: index + 1,
      title: findingTitle(finding),
      bars: barsOf(finding.regions),
    })),
    ...references.map((reference) => ({
      finding: null,
      number: null,
      title: referenceTitle(reference),
      bars: barsOf([reference.region]),
    })),
  ].filter(({ bars }) => bars.length > 0);
}

/** A tick across each end of a bar reaches half way to the next slice, within these parts of the font's size. */
const TICK_EM = { least: 0.19, most: 0.46 };

export const tickOf = (fontPx: number, apartPx: number): number =>
  Math.min(TICK_EM.most * fontPx, Math.max(TICK_EM.least * fontPx, apartPx / 2));

/** The strokes of a bar: the bar itself, unless it is open, and the ticks across its ends. */
export function barLines(
  { from, to, open }: Bar,
  tick: number,
): readonly (readonly [OutputPoint, OutputPoint])[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ax, ay] = [(-(to.y - from.y) / length) * tick, ((to.x - from.x) / length) * tick];
  const across = ({ x, y }: OutputPoint): readonly [OutputPoint, OutputPoint] => [
    { x: x - ax, y: y - ay },
    { x: x + ax, y: y + ay },
  ];
  return [...(open ? [] : [[from, to] as const]), across(from), across(to)];
}
