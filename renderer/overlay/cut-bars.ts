/**
 * The bars of findings in a cut under the pointer, and where their words go. Canvas coordinates (CSS px). Pure; what
 * the bars are is `annotations/scene/cut-bars.ts`.
 */
import type { CanvasPoint } from '../../annotations/image/plane.ts';
import type { Bar, BarGroup } from '../../annotations/scene/cut-bars.ts';
import { distanceToSegment } from './segment-distance.ts';

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
