/**
 * Hands frames of a `StackPixels` to Cornerstone: the image loader for the scheme `frame:` and the metadata of
 * those images.
 *
 * Images carry STORED values: the modality transform is part of the window that is set on them, so no value is
 * ever rounded on its way to the screen. Their geometry is the frame's own; a frame that lies nowhere gets a place
 * of its own, which nothing outside of Cornerstone ever sees.
 */
import { cache, Enums, imageLoader, metaData, type Types, utilities } from '@cornerstonejs/core';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import type { StoredType } from '../../annotations/image/hierarchy.ts';
import type { FramePlane } from '../../annotations/image/plane.ts';
import type { StackPixels } from './stack-pixels.ts';

export type MountedStack = {
  /** Cornerstone's name for it. */
  readonly displaySetId: string;
  /** Cornerstone holds values of frames that it has cached; only this one's may stay. */
  keepOnly(index: number): void;
  unmount(): void;
};

const SCHEME = 'frame';
const stacks = new Map<string, StackPixels>();
let mounts = 0;

export function mountStack(pixels: StackPixels, firstIndex: number): MountedStack {
  mounts += 1;
  const displaySetId = `stack-${mounts}`;
  const imageIds = pixels.stack.frames.map((_, index) => `${SCHEME}:${displaySetId}/${index}`);
  stacks.set(displaySetId, pixels);
  utilities.genericViewportDisplaySetMetadataProvider.add(displaySetId, {
    kind: 'planar',
    imageIds,
    initialImageIdIndex: firstIndex,
  });
  let cached = firstIndex;
  return {
    displaySetId,
    keepOnly: (index) => {
      if (index !== cached) removeFromCache(imageIds[cached]);
      cached = index;
    },
    unmount: () => {
      stacks.delete(displaySetId);
      utilities.genericViewportDisplaySetMetadataProvider.remove(displaySetId);
      removeFromCache(imageIds[cached]);
    },
  };
}

function removeFromCache(imageId: string | undefined): void {
  if (imageId === undefined || cache.getImageLoadObject(imageId) === undefined) return;
  cache.removeImageLoadObject(imageId, { force: true });
}

export function registerFrameLoader(): void {
  imageLoader.registerImageLoader(SCHEME, (imageId) => ({ promise: loadFrame(imageId) }));
  metaData.addProvider(frameMetadata);
}

type Address = { readonly pixels: StackPixels; readonly index: number };

function addressed(imageId: string): Address | null {
  const match = /^frame:(stack-\d+)\/(\d+)$/.exec(imageId);
  const pixels = stacks.get(match?.[1] ?? '');
  return pixels === undefined ? null : { pixels, index: Number(match?.[2]) };
}

async function loadFrame(imageId: string): Promise<Types.IImage> {
  const address = addressed(imageId);
  if (address === null) throw new Error(`The stack of ${imageId} is closed.`);
  const result = await address.pixels.settled(address.index);
  if (!result.ok) throw new Error(result.error.message);
  return imageOf(imageId, address, result.value);
}

function imageOf(imageId: string, { pixels, index }: Address, frame: FramePixels): Types.IImage {
  const { rows, columns, storedType, values } = frame;
  const spacing = planeOf({ pixels, index }).spacing;
  const color = storedType === 'rgb8';
  return {
    imageId,
    rows,
    columns,
    width: columns,
    height: rows,
    color,
    rgba: false,
    numberOfComponents: color ? 3 : 1,
    getPixelData: () => values as Types.PixelDataTypedArray,
    getCanvas: () => {
      throw new Error('Frames are drawn from their values.');
    },
    // The window is always set from outside; these are what Cornerstone wants to see before that.
    minPixelValue: 0,
    maxPixelValue: 255,
    slope: 1,
    intercept: 0,
    windowCenter: 128,
    windowWidth: 256,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    invert: false,
    preScale: { enabled: true, scaled: true },
    rowPixelSpacing: spacing.betweenRowsMm,
    columnPixelSpacing: spacing.betweenColumnsMm,
    sizeInBytes: values.byteLength,
    dataType: values.constructor.name as Types.PixelDataTypedArrayString,
    imageFrame: {} as NonNullable<Types.IImage['imageFrame']>,
  };
}

function planeOf({ pixels, index }: Address): FramePlane {
  const frame = pixels.stack.frames[index];
  return (
    frame?.plane ?? {
      position: { x: 0, y: 0, z: index },
      rowDirection: { x: 1, y: 0, z: 0 },
      columnDirection: { x: 0, y: 1, z: 0 },
      spacing: frame?.spacing ?? { betweenRowsMm: 1, betweenColumnsMm: 1 },
    }
  );
}

/** Answers in the shape of Cornerstone's metadata modules; `undefined` leaves the question to others. */
function frameMetadata(module: string, imageId: unknown): object | undefined {
  const address = typeof imageId === 'string' ? addressed(imageId) : null;
  if (address === null) return undefined;
  const { stack } = address.pixels;
  switch (module) {
    case 'imagePlaneModule': {
      const { position, rowDirection: row, columnDirection: column, spacing } = planeOf(address);
      return {
        frameOfReferenceUID: stack.frameOfReferenceUID ?? stack.id,
        rows: stack.rows,
        columns: stack.columns,
        imagePositionPatient: [position.x, position.y, position.z],
        imageOrientationPatient: [row.x, row.y, row.z, column.x, column.y, column.z],
        rowCosines: [row.x, row.y, row.z],
        columnCosines: [column.x, column.y, column.z],
        pixelSpacing: [spacing.betweenRowsMm, spacing.betweenColumnsMm],
        rowPixelSpacing: spacing.betweenRowsMm,
        columnPixelSpacing: spacing.betweenColumnsMm,
      };
    }
    case 'imagePixelModule': {
      const bits = BITS[stack.storedType];
      return {
        bitsAllocated: bits,
        bitsStored: bits,
        highBit: bits - 1,
        samplesPerPixel: stack.storedType === 'rgb8' ? 3 : 1,
        pixelRepresentation: stack.storedType.startsWith('int') ? 1 : 0,
        photometricInterpretation: stack.storedType === 'rgb8' ? 'RGB' : 'MONOCHROME2',
      };
    }
    case 'generalSeriesModule':
      return { modality: 'CT', seriesInstanceUID: stack.seriesInstanceUID };
    case 'voiLutModule':
      return { windowCenter: [128], windowWidth: [256] };
    case 'modalityLutModule':
      return { rescaleSlope: 1, rescaleIntercept: 0 };
    default:
      return undefined;
  }
}

const BITS: { readonly [K in StoredType]: number } = {
  int8: 8,
  uint8: 8,
  int16: 16,
  uint16: 16,
  int32: 32,
  uint32: 32,
  float32: 32,
  rgb8: 8,
};
