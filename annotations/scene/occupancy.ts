/**
 * Which parts of a picture are taken, as a grid of cells with a summed-area table: whether a rectangle is free is
 * answered in constant time. Always errs on the side of taken.
 */
import type { OutputPoint, OutputRect } from './scene.ts';

export type Segment = { readonly from: OutputPoint; readonly to: OutputPoint };

export class Occupancy {
  private readonly cellPx: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly taken: Uint8Array;
  /** (rows + 1) × (columns + 1); null while cells change. */
  private sums: Int32Array | null = null;

  constructor(widthPx: number, heightPx: number, cellPx: number) {
    this.cellPx = cellPx;
    this.columns = Math.max(1, Math.ceil(widthPx / cellPx));
    this.rows = Math.max(1, Math.ceil(heightPx / cellPx));
    this.taken = new Uint8Array(this.columns * this.rows);
  }

  copy(): Occupancy {
    const copy = new Occupancy(this.columns * this.cellPx, this.rows * this.cellPx, this.cellPx);
    copy.taken.set(this.taken);
    return copy;
  }

  takeRect(rect: OutputRect): void {
    this.sums = null;
    const fromColumn = Math.max(0, Math.floor(rect.x / this.cellPx));
    const toColumn = Math.min(this.columns - 1, Math.floor((rect.x + rect.width) / this.cellPx));
    const fromRow = Math.max(0, Math.floor(rect.y / this.cellPx));
    const toRow = Math.min(this.rows - 1, Math.floor((rect.y + rect.height) / this.cellPx));
    if (fromColumn > toColumn) return;
    for (let row = fromRow; row <= toRow; row++) {
      this.taken.fill(1, row * this.columns + fromColumn, row * this.columns + toColumn + 1);
    }
  }

  /** A line with `margin` px on every side; it should be clipped to the picture. */
  takeSegment({ from, to }: Segment, margin: number): void {
    const steps = Math.max(1, Math.ceil((2 * Math.hypot(to.x - from.x, to.y - from.y)) / this.cellPx));
    for (let step = 0; step <= steps; step++) {
      const x = from.x + ((to.x - from.x) * step) / steps;
      const y = from.y + ((to.y - from.y) * step) / steps;
      this.takeRect({ x: x - margin, y: y - margin, width: 2 * margin, height: 2 * margin });
    }
  }

  /** All cells whose centre lies inside (even-odd); the outline itself is taken by its segments. */
  takeInside(points: readonly OutputPoint[]): void {
    this.sums = null;
    const ys = points.map(({ y }) => y);
    const firstRow = Math.max(0, Math.floor(Math.min(...ys) / this.cellPx));
    const lastRow = Math.min(this.rows - 1, Math.floor(Math.max(...ys) / this.cellPx));
    for (let row = firstRow; row <= lastRow; row++) {
      const y = (row + 0.5) * this.cellPx;
      const crossings: number[] = [];
      for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
        const a = points[j] as OutputPoint;
        const b = points[i] as OutputPoint;
        if (a.y > y !== b.y > y) crossings.push(a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y));
      }
      crossings.sort((one, other) => one - other);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const from = Math.max(0, Math.ceil((crossings[k] as number) / this.cellPx - 0.5));
        const to = Math.min(this.columns, Math.ceil((crossings[k + 1] as number) / this.cellPx - 0.5));
        if (from < to) this.taken.fill(1, row * this.columns + from, row * this.columns + to);
      }
    }
  }

  isFree(rect: OutputRect): boolean {
    const sums = this.sums ?? this.summed();
    const width = this.columns + 1;
    const left = Math.max(0, Math.floor(rect.x / this.cellPx));
    const right = Math.min(this.columns, Math.floor((rect.x + rect.width) / this.cellPx) + 1);
    const top = Math.max(0, Math.floor(rect.y / this.cellPx));
    const bottom = Math.min(this.rows, Math.floor((rect.y + rect.height) / this.cellPx) + 1);
    if (left >= right || top >= bottom) return true;
    const at = (row: number, column: number) => sums[row * width + column] as number;
    return at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left) === 0;
  }

  private summed(): Int32Array {
    const width = this.columns + 1;
    const sums = new Int32Array(width * (this.rows + 1));
    for (let row = 0; row < this.rows; row++) {
      let inRow = 0;
      for (let column = 0; column < this.columns; column++) {
        inRow += this.taken[row * this.columns + column] as number;
        sums[(row + 1) * width + column + 1] = (sums[row * width + column + 1] as number) + inRow;
      }
    }
    this.sums = sums;
    return sums;
  }
}
