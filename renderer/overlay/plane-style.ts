/** How a plane is told from the others: colour and kind of line, alike in its name and where it crosses another. */
import type { Cut } from '../viewport/volume.ts';

export type PlaneStyle = {
  readonly color: string;
  /** As SVG's `stroke-dasharray`, CSS px; null for a line without gaps. */
  readonly dashPx: readonly number[] | null;
};

/** None of the colours of marks, which are yellow, green and light blue. */
export const PLANE_STYLES: { readonly [C in Cut]: PlaneStyle } = {
  axial: { color: 'rgb(255,118,108)', dashPx: null },
  coronal: { color: 'rgb(255,170,60)', dashPx: [10, 5] },
  sagittal: { color: 'rgb(196,150,255)', dashPx: [2, 4.5] },
};
