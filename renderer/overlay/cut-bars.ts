/**
 * Findings in a cut: each region with an area is seen from its edge, as a bar at the height of its slice from where
 * its outline enters the plane to where it leaves. Canvas coordinates (CSS px). Pure.
 */
import { isAreaShape, type Region } from '../../annotations/finding/region.ts';
import type { ImageLine } from '../../annotations/finding/shape-chords.ts';
import type { RegionUID, TrackingUID } from '../../annotations/ids.ts';
import { frameKey, type Stack } from '../../annotations/image/hierarchy.ts';
import type { CanvasPoint, FramePlane } from '../../annotations/image/plane.ts';
import { findingTitle, referenceTitle } from '../../annotations/scene/label-text.ts';
import type { AnnotationState } from '../../annotations/store/state.ts';
import { toCanvas, type ViewTransform } from '../viewport/view-transform.ts';
import { cutLine, regionChords } from './plane-crossing.ts';
import { distanceToSegment } from './segment-distance.ts';

export type Bar = {
  readonly region: RegionUID;
  readonly from: CanvasPoint;
  readonly to: CanvasPoint;
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

/** Bars closer than this are left open (CSS px); product choice. */
const CLOSE_PX = 7;

/** Of the stack that the cut was made of. */
export const slicesOf = (source: Stack): Slices =>
  new Map(
    source.frames.flatMap(({ ref, plane }, index) =>
      plane === null ? [] : [[frameKey(ref), { index, plane }] as const],
    ),
  );

/** Groups without a bar in this plane are left out. `apartPx` is the distance of slices on the canvas. */
export function barGroups(
  { findings, references }: Pick<AnnotationState, 'findings' | 'references'>,
  slices: Slices,
  cut: FramePlane,
  transform: ViewTransform,
  apartPx: number,
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
        from: toCanvas(transform, from),
        to: toCanvas(transform, to),
      }));
    });
    const close = apartPx < CLOSE_PX;
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

/** Reach of the pointer (CSS px). */
const REACH_PX = 5;

export type BarHit = { readonly group: BarGroup; readonly bar: Bar };

/** The nearest bar under the pointer; an open one has ends only. */
export function barHit(groups: readonly BarGroup[], at: CanvasPoint): BarHit | null {
  let nearest: BarHit | null = null;
  let least = REACH_PX;
  for (const group of groups) {
    for (const bar of group.bars) {
      const away = bar.open
        ? Math.min(distanceTo(at, bar.from), distanceTo(at, bar.to))
        : distanceToSegment(at, bar.from, bar.to);
      if (away > least) continue;
      least = away;
      nearest = { group, bar };
    }
  }
  return nearest;
}

export type BarLabel = {
  readonly group: BarGroup;
  /** On the alphabetic baseline. */
  readonly at: CanvasPoint;
  readonly anchor: 'start' | 'end';
  readonly text: string;
};

const GAP_PX = 7;
const LINE_PX = 15;

/**
 * One label a group, at the end of its longest bar: to the right, or to the left where the canvas ends. Where two
 * would meet, the later goes below.
 */
export function barLabels(
  groups: readonly BarGroup[],
  textOf: (group: BarGroup) => string,
  widthOf: (text: string) => number,
  canvasWidth: number,
): readonly BarLabel[] {
  const taken: { left: number; right: number; middle: number }[] = [];
  return groups.flatMap((group): BarLabel[] => {
    const text = textOf(group);
    const bar = longest(group.bars);
    if (text === '' || bar === null) return [];
    const [left, right] = bar.from.x < bar.to.x ? [bar.from, bar.to] : [bar.to, bar.from];
    const width = widthOf(text);
    const beside = right.x + GAP_PX + width <= canvasWidth;
    const from = beside ? right.x + GAP_PX : left.x - GAP_PX - width;
    let middle = beside ? right.y : left.y;
    for (const each of taken.sort((a, b) => a.middle - b.middle)) {
      const apart = from > each.right || from + width < each.left;
      if (!apart && Math.abs(each.middle - middle) < LINE_PX) middle = each.middle + LINE_PX;
    }
    taken.push({ left: from, right: from + width, middle });
    // The middle of capitals is about a third of the size above the baseline.
    const at = { x: beside ? from : from + width, y: middle + 4.5 };
    return [{ group, at, anchor: beside ? 'start' : 'end', text }];
  });
}

const distanceTo = (a: CanvasPoint, b: CanvasPoint): number => Math.hypot(a.x - b.x, a.y - b.y);

const lengthOf = ({ from, to }: Bar): number => Math.hypot(to.x - from.x, to.y - from.y);

const longest = (bars: readonly Bar[]): Bar | null =>
  bars.reduce<Bar | null>(
    (best, bar) => (best === null || lengthOf(bar) > lengthOf(best) ? bar : best),
    null,
  );
