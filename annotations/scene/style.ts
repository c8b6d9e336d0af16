/** How marks and words look, derived from one base size in output px: the same picture at every resolution. */
import type { FontWeight, Halo, Stroke, TextItem } from './scene.ts';

export type MarkState = 'plain' | 'hovered' | 'selected';

/** Yellow, 0,255,0 and 0,220,0: what users of Cornerstone-based viewers know. */
export const MARK_COLORS: { readonly [S in MarkState]: string } = {
  plain: 'rgb(255,255,0)',
  hovered: 'rgb(0,255,0)',
  selected: 'rgb(0,220,0)',
};

/** A reference region is no finding: another colour, and dashed. */
export const REFERENCE_COLOR = 'rgb(120,200,255)';
export const TEXT_COLOR = 'rgb(245,245,245)';
export const HALO_COLOR = 'rgba(0,0,0,0.75)';
/** Below labels. */
export const PLATE_COLOR = 'rgba(0,0,0,0.42)';
export const BACKGROUND = 'rgb(0,0,0)';

/** Metrics of Inter in em (hhea table: ascender 0.969, descender −0.241; cap height 0.727). */
export const INTER = { ascent: 0.969, descent: 0.241, capHeight: 0.727, lineHeight: 1.26 };

export type SceneStyle = {
  /** Size of label text. */
  readonly fontPx: number;
  readonly strokePx: number;
  readonly haloPx: number;
  /** Least distance between a label and any mark, other label or the picture's edge. */
  readonly gapPx: number;
};

export const styleOf = (fontPx: number): SceneStyle => ({
  fontPx,
  strokePx: Math.max(1.2, fontPx * 0.12),
  haloPx: Math.max(0.9, fontPx * 0.085),
  gapPx: Math.max(2, fontPx * 0.4),
});

/** Labels take a fortieth of the shorter side, but stay legible: 13 px on 512². */
export const fontPxFor = (widthPx: number, heightPx: number): number =>
  Math.max(9, Math.round(Math.min(widthPx, heightPx) * 0.0254));

/** The overlay on screen keeps one size whatever the zoom (CSS px); its small labels are 12 px. */
export const SCREEN_FONT_PX = 14;

export const haloOf = (style: SceneStyle): Halo => ({ color: HALO_COLOR, widthPx: style.haloPx });

export function markStroke(style: SceneStyle, color: string, state: MarkState, dashed: boolean): Stroke {
  const widthPx = state === 'selected' ? style.strokePx * 1.4 : style.strokePx;
  return {
    color,
    widthPx,
    dashPx: dashed ? [widthPx * 3, widthPx * 2.4] : null,
    halo: haloOf(style),
  };
}

export const textItem = (
  style: SceneStyle,
  at: TextItem['at'],
  text: string,
  options: {
    readonly sizePx?: number;
    readonly weight?: FontWeight;
    readonly color?: string;
    readonly anchor?: TextItem['anchor'];
  } = {},
): TextItem => ({
  kind: 'text',
  at,
  text,
  sizePx: options.sizePx ?? style.fontPx,
  weight: options.weight ?? 400,
  color: options.color ?? TEXT_COLOR,
  anchor: options.anchor ?? 'start',
  halo: { color: HALO_COLOR, widthPx: style.haloPx * 1.3 },
});
