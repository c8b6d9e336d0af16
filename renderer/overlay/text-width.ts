/** Widths of words in the product's typeface, in CSS px. */
import type { MeasureText } from '../../annotations/scene/scene.ts';

const FONT_FAMILY = 'Inter';
let context: CanvasRenderingContext2D | null = null;
const widths = new Map<string, number>();

/** Width of a text in the product's typeface; remembered, since labels ask for the same words at every painting. */
export const measureText: MeasureText = (text, sizePx, weight) => {
  const key = `${weight}|${text}`;
  let em = widths.get(key);
  if (em === undefined) {
    context ??= document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    context.font = `${weight} 100px ${FONT_FAMILY}, sans-serif`;
    em = context.measureText(text).width / 100;
    if (widths.size > 5000) widths.clear();
    widths.set(key, em);
  }
  return em * sizePx;
};

/** Measured before the typeface was there, widths are wrong: call once it is loaded. */
export function forgetTextWidths(): void {
  widths.clear();
}
