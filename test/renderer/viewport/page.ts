/**
 * The page that the viewport's browser tests drive: real viewports over synthetic stacks whose every value is known.
 */
import { cache } from '@cornerstonejs/core';
import { asStackId, asUid } from '../../../annotations/ids.ts';
import type { Frame, Rescale, Stack, StoredType } from '../../../annotations/image/hierarchy.ts';
import type { FramePlane, ImagePoint } from '../../../annotations/image/plane.ts';
import { type Voi, voiToUnitGrey } from '../../../annotations/image/voi.ts';
import { failure } from '../../../annotations/result.ts';
import type { Backend } from '../../../renderer/viewport/backend.ts';
import type { ImageViewport } from '../../../renderer/viewport/image-viewport.ts';
import { createStackPixels, type StackPixels } from '../../../renderer/viewport/stack-pixels.ts';
import { createImageViewport } from '../../../renderer/viewport/viewport-adapter.ts';
import { CUTS, type Cut, cutVolume } from '../../../renderer/viewport/volume.ts';
import { plainFrame, plainStack } from '../../annotations/image/plain-stack.ts';

export type Synthetic = {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly storedType: StoredType;
  readonly rescale: Rescale;
  readonly plane: FramePlane | null;
  readonly photometric?: Stack['photometric'];
  /** Frames that are there from the beginning. */
  readonly present: 'all' | 'none';
  /** Slices lie straight above each other; otherwise 0.7 mm aside each, as with a tilted gantry. */
  readonly upright?: boolean;
};

/** Stored value of a pixel: `ramp` runs along the rows, `blobs` are smooth and bright at the given image points. */
export type Filling =
  | { readonly kind: 'ramp'; readonly from: number; readonly step: number }
  | { readonly kind: 'constant-per-frame'; readonly values: readonly number[] }
  | {
      readonly kind: 'blobs';
      readonly at: readonly ImagePoint[];
      readonly low: number;
      readonly high: number;
      readonly sigma: number;
    }
  | { readonly kind: 'noise' };

const ARRAYS = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  rgb8: Uint8Array,
} as const;

class Harness {
  viewport: ImageViewport | null = null;
  pixels: StackPixels | null = null;
  rendered = 0;
  #shape: Synthetic | null = null;
  #filling: Filling = { kind: 'noise' };

  open(backend: Backend | null, width: number, height: number): void {
    const element = document.createElement('div');
    element.id = 'viewport';
    element.style.cssText = `position:absolute;left:0;top:0;width:${width}px;height:${height}px;background:#000`;
    document.body.append(element);
    this.viewport = createImageViewport(element, backend === null ? {} : { backend });
    this.viewport.onRendered(() => {
      this.rendered += 1;
    });
  }

  /** The stack from one side, in the viewport that is open. */
  showCut(cut: Cut, voi: Voi): void {
    const pixels = this.pixels === null ? null : cutVolume(this.pixels, cut);
    if (pixels === null || !pixels.ok) throw new Error(pixels === null ? 'No stack.' : pixels.error.message);
    this.viewport?.setStack(pixels.value, { voi });
  }

  /** Three viewports side by side that show the stack from three sides. */
  openCuts(width: number, height: number): ImageViewport[] {
    const source = this.pixels;
    if (source === null) throw new Error('No stack.');
    return CUTS.map((cut, index) => {
      const element = document.createElement('div');
      element.style.cssText = `position:absolute;left:${index * width}px;top:0;width:${width}px;height:${height}px`;
      document.body.append(element);
      const viewport = createImageViewport(element, {});
      const pixels = cutVolume(source, cut);
      if (!pixels.ok) throw new Error(pixels.error.message);
      viewport.setStack(pixels.value);
      return viewport;
    });
  }

  stack(shape: Synthetic, filling: Filling): void {
    this.#shape = shape;
    this.#filling = filling;
    this.pixels = createStackPixels(syntheticStack(shape));
    if (shape.present === 'all') for (let index = 0; index < shape.frames; index += 1) this.arrive(index);
  }

