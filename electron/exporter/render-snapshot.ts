/** A request becomes the bytes of a file: the one way for window and command line. */
import { createHash } from 'node:crypto';
import { isValidVoi } from '../../annotations/image/voi.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { buildScene, referencesOnFrame, regionsOnFrame } from '../../annotations/scene/build-scene.ts';
import { regionNumbers } from '../../annotations/scene/number-text.ts';
import type { Scene } from '../../annotations/scene/scene.ts';
import type { RenderedSnapshot, SnapshotRequest } from '../../annotations/scene/snapshot.ts';
import { drawScene } from './draw-scene.ts';
import { textMeasurer } from './fonts.ts';
import { pngFile } from './png-file.ts';

/** Of 100: no visible block edges around text and marks. */
const JPEG_QUALITY = 92;

export type RenderFailure = Failure<'bad-area' | 'bad-size' | 'bad-window' | 'bad-pixels'>;

/** With the regions whose labels found no place. */
export type Rendered = RenderedSnapshot & { readonly unlabelled: readonly string[] };

export function renderSnapshot(request: SnapshotRequest): Result<Rendered, RenderFailure> {
  const scene = sceneOf(request);
  if (!scene.ok) return scene;
  const { widthPx, heightPx, unlabelled } = scene.value;
  const canvas = drawScene(scene.value, request);
  const bytes =
    request.format === 'png'
      ? pngFile(canvas.data(), widthPx, heightPx)
      : new Uint8Array(canvas.encodeSync('jpeg', JPEG_QUALITY));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return ok({ bytes, widthPx, heightPx, sha256, unlabelled });
}

/** The checked request as a display list, numbers measured from its own pixels. */
export function sceneOf(request: SnapshotRequest): Result<Scene, RenderFailure> {
  const { pixels, ...rest } = request;
  const { rows, columns } = pixels;
  const samples = pixels.storedType === 'rgb8' ? 3 : 1;
  if (pixels.values.length !== rows * columns * samples || rows < 1 || columns < 1) {
    return err(
      failure(
        'bad-pixels',
        `The frame should hold ${columns} × ${rows} pixels, but ${pixels.values.length} values came.`,
      ),
    );
  }
  if (pixels.storedType !== 'rgb8' && !isValidVoi(request.voi)) {
    const { voi } = request;
    const what =
      voi.function === 'TABLE'
        ? 'A lookup table without values'
        : `A window of width ${voi.widthHu} and level ${voi.centerHu}`;
    return err(failure('bad-window', `${what} cannot be shown.`));
  }
  const numbers = new Map(
    [...regionsOnFrame(request), ...referencesOnFrame(request)].map(({ region }) => [
      region.uid,
      regionNumbers(region, pixels, request.frame.spacing),
    ]),
  );
  return buildScene({ ...rest, rows, columns }, numbers, textMeasurer());
}
