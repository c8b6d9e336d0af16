/** A bar of a round length in the bottom middle of the picture. */
import type { OutputRect, VectorItem } from './scene.ts';
import { haloOf, INTER, type SceneStyle, TEXT_COLOR, textItem } from './style.ts';

const LENGTHS_MM = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** The longest round length that takes at most `maxPx`; null when even 1 mm is longer. */
export function scaleBarLengthMm(mmPerPx: number, maxPx: number): number | null {
  const fitting = LENGTHS_MM.filter((length) => length / mmPerPx <= maxPx);
  return fitting[fitting.length - 1] ?? null;
}

export const scaleBarLabel = (lengthMm: number): string =>
  lengthMm >= 10 ? `${lengthMm / 10} cm` : `${lengthMm} mm`;

export type ScaleBar = { readonly items: readonly VectorItem[]; readonly rect: OutputRect };

/** Null where the frame has no spacing, or the picture no room. */
export function scaleBar(
  widthPx: number,
  heightPx: number,
  mmPerPx: number | null,
  style: SceneStyle,
): ScaleBar | null {
  if (mmPerPx === null) return null;
  const lengthMm = scaleBarLengthMm(mmPerPx, widthPx * 0.25);
  if (lengthMm === null) return null;
  const barPx = lengthMm / mmPerPx;
  const { fontPx, gapPx } = style;
  const tick = fontPx * 0.4;
  const left = widthPx / 2 - barPx / 2;
  const y = heightPx - gapPx - fontPx * 1.45;
  const stroke = { color: TEXT_COLOR, widthPx: style.strokePx, dashPx: null, halo: haloOf(style) };
  const points = [
    { x: left, y: y - tick },
    { x: left, y },
    { x: left + barPx, y },
    { x: left + barPx, y: y - tick },
  ];
  const text = textItem(style, { x: widthPx / 2, y: y - fontPx * 0.35 }, scaleBarLabel(lengthMm), {
    sizePx: fontPx * 0.92,
    anchor: 'middle',
  });
  const top = y - fontPx * (0.35 + INTER.ascent);
  return {
    items: [{ kind: 'path', points, closed: false, stroke, fill: null }, text],
    rect: { x: left - gapPx, y: top, width: barPx + 2 * gapPx, height: y - top + style.strokePx },
  };
}
