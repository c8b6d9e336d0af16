/** The shapes drawn on each mass: where they lie follows from the noise-free slices alone. */
import type { Shape } from '../../annotations/finding/region.ts';
import type { ImagePoint } from '../../annotations/image/plane.ts';
import { columns, firstPixelX, firstPixelY, pixelSpacingMm, sliceCount, sliceZ } from './grid.ts';
import type { PhaseName } from './identity.ts';
import { leftKidney } from './kidneys.ts';
import {
  diameters,
  dilate,
  erode,
  innerEllipse,
  largestPart,
  type Mask,
  maskOf,
  middleOf,
  outlinePolygon,
  slit,
} from './outline.ts';
import { massIds } from './slice-canvas.ts';
import { centreAt } from './tubes.ts';
import { aorta } from './vessel-paths.ts';
import type { MassSums, Truth } from './volume.ts';

export type MassName = Exclude<keyof typeof massIds, 'none'>;
export const massNames: readonly MassName[] = ['paraspinal', 'paracostal', 'periaortic', 'perirenal'];

/** Where a mass lies along the body, from the pixel counts of every slice. */
export type Extent = {
  readonly firstSlice: number;
  readonly lastSlice: number;
  /** The slice that holds most of it. */
  readonly largest: number;
  /** Slices with contours, from the head down: `largest` is one of them. */
  readonly marked: readonly number[];
  readonly voxels: number;
};

/** Slices that hold less of a mass than this many pixels (18 mm²) do not count as its ends. */
const leastPixels = 30;

/** How far from the largest slice towards the upper end the upper contour lies; clear of the coeliac trunk. */
const outwards: Readonly<Record<MassName, number>> = {
  paraspinal: 0.55,
  paracostal: 0.55,
  periaortic: 0.8,
  perirenal: 0.55,
};

export function extentOf(mass: MassName, sums: readonly MassSums[]): Extent {
  const id = massIds[mass];
  const counts = Array.from({ length: sliceCount }, (_, slice) => sums[slice]?.count[id] ?? 0);
  const firstSlice = counts.findIndex((count) => count >= leastPixels);
  const lastSlice =
    counts.length -
    1 -
    counts
      .slice()
      .reverse()
      .findIndex((count) => count >= leastPixels);
  const largest = counts.indexOf(Math.max(...counts));
  const above = Math.round(firstSlice + (largest - firstSlice) * (1 - outwards[mass]));
  const below = Math.round(lastSlice + (largest - lastSlice) * 0.45);
  return {
    firstSlice,
    lastSlice,
    largest,
    marked: [...new Set([above, largest, below])].sort((a, b) => a - b),
    voxels: counts.reduce((sum, count) => sum + count, 0),
  };
}

export type PlacedShape = {
  readonly name: string;
  readonly phase: PhaseName;
  readonly slice: number;
  readonly shape: Shape;
  readonly text: string;
};

/** Pixels at the rim that share other tissue stay out of the contours. */
const rimPixels = 2;
/** Tails of less than twice this width beyond the rim, as between two ribs, stay out too. */
const tailPixels: Readonly<Record<MassName, number>> = {
  paraspinal: 3,
  paracostal: 3,
  periaortic: 3,
  perirenal: 1,
};

export function shapesOf(mass: MassName, extent: Extent, truths: ReadonlyMap<number, Truth>): PlacedShape[] {
  const shapes: PlacedShape[] = [];
  for (const slice of extent.marked) {
    const truth = truths.get(slice);
    if (truth === undefined) continue;
    const inner = contourMask(mass, truth);
    const asEllipse = mass === 'paraspinal' && slice !== extent.largest;
    const shape = asEllipse ? innerEllipse(inner) : outlinePolygon(inner);
    if (shape === undefined) throw new Error(`The ${mass} mass leaves no contour on slice ${slice}.`);
    for (const phase of ['noncontrast', 'portal-venous'] as const) {
      shapes.push({ name: `${mass} contour ${phase} ${slice}`, phase, slice, shape, text: '' });
    }
  }
  return [...shapes, ...pointers(mass, extent.largest, truths.get(extent.largest))];
}

