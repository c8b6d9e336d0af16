/** Freezes the three planes on the screen into the request for one picture. */
import { frameKey } from '../../annotations/image/hierarchy.ts';
import type { SnapshotCut, SnapshotPlanes, SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import { $crosshair, $mpr } from './mpr.ts';
import { $viewports } from './panes.ts';
import { detached, type SnapshotOptions, snapshotOfViewport, visibleArea } from './snapshot.ts';

/** Null while a plane has not been decoded, or where the series is not cut. */
export function snapshotOfPlanes(options: SnapshotOptions, crosshair: boolean): SnapshotRequest | null {
  const mpr = $mpr.get();
  const [acquired, one, other] = $viewports.get();
  if (mpr.kind !== 'cut' || acquired == null || one == null || other == null) return null;
  const slice = snapshotOfViewport(acquired, options);
  const cuts = [cutOf(one, mpr.sides[1], options), cutOf(other, mpr.sides[2], options)] as const;
  const [first, second] = cuts;
  if (slice === null || first === null || second === null) return null;
  const planes: SnapshotPlanes = {
    side: mpr.sides[0],
    cuts: [first, second],
    crosshair: crosshair ? $crosshair.get() : null,
    slices: slicesWithMarks(slice, mpr.source.stack.frames),
    apartMm: mpr.source.stack.sliceSpacingMm ?? 0,
  };
  return { ...slice, planes };
}

function cutOf(
  viewport: ImageViewport,
  side: SnapshotCut['side'],
  { visiblePart }: SnapshotOptions,
): SnapshotCut | null {
  const { frame, framePixels, presentation } = viewport;
  if (frame === null || framePixels === null) return null;
  return {
    side,
    frame,
    pixels: detached(framePixels),
    turn: presentation.turn,
    area: visiblePart ? visibleArea(viewport) : null,
  };
}

/** A stack has hundreds of slices, its findings lie on a few. */
function slicesWithMarks(
  { findings, references = [] }: SnapshotRequest,
  frames: readonly SnapshotRequest['frame'][],
): SnapshotPlanes['slices'] {
  const regions = [
    ...findings.flatMap((finding) => finding.regions),
    ...references.map((reference) => reference.region),
  ];
  const marked = new Set(regions.map(({ frame }) => frameKey(frame)));
  return frames.flatMap(({ ref, plane }, index) =>
    plane !== null && marked.has(frameKey(ref)) ? [{ ref, index, plane }] : [],
  );
}
