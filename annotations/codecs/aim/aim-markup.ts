/** One markup of AIM 4 to the shapes that it is drawn as, on the image that it names or in whose plane it lies. */
import type { Region, Shape } from '../../finding/region.ts';
import { isValidUid } from '../../ids.ts';
import type { FrameRef } from '../../image/hierarchy.ts';
import type { ImagePoint, PatientPoint } from '../../image/plane.ts';
import { foundText } from '../field-fault.ts';
import { frameRef, type ImportContext, importedRegion, seriesAssumed } from '../imported-findings.ts';
import { circleFromGraphic, ellipseFromGraphic } from '../sr/region-graphics.ts';
import { childOf, childrenOf, saidBy, type XmlElement } from './xml-elements.ts';

type Lost = (why: string) => void;

/** Farther than any image or patient; keeps squares of coordinates finite. */
const MAX_COORDINATE = 1e6;

type Place = {
  readonly frame: FrameRef;
  readonly points: readonly ImagePoint[];
  readonly others: number;
};

export function markupRegions(markup: XmlElement, context: ImportContext, lost: Lost): readonly Region[] {
  const type = typeOf(markup);
  if (type === 'TextAnnotationEntity') return textRegions(markup, context, lost);
  const dimension = /^(Two|Three)Dimension(\w+)$/.exec(type);
  if (dimension === null) {
    lost(`markups of type ${type || 'without a name'} are not read`);
    return [];
  }
  if (saidBy(markup, 'includeFlag').toLowerCase() === 'false') {
    lost('it marks what does not belong to the region; regions here have no holes');
    return [];
  }
  const place = dimension[1] === 'Two' ? onImage(markup, context) : inSpace(markup, context);
  if (typeof place === 'string') {
    lost(place);
    return [];
  }
  const shapes = shapesOf(dimension[2] as string, place.points, lost);
  if (typeof shapes === 'string') {
    lost(shapes);
    return [];
  }
  const assumed = seriesAssumed([place.others]);
  if (assumed !== null) lost(assumed);
  return shapes.map((shape) => importedRegion(context, place.frame, shape));
}

const typeOf = (markup: XmlElement): string => (markup.attributes.get('type') ?? '').replace(/^\w+:/, '');

/** Words with a point that they stand at, where there is one. */
function textRegions(markup: XmlElement, context: ImportContext, lost: Lost): readonly Region[] {
  const words = saidBy(markup, 'textValue') || saidBy(markup, 'text');
  const shape = childOf(markup, 'geometricShapeEntity');
  const place = shape === undefined ? 'its words stand at no place of the image' : onImage(shape, context);
  if (words === '' || typeof place === 'string') {
    lost(typeof place === 'string' ? place : 'it has no words');
    return [];
  }
  return [
    importedRegion(context, place.frame, { kind: 'text', anchor: place.points[0] as ImagePoint }, words),
  ];
}

function onImage(markup: XmlElement, context: ImportContext): Place | string {
  const uid = saidBy(markup, 'imageReferenceUid', 'root');
  if (uid === '') return 'it names no image (imageReferenceUid)';
  if (!isValidUid(uid)) return `imageReferenceUid: expected a DICOM UID, found ${foundText(uid)}`;
  const number = Number(saidBy(markup, 'referencedFrameNumber') || 1);
  const frame = frameRef(uid, Number.isInteger(number) && number >= 1 ? number : 1);
  if (!context.hasImage(frame)) return 'the image that it names is not among the opened ones';
  const points = coordinates(markup, 'two', ['x', 'y']);
  return typeof points === 'string'
    ? points
    : { frame, others: 0, points: points.map(([x, y]) => ({ x: x as number, y: y as number })) };
}

function inSpace(markup: XmlElement, context: ImportContext): Place | string {
  const reference = saidBy(markup, 'frameOfReferenceUid', 'root');
  const points = coordinates(markup, 'three', ['x', 'y', 'z']);
  if (typeof points === 'string') return points;
  const located = context.locate(
    reference,
    points.map(([x, y, z]): PatientPoint => ({ x: x as number, y: y as number, z: z as number })),
  );
  return located ?? 'none of the opened images lies in the plane of its points';
}

/** In the order of their indices; a clause when there is none, or one that is no number. */
function coordinates(
  markup: XmlElement,
  dimensions: 'two' | 'three',
  axes: readonly string[],
): readonly (readonly number[])[] | string {
  const name = `${dimensions}DimensionSpatialCoordinate`;
  const items = childrenOf(childOf(markup, `${name}Collection`), name[0]?.toUpperCase() + name.slice(1));
  if (items.length === 0) return `it has no points (${name}Collection)`;
  const points: { readonly index: number; readonly values: readonly number[] }[] = [];
  for (const [place, item] of items.entries()) {
    const values = axes.map((axis) => numberIn(saidBy(item, axis)));
    const wrong = axes[values.findIndex(Number.isNaN)];
    if (wrong !== undefined) {
      const there = saidBy(item, wrong);
      const field = `point ${place + 1}, field ${wrong}`;
      return there === ''
        ? `${field}: a number is missing`
        : `${field}: expected a number within ${MAX_COORDINATE}, found ${foundText(there)}`;
    }
    points.push({ index: Number(saidBy(item, 'coordinateIndex') || 0), values });
  }
  return points.sort((a, b) => a.index - b.index).map(({ values }) => values);
}

const numberIn = (text: string): number => {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Math.abs(value) <= MAX_COORDINATE ? value : Number.NaN;
};

/** By the name of the type after its dimension. */
function shapesOf(kind: string, points: readonly ImagePoint[], lost: Lost): readonly Shape[] | string {
  const [first, last] = [points[0], points[points.length - 1]] as [ImagePoint, ImagePoint];
  const repeated = points.length > 1 && first.x === last.x && first.y === last.y;
  const corners = repeated ? points.slice(0, -1) : points;
  switch (kind) {
    case 'Point':
      return [{ kind: 'point', point: first }];
    case 'MultiPoint':
      if (points.length === 1) return [{ kind: 'point', point: first }];
      // ePAD writes lengths and open paths so.
      lost('its points are drawn as one line, as programs that write this format mean them');
      return [{ kind: 'polyline', points }];
    case 'Spline':
      lost('its curve is drawn as straight lines between its points');
      return corners.length < 3
        ? `its ${corners.length} points enclose nothing`
        : [{ kind: 'polygon', points: corners }];
    case 'Polygon':
      return corners.length < 3
        ? `its ${corners.length} points enclose nothing`
        : [{ kind: 'polygon', points: corners }];
    case 'Polyline':
      if (corners.length < 2) return 'it has a single point';
      if (corners.length === 2) return [{ kind: 'polyline', points: corners }];
      if (!repeated) lost('its last point does not repeat its first; the outline is drawn closed');
      return [{ kind: 'polygon', points: corners }];
    case 'Circle': {
      const circle = circleFromGraphic(points);
      return circle === null ? 'the circle has no radius' : [circle];
    }
    case 'Ellipse': {
      const ellipse = ellipseFromGraphic(points);
      return ellipse === null ? 'its points make no ellipse' : [ellipse];
    }
    default:
      return `markups of type ${kind} are not read`;
  }
}