/** The pixels safely inside the mass, without holes: what surrounds an organ is cut open. */
function contourMask(mass: MassName, { mass: labels, slice }: Truth): Mask {
  const whole = largestPart(maskOf(labels, massIds[mass]));
  const tail = tailPixels[mass];
  const core = largestPart(erode(whole, rimPixels + tail));
  const inner = dilate(core, tail, erode(whole, rimPixels));
  const z = sliceZ(slice);
  if (mass === 'periaortic') {
    const centre = centreAt(aorta, z);
    return largestPart(centre ? slit(inner, imagePoint(centre.x, centre.y), { x: -0.35, y: 1 }) : inner);
  }
  if (mass === 'perirenal')
    return largestPart(slit(inner, imagePoint(leftKidney.x, leftKidney.y), { x: -0.85, y: -0.5 }));
  return largestPart(inner);
}

/** Bidirectional measurement on the portal venous phase, and one mark with words. */
function pointers(mass: MassName, slice: number, truth: Truth | undefined): PlacedShape[] {
  if (truth === undefined) return [];
  const whole = largestPart(maskOf(truth.mass, massIds[mass]));
  const axes = diameters(whole);
  const shapes: PlacedShape[] = [];
  const add = (name: string, phase: PhaseName, shape: Shape, text: string) =>
    shapes.push({ name: `${mass} ${name}`, phase, slice, shape, text });
  if (axes) add('diameters', 'portal-venous', axes, '');
  const middle = middleOf(whole);
  switch (mass) {
    case 'paraspinal':
      add(
        'arrow',
        'portal-venous',
        arrow(edgeTowards(whole, middle, { x: 0.75, y: 0.66 }), { x: 0.75, y: 0.66 }, 52),
        'lobulated margin',
      );
      break;
    case 'paracostal': {
      const fat = largestPart(
        maskOf(truth.mass, massIds.paracostal, (i) => (truth.native[i] as number) < -60),
      );
      add('arrow', 'noncontrast', arrow(middleOf(fat), { x: -0.8, y: 0.6 }, 70), 'macroscopic fat');
      break;
    }
    case 'periaortic': {
      const centre = centreAt(aorta, sliceZ(slice));
      if (centre)
        add('point', 'portal-venous', { kind: 'point', point: imagePoint(centre.x, centre.y) }, 'aorta');
      break;
    }
    case 'perirenal':
      add(
        'arrow',
        'portal-venous',
        arrow(edgeTowards(whole, middle, { x: 0.4, y: 0.9 }), { x: 0.4, y: 0.9 }, 60),
        'perirenal rind',
      );
      break;
    default:
      throw new Error(`No mark for ${mass satisfies never}`);
  }
  return shapes;
}

function arrow(tip: ImagePoint, away: { x: number; y: number }, length: number): Shape {
  const at = (n: number) => Number(n.toFixed(2));
  return { kind: 'arrow', tip, tail: { x: at(tip.x + away.x * length), y: at(tip.y + away.y * length) } };
}

/** The last point of the mask on the way from its middle. */
function edgeTowards(mask: Mask, from: ImagePoint, direction: { x: number; y: number }): ImagePoint {
  let last = from;
  for (let step = 0; step < 150; step += 1) {
    const x = from.x + direction.x * step;
    const y = from.y + direction.y * step;
    if (mask[Math.floor(y) * columns + Math.floor(x)] === 1) last = { x, y };
  }
  return { x: Number(last.x.toFixed(2)), y: Number(last.y.toFixed(2)) };
}

/** Patient x and y (mm) in image coordinates of any slice. */
export function imagePoint(x: number, y: number): ImagePoint {
  const at = (mm: number, first: number) => Number(((mm - first) / pixelSpacingMm + 0.5).toFixed(2));
  return { x: at(x, firstPixelX), y: at(y, firstPixelY) };
}
