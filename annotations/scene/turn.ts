/** From image coordinates to output pixels: area, size, turn and the pixels' aspect in one affine map. */
import type { Turn } from '../image/orientation.ts';
import { turnMatrix } from '../image/orientation.ts';
import type { PixelSpacing } from '../image/plane.ts';
import { err, type Failure, failure, ok, type Result } from '../result.ts';
import type { Affine } from './affine.ts';
import type { ImageArea, OutputSize } from './snapshot.ts';

/** The largest side of a picture that is drawn; beyond it neither canvases nor slides follow. */
export const MAX_OUTPUT_PX = 16_384;

export type OutputGeometry = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Image coordinates → output pixels. */
  readonly transform: Affine;
  /** Millimetres per output pixel; null where the frame has no spacing. */
  readonly mmPerPx: number | null;
};

/**
 * Pixels of the output are square in mm. At scale 1 the finer of both spacings keeps its resolution and the other
 * direction is stretched, so that nothing is lost; without a spacing pixels are taken as square.
 */
export function outputGeometry(
  frame: { readonly rows: number; readonly columns: number; readonly spacing: PixelSpacing | null },
  area: ImageArea | null,
  turn: Turn,
  size: OutputSize,
): Result<OutputGeometry, Failure<'bad-area' | 'bad-size'>> {
  const shown = area ?? { x: 0, y: 0, width: frame.columns, height: frame.rows };
  if (
    ![shown.x, shown.y, shown.width, shown.height].every(Number.isFinite) ||
    shown.width <= 0 ||
    shown.height <= 0
  ) {
    return err(failure('bad-area', 'The area of the picture must have a width and a height above 0.'));
  }
  const spacing = frame.spacing ?? { betweenRowsMm: 1, betweenColumnsMm: 1 };
  // In units of the finer spacing, so that square pixels stay exact integers.
  const unitMm = Math.min(spacing.betweenColumnsMm, spacing.betweenRowsMm);
  const width = shown.width * (spacing.betweenColumnsMm / unitMm);
  const height = shown.height * (spacing.betweenRowsMm / unitMm);
  const lying = turn.rotation === 90 || turn.rotation === 270;
  const out = lying ? { width: height, height: width } : { width, height };
  const pxPerUnit = size.kind === 'scale' ? size.scale : size.widthPx / out.width;
  const widthPx = Math.max(1, Math.round(out.width * pxPerUnit));
  const heightPx = Math.max(1, Math.round(out.height * pxPerUnit));
  if (!(widthPx <= MAX_OUTPUT_PX && heightPx <= MAX_OUTPUT_PX)) {
    return err(
      failure(
        'bad-size',
        `A picture of ${widthPx} × ${heightPx} pixels is too large: at most ${MAX_OUTPUT_PX} a side are drawn.`,
      ),
    );
  }
  const [ta, tb, tc, td] = turnMatrix(turn);
  const perColumn = pxPerUnit * (spacing.betweenColumnsMm / unitMm);
  const perRow = pxPerUnit * (spacing.betweenRowsMm / unitMm);
  const [a, b, c, d] = [ta * perColumn, tb * perColumn, tc * perRow, td * perRow];
  const x = shown.x + shown.width / 2;
  const y = shown.y + shown.height / 2;
  return ok({
    widthPx,
    heightPx,
    transform: { a, b, c, d, e: widthPx / 2 - a * x - c * y, f: heightPx / 2 - b * x - d * y },
    mmPerPx: frame.spacing === null ? null : unitMm / pxPerUnit,
  });
}
