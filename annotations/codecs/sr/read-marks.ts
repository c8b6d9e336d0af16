/**
 * Coordinates of an SR to regions: SCOORD on the image that it names, SCOORD3D on the opened image in its plane
 * (PS3.3 C.18.6, C.18.9). Image points count from the corner of the first pixel, as SCOORD does. What cannot be drawn
 * goes to the ledger.
 */
import type { Region, Shape } from '../../finding/region.ts';
import type { ImagePoint } from '../../image/plane.ts';
import { sameConcept } from '../coded-concept.ts';
import { NAMES, QUANTITIES } from '../codes.ts';
import { frameRef, type ImportContext, seriesAssumed } from '../imported-findings.ts';
import type { LedgerEntry } from '../loss-ledger.ts';
import { type ContentNode, type ImageReference, type PlacedNode, placeWords } from './content-node.ts';
import { shapeFromGraphic } from './region-graphics.ts';

const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';

export const isGraphic = ({ valueType }: ContentNode): boolean =>
  valueType === 'SCOORD' || valueType === 'SCOORD3D';

export const refersToSegmentation = ({ valueType, images }: ContentNode): boolean =>
  valueType === 'IMAGE' && images.some(({ sopClassUID }) => sopClassUID === SEGMENTATION);

/** One shape on the image that it is said of; `node` is the item that says it. */
export type Mark = { readonly shape: Shape; readonly image: ImageReference; readonly node: ContentNode };

/** Shapes of ours, and of others, that are made of several items: crosses, arrows, labels. Null when there is none. */
export function compositeMark(group: ContentNode): Mark | null {
  return crossOf(group) ?? arrowOrTextOf(group);
}

function crossOf(group: ContentNode): Mark | null {
  const line = (name: { value: string; scheme: string }): ContentNode | undefined =>
    group.children
      .filter((each) => sameConcept(each.name, name))
      .flatMap((each) => (each.valueType === 'SCOORD' ? [each] : each.children))
      .find((each) => each.valueType === 'SCOORD' && each.points.length >= 2);
  const [long, short] = [line(QUANTITIES.longAxis), line(QUANTITIES.shortAxis)];
  if (long === undefined || short === undefined) return null;
  const [a, b, c, d] = [...long.points.slice(0, 2), ...short.points.slice(0, 2)];
  const image = imageOf(long);
  if (!(a && b && c && d && image)) return null;
  return { shape: { kind: 'bidirectional', long: [a, b], short: [c, d] }, image, node: long };
}

function arrowOrTextOf(group: ContentNode): Mark | null {
  const kind = group.children.find((each) => sameConcept(each.name, NAMES.regionKind));
  const place = group.children.find((each) => sameConcept(each.name, NAMES.imageRegion));
  const image = place === undefined ? undefined : imageOf(place);
  if (kind === undefined || place === undefined || image === undefined) return null;
  const [tip, tail] = kind.points;
  if (kind.valueType === 'SCOORD' && tip && tail)
    return { shape: { kind: 'arrow', tip, tail }, image, node: kind };
  const anchor = place.points[0];
  return kind.text === 'text' && anchor ? { shape: { kind: 'text', anchor }, image, node: place } : null;
}

const imageOf = (node: ContentNode): ImageReference | undefined =>
  [node, ...node.children].flatMap((each) => each.images)[0];

export class MarkReader {
  readonly #context: ImportContext;
  readonly #ledger: LedgerEntry[];

  constructor(context: ImportContext, ledger: LedgerEntry[]) {
    this.#context = context;
    this.#ledger = ledger;
  }

  /** The regions of a SCOORD or SCOORD3D; several for a list of points. `text` goes with each. */
  regionsOf(placed: PlacedNode, text: string): readonly Region[] {
    const { node } = placed;
    if (node.valueType === 'SCOORD3D') return this.#inPatient(placed, text);
    const image = imageOf(node);
    const shape = shapeFromGraphic(node.graphicType, node.points);
    if (shape === null && node.graphicType === 'MULTIPOINT' && image !== undefined) {
      return node.points.flatMap((point) =>
        this.regionsOfMark({ shape: { kind: 'point', point }, image, node }, placed.path, text),
      );
    }
    if (shape === null) {
      const graphic = node.graphicType || 'graphic';
      return this.#lost(placed, `its ${node.points.length} points make no ${graphic} that is drawn`);
    }
    if (image === undefined) return this.#lost(placed, 'it names no image');
    return this.regionsOfMark({ shape, image, node }, placed.path, text);
  }

  /** One region, or none where the image is not open. */
  regionsOfMark({ shape, image, node }: Mark, path: readonly ContentNode[], text: string): readonly Region[] {
    const frame = frameRef(image.sopInstanceUID, image.frameNumbers[0] ?? 1);
    if (this.#context.hasImage(frame)) return [{ uid: this.#context.newUid(), frame, shape, text }];
    this.#ledger.push({
      what: `${node.name?.meaning || 'Graphic'} (${shape.kind})`,
      where: placeWords({ node, path }),
      why: 'the image that it refers to is not among the opened ones',
    });
    return [];
  }

  #inPatient(placed: PlacedNode, text: string): readonly Region[] {
    const { node } = placed;
    const named = [node, ...node.children].flatMap(({ images }) =>
      images.map(({ sopInstanceUID, frameNumbers }) => frameRef(sopInstanceUID, frameNumbers[0] ?? 1)),
    );
    const located = this.#context.locate(node.frameOfReferenceUID, node.points3d, named);
    if (located === null) {
      return this.#lost(placed, 'none of the opened images lies in the plane of its points');
    }
    // A POLYGON is closed, also where a file leaves out the repetition of its first point (PS3.3 C.18.9.1.2).
    const isPolygon = node.graphicType === 'POLYGON';
    const points = isPolygon ? closed(located.points) : located.points;
    const shape = shapeFromGraphic(isPolygon ? 'POLYLINE' : node.graphicType, points);
    if (shape === null) return this.#lost(placed, `a graphic of type ${node.graphicType} is not drawn`);
    const assumed = seriesAssumed([located.others]);
    if (assumed !== null) this.#lost(placed, assumed);
    return [{ uid: this.#context.newUid(), frame: located.frame, shape, text }];
  }

  #lost(placed: PlacedNode, why: string): readonly Region[] {
    const { name, valueType, graphicType } = placed.node;
    const what = `${name?.meaning || 'Graphic'} (${valueType}, ${graphicType})`;
    this.#ledger.push({ what, where: placeWords(placed), why });
    return [];
  }
}

const closed = (points: readonly ImagePoint[]): readonly ImagePoint[] => {
  const [first, last] = [points[0], points[points.length - 1]];
  return first === undefined || (last !== undefined && first.x === last.x && first.y === last.y)
    ? points
    : [...points, first];
};