  arrive(index: number): void {
    if (this.#shape === null) throw new Error('No stack.');
    const values = fill(this.#shape, this.#filling, index);
    this.pixels?.put(index, new Uint8Array(values.buffer));
  }

  break(index: number, message: string): void {
    this.pixels?.fail(index, failure('test', message));
  }

  /** Waits until what was asked for is painted and two frames have gone by. */
  async settle(): Promise<void> {
    for (let i = 0; i < 4; i += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  }

  /** How many frames Cornerstone holds on to. */
  cachedImages(): number {
    return this.#mountedIds().filter((imageId) => cache.getImageLoadObject(imageId) !== undefined).length;
  }

  #mountedIds(): string[] {
    const mounts = Array.from({ length: 30 }, (_, index) => `frame:stack-${index}`);
    return mounts.flatMap((mount) => Array.from({ length: 100 }, (_, index) => `${mount}/${index}`));
  }

  canvas(): HTMLCanvasElement {
    const shown = [...document.querySelectorAll<HTMLCanvasElement>('#viewport canvas')].filter(
      (canvas) => getComputedStyle(canvas).display !== 'none' && canvas.width > 0,
    );
    // On the GPU a lookup table is painted on a second one above Cornerstone's.
    const covers = shown.length === 2 && this.viewport?.voi.function === 'TABLE';
    const top = shown[shown.length - 1];
    if (top === undefined || (shown.length !== 1 && !covers)) {
      throw new Error(`${shown.length} canvases are shown.`);
    }
    return top;
  }

  /** Red, green, blue at device pixels. */
  colours(points: readonly (readonly [number, number])[]): number[][] {
    const canvas = this.canvas();
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    if (data === undefined) throw new Error('No pixels.');
    return points.map(([x, y]) => [
      ...data.slice((y * canvas.width + x) * 4, (y * canvas.width + x) * 4 + 3),
    ]);
  }

  /** Centroid in CSS pixels and mass (sum of grey) of what is brighter than `ground` within `reach` of a canvas point. */
  centroid(
    near: { x: number; y: number },
    reach: number,
    ground: number,
  ): { x: number; y: number; mass: number } {
    const canvas = this.canvas();
    const ratio = window.devicePixelRatio;
    const left = Math.max(0, Math.floor((near.x - reach) * ratio));
    const top = Math.max(0, Math.floor((near.y - reach) * ratio));
    const size = Math.ceil(2 * reach * ratio) + 1;
    const data = canvas.getContext('2d')?.getImageData(left, top, size, size).data;
    if (data === undefined) throw new Error('No pixels.');
    let [mass, sumX, sumY] = [0, 0, 0];
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        const cssX = (left + x + 0.5) / ratio;
        const cssY = (top + y + 0.5) / ratio;
        if ((cssX - near.x) ** 2 + (cssY - near.y) ** 2 > reach ** 2) continue;
        const grey = (data[(y * size + x) * 4] as number) - ground;
        mass += grey;
        sumX += grey * cssX;
        sumY += grey * cssY;
      }
    }
    return { x: sumX / mass, y: sumY / mass, mass };
  }

  /** Centroid in image coordinates of what is brighter than `ground` in the current frame around a point. */
  greyCentroid(near: ImagePoint, reach: number, ground: number, floored: boolean): ImagePoint {
    const frame = this.viewport?.framePixels;
    const voi = this.viewport?.voi;
    if (frame === null || frame === undefined || voi === undefined) throw new Error('No frame.');
    let [mass, sumX, sumY] = [0, 0, 0];
    for (let row = 0; row < frame.rows; row += 1) {
      for (let column = 0; column < frame.columns; column += 1) {
        if (Math.hypot(column + 0.5 - near.x, row + 0.5 - near.y) > reach) continue;
        const hu = frame.rescale.slope * (frame.values[row * frame.columns + column] as number);
        const grey = voiToUnitGrey(voi, hu + frame.rescale.intercept);
        const above = Math.max(0, (floored ? Math.floor(grey) : grey) - ground);
        mass += above;
        sumX += above * (column + 0.5);
        sumY += above * (row + 0.5);
      }
    }
    return { x: sumX / mass, y: sumY / mass };
  }

