/** The patient table: a thin curved shell round foam, with a mattress, below the back. */
import { fill, type SliceCanvas } from './slice-canvas.ts';
import { tissues } from './tissue.ts';

/** Heights of the upper and the lower shell; they meet outside the picture. Unbent coordinates would do as well. */
const upper = (x: number) => 134 - x * x * 0.00125;
const lower = (x: number) => 163 - x * x * 0.0019;

export function paintTable(canvas: SliceCanvas): void {
  const box = { x0: -210, x1: 210, y0: 60, y1: 200 };
  fill(canvas, box, (x, y) => Math.max(upper(x) - 9 - y, y - upper(x), Math.abs(x) - 178), tissues.mattress);
  fill(canvas, box, (x, y) => Math.max(upper(x) - y, y - lower(x)), tissues.tableShell);
  fill(canvas, box, (x, y) => Math.max(upper(x) + 1.9 - y, y - lower(x) + 1.9), tissues.tableFoam);
}
