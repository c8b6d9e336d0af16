/**
 * The words in the corners. Top left the patient, top right institution and study: identifying, so only when asked
 * for; bottom right series and slice location, bottom left place in the stack and window.
 */

import { planePlace } from '../image/orientation.ts';
import type { FramePlane } from '../image/plane.ts';
import { sameVoi, VOI_PRESETS, type Voi } from '../image/voi.ts';
import { lutName } from '../image/voi-lut.ts';
import { oneLine } from '../printable.ts';
import { formatMm, formatNumber } from '../units.ts';
import { type PlaneSide, planeStroke } from './plane-style.ts';
import type { MeasureText, OutputRect, VectorItem } from './scene.ts';
import type { SnapshotRequest } from './snapshot.ts';
import { INTER, type SceneStyle, textItem } from './style.ts';

export type CornerLines = {
  readonly topLeft: readonly string[];
  readonly topRight: readonly string[];
  readonly bottomLeft: readonly string[];
  readonly bottomRight: readonly string[];
};

const PHASE_WORDS = {
  noncontrast: 'noncontrast',
  arterial: 'arterial phase',
  'portal-venous': 'portal venous phase',
  delayed: 'delayed phase',
  unspecified: '',
} as const;

const filled = (lines: readonly string[]): readonly string[] =>
  lines.map(oneLine).filter((line) => line.trim() !== '');

/** "W 400 L 40 abdomen": width and level as radiologists say it; a table by its name, which is free text. */
export function windowWords(voi: Voi, freeText: 'hide' | 'show' = 'show'): string {
  if (voi.function === 'TABLE') return freeText === 'show' ? `LUT ${oneLine(lutName(voi))}` : 'LUT';
  const preset = VOI_PRESETS.find((one) => sameVoi(one.voi, voi));
  const words = `W ${trimmed(voi.widthHu)} L ${trimmed(voi.centerHu)}`;
  return preset === undefined ? words : `${words} ${preset.name}`;
}

/** Whole numbers without decimals. */
const trimmed = (value: number): string => formatNumber(value, Number.isInteger(value) ? 0 : 1);

/** What each corner says. Series descriptions and names of tables are free text, in which anything may stand: identity too. */
export function cornerLines(request: Omit<SnapshotRequest, 'pixels'>): CornerLines {
  const { context, frame } = request;
  const { patient } = context;
  const shown = request.identity === 'show';
  const series = context.seriesNumber === null ? '' : `Series ${context.seriesNumber}`;
  // By its number alone: what tells it apart may be free text.
  const pass = context.pass === undefined ? '' : `Pass ${context.pass.number} of ${context.pass.count}`;
  const thickness = frame.sliceThicknessMm === null ? '' : `Thickness ${formatMm(frame.sliceThicknessMm)}`;
  const location = frame.sliceLocationMm === null ? '' : `Location ${formatMm(frame.sliceLocationMm)}`;
  return {
    topLeft: shown
      ? filled([patient.name, patient.id, filled([patient.birthDate, patient.sex, patient.age]).join(' · ')])
      : [],
    topRight: shown ? filled([context.institution, context.studyDescription, context.studyDate]) : [],
    bottomLeft: filled([
      `Image ${context.position} / ${context.count}`,
      request.photometric === 'RGB' ? '' : windowWords(request.voi, request.identity),
    ]),
    bottomRight: filled([
      filled([series, pass]).join(' · '),
      shown ? context.seriesDescription : '',
      PHASE_WORDS[context.phase],
      filled([thickness, location]).join(' · '),
    ]),
  };
}

/** Which of several planes a panel shows: the first line of all, behind the kind of line that stands for it. */
export type PlaneTag = {
  readonly side: PlaneSide;
  /** "Axial", and "Axial H 35.0 mm" where there is room for it. */
  readonly name: string;
  readonly withPlace: string;
  /** Its line is drawn in the other panels. */
  readonly drawn: boolean;
};

export function planeTag(side: PlaneSide, plane: FramePlane | null, drawn: boolean): PlaneTag {
  const name = `${side.charAt(0).toUpperCase()}${side.slice(1)}`;
  if (plane === null) return { side, name, withPlace: name, drawn };
  const { letters, distanceMm } = planePlace(plane);
  return { side, name, withPlace: `${name} ${letters} ${formatMm(distanceMm)}`, drawn };
}

export type CornerText = {
  readonly items: readonly VectorItem[];
  readonly rects: readonly OutputRect[];
};

/** Words that are too wide for their part of the picture end in an ellipsis; numbers are left out, never cut. */
export function cornerText(
  lines: CornerLines,
  widthPx: number,
  heightPx: number,
  style: SceneStyle,
  measureText: MeasureText,
  tag: PlaneTag | null = null,
): CornerText {
  const sizePx = style.fontPx * 0.92;
  const lineHeight = sizePx * INTER.lineHeight;
  const { gapPx } = style;
  const items: VectorItem[] = [];
  const rects: OutputRect[] = [];
  const widthOf = (text: string) => measureText(text, sizePx, 400);
  const maxWidth = widthPx * 0.36 - gapPx;
  const tagHeight = tag === null ? 0 : lineHeight;
  if (tag !== null) {
    const indent = tag.drawn ? sizePx * 2.1 : 0;
    const text =
      indent + measureText(tag.withPlace, sizePx, 600) <= widthPx * 0.44 - gapPx ? tag.withPlace : tag.name;
    const y = gapPx + sizePx * INTER.ascent;
    if (tag.drawn) items.push(lineSample(tag.side, gapPx, y - (sizePx * INTER.capHeight) / 2, sizePx, style));
    items.push(textItem(style, { x: gapPx + indent, y }, text, { sizePx, weight: 600 }));
    const width = indent + measureText(text, sizePx, 600);
    rects.push({ x: gapPx, y: gapPx, width, height: lineHeight });
  }
  const corner = (texts: readonly string[], right: boolean, bottom: boolean) => {
    const fitting = bottom
      ? texts.filter((text) => widthOf(text) <= maxWidth)
      : texts.map((text) => shortened(text, maxWidth, widthOf));
    if (fitting.length === 0) return;
    const blockHeight = fitting.length * lineHeight;
    const top = bottom ? heightPx - gapPx - blockHeight : gapPx + (right ? 0 : tagHeight);
    const x = right ? widthPx - gapPx : gapPx;
    fitting.forEach((text, index) => {
      const y = top + index * lineHeight + sizePx * INTER.ascent;
      items.push(textItem(style, { x, y }, text, { sizePx, anchor: right ? 'end' : 'start' }));
    });
    const width = fitting.reduce((widest, text) => Math.max(widest, widthOf(text)), 0);
    rects.push({ x: right ? x - width : x, y: top, width, height: blockHeight });
  };
  corner(lines.topLeft, false, false);
  corner(lines.topRight, true, false);
  corner(lines.bottomLeft, false, true);
  corner(lines.bottomRight, true, true);
  return { items, rects };
}

/** The kind of line by which the plane is found in the other panels. */
const lineSample = (
  side: PlaneSide,
  x: number,
  y: number,
  sizePx: number,
  style: SceneStyle,
): VectorItem => ({
  kind: 'path',
  points: [
    { x, y },
    { x: x + sizePx * 1.6, y },
  ],
  closed: false,
  stroke: planeStroke(side, style),
  fill: null,
});

function shortened(text: string, maxWidth: number, widthOf: (part: string) => number): string {
  if (widthOf(text) <= maxWidth) return text;
  const letters = [...text];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > maxWidth) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
