/**
 * The display list of one picture: where the image goes, and the strokes and words above it, in the order of drawing.
 * Pure data in output pixels (corner origin, x right, y down); the exporter draws it to a file, the window's overlay
 * as SVG, so that screen and file show the same.
 */
import type { Affine } from './affine.ts';
import type { Layer } from './snapshot.ts';

export type OutputPoint = { readonly x: number; readonly y: number };

/** `x`, `y` is the top left corner. */
export type OutputRect = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** A dark rim that keeps a mark readable on every grey; `widthPx` shows on each side. */
export type Halo = { readonly color: string; readonly widthPx: number };

/** Caps and joins are round. `dashPx` as Canvas2D's `setLineDash` and SVG's `stroke-dasharray`. */
export type Stroke = {
  readonly color: string;
  readonly widthPx: number;
  readonly dashPx: readonly number[] | null;
  readonly halo: Halo | null;
};

export type ImageItem = { readonly kind: 'image'; readonly transform: Affine };

export type PathItem = {
  readonly kind: 'path';
  readonly points: readonly OutputPoint[];
  readonly closed: boolean;
  readonly stroke: Stroke | null;
  readonly fill: string | null;
};

export type EllipseItem = {
  readonly kind: 'ellipse';
  readonly center: OutputPoint;
  readonly radiusX: number;
  readonly radiusY: number;
  /** Radians, clockwise on the screen. */
  readonly rotation: number;
  readonly stroke: Stroke;
};

export type FontWeight = 400 | 600;

export type TextItem = {
  readonly kind: 'text';
  /** On the alphabetic baseline; left end, middle or right end by `anchor`. */
  readonly at: OutputPoint;
  readonly text: string;
  readonly sizePx: number;
  readonly weight: FontWeight;
  readonly color: string;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly halo: Halo | null;
};

export type VectorItem = PathItem | EllipseItem | TextItem;
export type SceneItem = ImageItem | VectorItem;

export type SceneLayer = { readonly layer: Layer | 'crosshair'; readonly items: readonly SceneItem[] };

export type Scene = {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Where no image is. */
  readonly background: string;
  /** From back to front; only the layers that were asked for. */
  readonly layers: readonly SceneLayer[];
  /** Labels for which no place was left: their regions' marks are drawn without words. */
  readonly unlabelled: readonly string[];
};

/** Width in px of `text` in the product's typeface (Inter). A capability: the domain has no fonts. */
export type MeasureText = (text: string, sizePx: number, weight: FontWeight) => number;
