/** A request becomes the bytes of a file: the one way for window and command line. */
import { createHash } from 'node:crypto';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import { isValidVoi } from '../../annotations/image/voi.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import {
  buildScene,
  type NumbersOfRegions,
  referencesOnFrame,
  regionsOnFrame,
} from '../../annotations/scene/build-scene.ts';
import { regionNumbers } from '../../annotations/scene/number-text.ts';
import { buildPlanesScene, type PlanesScene } from '../../annotations/scene/planes-scene.ts';
import type { Scene } from '../../annotations/scene/scene.ts';
import type { RenderedSnapshot, SnapshotPlanes, SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import { type Canvas, drawScene } from './draw-scene.ts';
import { canvasLibrary, textMeasurer } from './fonts.ts';
import { pngFile } from './png-file.ts';

/** Of 100: no visible block edges around text and marks. */
const JPEG_QUALITY = 92;

export type RenderFailure = Failure<'bad-area' | 'bad-size' | 'bad-window' | 'bad-pixels'>;

/** With the regions whose labels found no place. */
export type Rendered = RenderedSnapshot & { readonly unlabelled: readonly string[] };

export function renderSnapshot(request: SnapshotRequest): Result<Rendered, RenderFailure> {
  if (request.planes !== undefined) return renderPlanes({ ...request, planes: request.planes });
  const scene = sceneOf(request);
  return scene.ok ? rendered(drawScene(scene.value, request), scene.value, request.format) : scene;
}

type Drawn = Pick<Scene, 'widthPx' | 'heightPx' | 'unlabelled'>;

function rendered(canvas: Canvas, scene: Drawn, format: SnapshotRequest['format']): Result<Rendered, never> {
  const { widthPx, heightPx, unlabelled } = scene;
  const bytes =
    format === 'png'
      ? pngFile(canvas.data(), widthPx, heightPx)
      : new Uint8Array(canvas.encodeSync('jpeg', JPEG_QUALITY));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return ok({ bytes, widthPx, heightPx, sha256, unlabelled });
}

/** Three panels of one picture, each drawn as a picture of its own. */
function renderPlanes(request: PlanesRequest): Result<Rendered, RenderFailure> {
  const scene = planesSceneOf(request);
  if (!scene.ok) return scene;
  const { widthPx, heightPx, gutter, panels } = scene.value;
  const canvas = canvasLibrary.createCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  context.fillStyle = gutter;
  context.fillRect(0, 0, widthPx, heightPx);
  for (const panel of panels) {
    const cut = panel.cut === null ? null : request.planes.cuts[panel.cut];
    // What a file lays over its picture lies on the slice alone.
    const image = cut === null ? request : { ...request, pixels: cut.pixels, overlays: [] };
    context.drawImage(drawScene(panel.scene, image), panel.x, 0);
  }
  return rendered(canvas, scene.value, request.format);
}

type PlanesRequest = SnapshotRequest & { readonly planes: SnapshotPlanes };

export function planesSceneOf(request: PlanesRequest): Result<PlanesScene, RenderFailure> {
  const { pixels, ...rest } = request;
  const fault = faultOf(request) ?? request.planes.cuts.map((cut) => badPixels(cut.pixels)).find(Boolean);
  if (fault != null) return err(fault);
  const { rows, columns } = pixels;
  return buildPlanesScene({ ...rest, rows, columns }, numbersOf(request), textMeasurer());
}

/** The checked request as a display list, numbers measured from its own pixels. */
export function sceneOf(request: SnapshotRequest): Result<Scene, RenderFailure> {
  const { pixels, ...rest } = request;
  const { rows, columns } = pixels;
  const fault = faultOf(request);
  return fault === null
    ? buildScene({ ...rest, rows, columns }, numbersOf(request), textMeasurer())
    : err(fault);
}

function badPixels({ rows, columns, storedType, values }: FramePixels): RenderFailure | null {
  const samples = storedType === 'rgb8' ? 3 : 1;
  if (values.length === rows * columns * samples && rows >= 1 && columns >= 1) return null;
  return failure(
    'bad-pixels',
    `The frame should hold ${columns} × ${rows} pixels, but ${values.length} values came.`,
  );
}

/** Null for a request that can be drawn. */
function faultOf(request: SnapshotRequest): RenderFailure | null {
  const { pixels } = request;
  const bad = badPixels(pixels);
  if (bad !== null) return bad;
  if (pixels.storedType !== 'rgb8' && !isValidVoi(request.voi)) {
    const { voi } = request;
    const what =
      voi.function === 'TABLE'
        ? 'A lookup table without values'
        : `A window of width ${voi.widthHu} and level ${voi.centerHu}`;
    return failure('bad-window', `${what} cannot be shown.`);
  }
  return null;
}

const numbersOf = (request: SnapshotRequest): NumbersOfRegions =>
  new Map(
    [...regionsOnFrame(request), ...referencesOnFrame(request)].map(({ region }) => [
      region.uid,
      regionNumbers(region, request.pixels, request.frame.spacing),
    ]),
  );
