/**
 * Overlay planes (PS3.3 C.9.2): graphics of one bit a pixel that lie over a frame, drawn by its maker. They are part of
 * the file, not findings. Places count in pixels of the frame, from 0.
 */

export type OverlayPlane = {
  /** 0x6000…0x601e */
  readonly group: number;
  /** Label, else description; free text, may be empty. */
  readonly name: string;
  readonly kind: 'graphics' | 'roi';
  readonly rows: number;
  readonly columns: number;
  /** Column and row of the frame under the plane's first pixel; may lie outside of it. */
  readonly left: number;
  readonly top: number;
  /** Row by row without gaps, the lowest bit of each byte first. */
  readonly bits: Uint8Array;
};

export function overlayBit({ bits, columns }: OverlayPlane, column: number, row: number): 0 | 1 {
  const at = row * columns + column;
  return (((bits[at >> 3] as number) >> (at & 7)) & 1) as 0 | 1;
}

/** Of 255: graphics are opaque; a region of interest fills its area, so the picture must be seen through it. */
const OPACITY = { graphics: 255, roi: 80 } as const;

/** The planes as white pixels of a frame's size, transparent elsewhere: RGBA, row by row. */
export function overlayRaster(
  planes: readonly OverlayPlane[],
  rows: number,
  columns: number,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(rows * columns * 4);
  for (const plane of planes) {
    const opacity = OPACITY[plane.kind];
    for (let y = Math.max(0, -plane.top); y < plane.rows && y + plane.top < rows; y += 1) {
      for (let x = Math.max(0, -plane.left); x < plane.columns && x + plane.left < columns; x += 1) {
        if (overlayBit(plane, x, y) === 0) continue;
        const at = ((y + plane.top) * columns + x + plane.left) * 4;
        rgba.fill(255, at, at + 3);
        rgba[at + 3] = Math.max(opacity, rgba[at + 3] as number);
      }
    }
  }
  return rgba;
}
