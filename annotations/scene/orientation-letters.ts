/** The letters of the patient's sides at the middle of each edge. */
import { edgeLetters, type Turn } from '../image/orientation.ts';
import type { FramePlane } from '../image/plane.ts';
import type { MeasureText, OutputRect, TextItem } from './scene.ts';
import { INTER, type SceneStyle, textItem } from './style.ts';

export type OrientationLetters = {
  readonly items: readonly TextItem[];
  readonly rects: readonly OutputRect[];
};

/** Nothing where the file does not say how the frame lies. */
export function orientationLetters(
  plane: FramePlane | null,
  turn: Turn,
  widthPx: number,
  heightPx: number,
  style: SceneStyle,
  measureText: MeasureText,
): OrientationLetters {
  if (plane === null) return { items: [], rects: [] };
  const letters = edgeLetters(plane, turn);
  const sizePx = style.fontPx * 1.1;
  const capPx = sizePx * INTER.capHeight;
  const { gapPx } = style;
  const place = (text: string, x: number, baseline: number, anchor: TextItem['anchor']) => {
    const width = measureText(text, sizePx, 600);
    const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
    return {
      item: textItem(style, { x, y: baseline }, text, { sizePx, weight: 600, anchor }),
      rect: { x: left, y: baseline - capPx, width, height: capPx },
    };
  };
  const placed = [
    place(letters.left, gapPx, heightPx / 2 + capPx / 2, 'start'),
    place(letters.right, widthPx - gapPx, heightPx / 2 + capPx / 2, 'end'),
    place(letters.top, widthPx / 2, gapPx + capPx, 'middle'),
    place(letters.bottom, widthPx / 2, heightPx - gapPx, 'middle'),
  ];
  return { items: placed.map(({ item }) => item), rects: placed.map(({ rect }) => rect) };
}
