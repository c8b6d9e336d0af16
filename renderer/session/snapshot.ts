/** Freezes what is on the screen, or a finding's best slice, into requests for pictures. */
import { isComparedWith } from '../../annotations/finding/comparisons.ts';
import type { Finding } from '../../annotations/finding/finding.ts';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import { UNTURNED } from '../../annotations/image/orientation.ts';
import type { Voi, VoiWindow } from '../../annotations/image/voi.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { findingTitle } from '../../annotations/scene/label-text.ts';
import type {
  ImageArea,
  Layer,
  OutputSize,
  SnapshotContext,
  SnapshotRequest,
} from '../../annotations/scene/snapshot.ts';
import { snapshotContext } from '../../annotations/scene/snapshot-context.ts';
import { snapshotName } from '../../annotations/scene/snapshot-name.ts';
import type { ImageViewport } from '../viewport/image-viewport.ts';
import { $annotationState, phaseOf } from './annotations.ts';
import { compare } from './comparisons.ts';
import { bestRegion, windowFor } from './findings.ts';
import { overlaysAtHand, overlaysOf } from './overlay-planes.ts';
import { stackPixels } from './pixels.ts';
import { type FramePlace, framePlace } from './studies.ts';
import { $planesShown } from './view.ts';

export type SnapshotOptions = {
  readonly layers: readonly Layer[];
  /** Null for the window on the screen. */
  readonly voi: VoiWindow | null;
  readonly size: OutputSize;
  readonly format: 'png' | 'jpeg';
  readonly identity: 'hide' | 'show';
  /** The report against the pixels, in the labels and in the manifest. */
  readonly checks: boolean;
  /** Only the part of the frame that the viewport shows. */
  readonly visiblePart: boolean;
};

/** The same words as on the command line, with the phase as the reader has corrected it. */
const contextOf = ({ study, series, stack, slice }: FramePlace): SnapshotContext =>
  snapshotContext(study, series, stack, slice, phaseOf(series, $annotationState.get()).phase);

/** A frame's own values: a view would take the whole stack with it on its way to another process. */
export const detached = (pixels: FramePixels): FramePixels => ({ ...pixels, values: pixels.values.slice() });

/** The part of the frame inside the viewport, in whole pixels. */
export function visibleArea(viewport: ImageViewport): ImageArea | null {
  const { stack, transform, canvasSize } = viewport;
  if (stack === null || transform === null) return null;
  const a = viewport.canvasToImage({ x: 0, y: 0 });
  const b = viewport.canvasToImage({ x: canvasSize.width, y: canvasSize.height });
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)));
  const left = within(Math.min(a.x, b.x), stack.columns);
  const right = within(Math.max(a.x, b.x), stack.columns);
  const top = within(Math.min(a.y, b.y), stack.rows);
  const bottom = within(Math.max(a.y, b.y), stack.rows);
  return right - left < 1 || bottom - top < 1
    ? null
    : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The findings with the references that any of them is compared with. */
function withReferences(
  findings: readonly Finding[],
): Required<Pick<SnapshotRequest, 'findings' | 'references'>> {
  const state = $annotationState.get();
  if (state === null) return { findings, references: [] };
  const references = state.references.filter(({ region }) =>
    findings.some((finding) =>
      isComparedWith(finding, region, (frame) => {
        const place = framePlace(frame);
        return place === null ? null : { stack: place.stack.id, phase: phaseOf(place.series, state).phase };
      }),
    ),
  );
  return { findings, references };
}

/** As the findings panel shows them; none for a finding whose slices are still missing. */
function checksOf({ checks }: SnapshotOptions): Pick<SnapshotRequest, 'checks'> {
  const state = $annotationState.get();
  if (!checks || state === null) return {};
  return {
    checks: state.findings.map((finding) => ({
      trackingUID: finding.trackingUID,
      rows: compare(finding, state).checks,
    })),
  };
}

/** Null while the slice on the screen has not been decoded. */
export function snapshotOfViewport(
  viewport: ImageViewport,
  options: SnapshotOptions,
): SnapshotRequest | null {
  const { frame, framePixels, stack } = viewport;
  const place = frame === null ? null : framePlace(frame.ref);
  if (frame === null || framePixels === null || stack === null || place === null) return null;
  return {
    frame,
    photometric: stack.photometric,
    pixels: detached(framePixels),
    context: contextOf(place),
    voi: options.voi ?? viewport.voi,
    overlays: $planesShown.get() ? overlaysAtHand(frame) : [],
    invert: viewport.inverted,
    turn: viewport.presentation.turn,
    area: options.visiblePart ? visibleArea(viewport) : null,
    size: options.size,
    layers: options.layers,
    identity: options.identity,
    ...withReferences($annotationState.get()?.findings ?? []),
    ...checksOf(options),
    format: options.format,
  };
}

export type NamedSnapshot = { readonly request: SnapshotRequest; readonly name: string };

async function snapshotOfFinding(
  finding: Finding,
  number: number,
  screen: Voi,
  options: SnapshotOptions,
): Promise<Result<NamedSnapshot, Failure>> {
  const region = bestRegion(finding);
  const place = region === null ? null : framePlace(region.frame);
  const frame = place?.stack.frames[place.slice];
  if (place === null || frame === undefined) {
    return err(failure('no-image', `${findingTitle(finding)} has no mark on an image that is open.`));
  }
  const pixels = stackPixels(place.stack);
  pixels.want(place.slice);
  const settled = await pixels.settled(place.slice);
  if (!settled.ok) return settled;
  const context = contextOf(place);
  return ok({
    name: snapshotName({ number, name: findingTitle(finding) }, { ...options, context }),
    request: {
      frame,
      photometric: place.stack.photometric,
      pixels: detached(settled.value),
      context,
      voi: options.voi ?? windowFor(finding, screen) ?? screen,
      overlays: $planesShown.get() ? (await overlaysOf(frame)).planes : [],
      invert: false,
      turn: UNTURNED,
      area: null,
      size: options.size,
      layers: options.layers,
      identity: options.identity,
      ...withReferences([finding]),
      ...checksOf(options),
      format: options.format,
    },
  });
}

/** One picture a finding, which it shows alone, on its best slice; `problems` are sentences about those without. */
export async function snapshotsOfFindings(
  screen: Voi,
  options: SnapshotOptions,
): Promise<{ readonly snapshots: readonly NamedSnapshot[]; readonly problems: readonly string[] }> {
  const findings = $annotationState.get()?.findings ?? [];
  const results: Result<NamedSnapshot, Failure>[] = [];
  for (const [index, finding] of findings.entries()) {
    results.push(await snapshotOfFinding(finding, index + 1, screen, options));
  }
  return {
    snapshots: results.flatMap((result) => (result.ok ? [result.value] : [])),
    problems: results.flatMap((result) => (result.ok ? [] : [result.error.message])),
  };
}
