/** How a plane is told from the others: colour and kind of line, alike in its name and where it crosses another. */

import type { Stroke } from './scene.ts';
import { HALO_COLOR, SCREEN_FONT_PX, type SceneStyle } from './style.ts';

export const PLANE_SIDES = ['axial', 'coronal', 'sagittal'] as const;
export type PlaneSide = (typeof PLANE_SIDES)[number];

export type PlaneStyle = {
  readonly color: string;
  /** As SVG's `stroke-dasharray`, CSS px; null for a line without gaps. */
  readonly dashPx: readonly number[] | null;
};

/** None of the colours of marks, which are yellow, green and light blue. */
export const PLANE_STYLES: { readonly [S in PlaneSide]: PlaneStyle } = {
  axial: { color: 'rgb(255,118,108)', dashPx: null },
  coronal: { color: 'rgb(255,170,60)', dashPx: [10, 5] },
  sagittal: { color: 'rgb(196,150,255)', dashPx: [2, 4.5] },
};

/** In pictures, where lines grow with the words. */
export function planeStroke(side: PlaneSide, style: SceneStyle): Stroke {
  const { color, dashPx } = PLANE_STYLES[side];
  const scale = style.fontPx / SCREEN_FONT_PX;
  return {
    color,
    widthPx: Math.max(1, 1.25 * scale),
    dashPx: dashPx?.map((px) => px * scale) ?? null,
    halo: { color: HALO_COLOR, widthPx: 0.75 * scale },
  };
}