  /**
   * `step` once an animation frame: ms between frames, and ms that the page itself works for a change, from the step
   * to the end of the painting.
   */
  async timed(frames: number, step: (i: number) => void): Promise<{ intervals: number[]; work: number[] }> {
    const intervals: number[] = [];
    const work: number[] = [];
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    let last = await nextFrame();
    for (let i = 0; i < frames; i += 1) {
      // Callbacks of a frame run in the order of their requests: this one before the viewport's, the last one after.
      const opened = new Promise<number>((resolve) =>
        requestAnimationFrame(() => resolve(performance.now())),
      );
      const began = performance.now();
      step(i);
      const changed = performance.now() - began;
      const frame = await new Promise<{ now: number; painted: number }>((resolve) =>
        requestAnimationFrame((now) => queueMicrotask(() => resolve({ now, painted: performance.now() }))),
      );
      work.push(changed + frame.painted - (await opened));
      intervals.push(frame.now - last);
      last = frame.now;
    }
    return { intervals, work };
  }
}

function syntheticStack(shape: Synthetic): Stack {
  const frames = Array.from({ length: shape.frames }, (_, index): Frame => {
    const plane = shape.plane === null ? null : planeAt(shape.plane, index, shape.upright === true ? 0 : 0.7);
    return plainFrame(`2.25.2.${index + 1}`, { instanceNumber: index + 1, plane, rescale: shape.rescale });
  });
  return plainStack(frames, {
    id: asStackId('synthetic'),
    seriesInstanceUID: asUid('2.25.1'),
    frameOfReferenceUID: asUid('2.25.3'),
    rows: shape.rows,
    columns: shape.columns,
    storedType: shape.storedType,
    photometric: shape.photometric ?? (shape.storedType === 'rgb8' ? 'RGB' : 'MONOCHROME2'),
    orientation: 'oblique',
    sliceSpacingMm: 5,
  });
}

/** 5 mm further along the normal a frame, and so many mm along the rows. */
function planeAt(first: FramePlane, index: number, asideMm: number): FramePlane {
  const { rowDirection: r, columnDirection: c, position: p } = first;
  const n = { x: r.y * c.z - r.z * c.y, y: r.z * c.x - r.x * c.z, z: r.x * c.y - r.y * c.x };
  const along = (axis: 'x' | 'y' | 'z') => p[axis] + index * (5 * n[axis] + asideMm * r[axis]);
  return { ...first, position: { x: along('x'), y: along('y'), z: along('z') } };
}

function fill(shape: Synthetic, filling: Filling, index: number): InstanceType<(typeof ARRAYS)[StoredType]> {
  const components = shape.storedType === 'rgb8' ? 3 : 1;
  const values = new ARRAYS[shape.storedType](shape.rows * shape.columns * components);
  for (let i = 0; i < values.length; i += 1) {
    const pixel = Math.floor(i / components);
    values[i] = storedAt(filling, pixel % shape.columns, Math.floor(pixel / shape.columns), index, i);
  }
  return values;
}

function storedAt(filling: Filling, column: number, row: number, index: number, i: number): number {
  switch (filling.kind) {
    case 'ramp':
      return filling.from + filling.step * column;
    case 'constant-per-frame':
      return filling.values[index] as number;
    case 'blobs': {
      const height = filling.at.reduce((sum, at) => {
        const square = (column + 0.5 - at.x) ** 2 + (row + 0.5 - at.y) ** 2;
        return sum + Math.exp(-square / (2 * filling.sigma ** 2));
      }, 0);
      return Math.round(filling.low + (filling.high - filling.low) * height);
    }
    case 'noise':
      // Cheap and without pattern; the same for the same pixel.
      return ((Math.imul(i + index * 7919, 2654435761) >>> 20) & 0xfff) - 1024;
  }
}

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = new Harness();
