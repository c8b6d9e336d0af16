import { describe, expect, it } from 'vitest';
import { asUid } from '../../../annotations/ids.ts';
import { rescaledAt } from '../../../annotations/image/frame-pixels.ts';
import type { Frame, Stack } from '../../../annotations/image/hierarchy.ts';
import { edgeLetters, UNTURNED } from '../../../annotations/image/orientation.ts';
import {
  imageToPatient,
  type PatientVector,
  patientToImage,
  pixelAt,
  pixelCenter,
} from '../../../annotations/image/plane.ts';
import { failure } from '../../../annotations/result.ts';
import { createStackPixels, type StackPixels } from '../../../renderer/viewport/stack-pixels.ts';
import {
  CUTS,
  cutVolume,
  isCutFrame,
  nearestSlice,
  sidesOfStack,
} from '../../../renderer/viewport/volume.ts';
import { plainFrame, plainStack } from '../../annotations/image/plain-stack.ts';

const ROWS = 4;
const COLUMNS = 5;
const SLICES = 3;
const X = { x: 1, y: 0, z: 0 };
const Y = { x: 0, y: 1, z: 0 };
const DOWN = { x: 0, y: 0, z: -1 };
const minus = (v: PatientVector): PatientVector => ({ x: -v.x, y: -v.y, z: -v.z });

type Made = {
  readonly row?: PatientVector;
  readonly column?: PatientVector;
  readonly change?: (frame: Frame, index: number) => Frame;
};

/** Slices 2.5 mm apart, pixels of 1.5 × 0.5 mm. */
function stack({ row = X, column = Y, change = (frame) => frame }: Made = {}): Stack {
  const normal = {
    x: row.y * column.z - row.z * column.y,
    y: row.z * column.x - row.x * column.z,
    z: row.x * column.y - row.y * column.x,
  };
  const spacing = { betweenRowsMm: 1.5, betweenColumnsMm: 0.5 };
  const frames = Array.from({ length: SLICES }, (_, index): Frame => {
    const far = 2.5 * index;
    const position = { x: 10 + far * normal.x, y: -20 + far * normal.y, z: 30 + far * normal.z };
    return change(
      plainFrame(`1.2.${index + 1}`, {
        instanceNumber: index + 1,
        plane: { position, rowDirection: row, columnDirection: column, spacing },
        rescale: { slope: 2, intercept: -1024, type: 'HU' },
      }),
      index,
    );
  });
  return plainStack(frames, {
    rows: ROWS,
    columns: COLUMNS,
    storedType: 'uint16',
    normal,
    sliceSpacingMm: 2.5,
  });
}

/** Every voxel has a value of its own. */
const values = (slice: number): Uint8Array =>
  new Uint8Array(Uint16Array.from({ length: ROWS * COLUMNS }, (_, i) => 1000 * slice + i).buffer);

function filled(of: Stack): StackPixels {
  const pixels = createStackPixels(of);
  for (let slice = 0; slice < SLICES; slice += 1) pixels.put(slice, values(slice));
  return pixels;
}

const refusal = (of: Stack): string | null => {
  const result = cutVolume(filled(of), 'coronal');
  return result.ok ? null : result.error.message;
};

const dotted = (a: PatientVector, b: PatientVector): number => a.x * b.x + a.y * b.y + a.z * b.z;
const unit = (v: PatientVector): PatientVector => {
  const length = Math.sqrt(dotted(v, v));
  return { x: v.x / length, y: v.y / length, z: v.z / length };
};

const cos = Math.cos(0.3);
const sin = Math.sin(0.3);

describe('a cut through a volume', () => {
  it.each([
    ['a plain axial stack', {}],
    ['a prone patient', { row: minus(X), column: minus(Y) }],
    ['a coronal acquisition', { row: X, column: DOWN }],
    ['a sagittal acquisition that runs to the right', { row: minus(Y), column: DOWN }],
    ['an oblique stack', { row: { x: cos, y: sin, z: 0 }, column: { x: -sin, y: cos, z: 0 } }],
  ] satisfies [string, Made][])('has at every point of the patient the value of the stack: %s', (_, made) => {
    const source = filled(stack(made));
    for (const cut of CUTS) {
      const result = cutVolume(source, cut);
      if (!result.ok) throw new Error(result.error.message);
      let compared = 0;
      result.value.stack.frames.forEach(({ plane }, index) => {
        const frame = result.value.frame(index);
        if (plane === null || frame === null) throw new Error('The cut has no frame.');
        for (let row = 0; row < frame.rows; row += 1) {
          for (let column = 0; column < frame.columns; column += 1) {
            const point = imageToPatient(plane, pixelCenter({ column, row }));
            const slice = nearestSlice(source.stack, point) ?? -1;
            const there = source.stack.frames[slice]?.plane;
            const pixels = source.frame(slice);
            if (there === null || there === undefined || pixels === null) throw new Error('No slice there.');
            const foot = patientToImage(there, point);
            expect(Math.abs(foot.distanceMm)).toBeLessThan(1e-9);
            const hu = rescaledAt(pixels, pixelAt(foot.point));
            expect(rescaledAt(frame, { column, row })).toBe(hu);
            compared += 1;
          }
        }
      });
      expect(compared).toBe(ROWS * COLUMNS * SLICES);
    }
  });

  it('is seen as radiologists look, whatever way the stack was acquired', () => {
    for (const made of [{}, { row: minus(X), column: minus(Y) }, { row: X, column: DOWN }]) {
      const letters = CUTS.map((cut) => {
        const result = cutVolume(filled(stack(made)), cut);
        const plane = result.ok ? result.value.stack.frames[0]?.plane : null;
        return plane ? Object.values(edgeLetters(plane, UNTURNED)).join('') : '';
      });
      expect(letters).toEqual(['RLAP', 'RLHF', 'APHF']);
    }
  });

  it('orders its frames along their normal and refers to no DICOM frame', () => {
    const result = cutVolume(filled(stack()), 'sagittal');
    if (!result.ok) throw new Error(result.error.message);
    const { frames, normal, rows, columns, sliceSpacingMm } = result.value.stack;
    expect([rows, columns, frames.length, sliceSpacingMm]).toEqual([SLICES, ROWS, COLUMNS, 0.5]);
    expect(normal?.x).toBe(-1);
    expect(frames.map(({ plane }) => plane?.position.x)).toEqual([12, 11.5, 11, 10.5, 10]);
    expect(frames.every(({ ref }) => isCutFrame(ref))).toBe(true);
    expect(isCutFrame({ sopInstanceUID: asUid('1.2.1'), frameNumber: 1 })).toBe(false);
  });

  it('is there when the last slice is, and tells everybody who waits', async () => {
    const source = createStackPixels(stack());
    const result = cutVolume(source, 'coronal');
    if (!result.ok) throw new Error(result.error.message);
    const told: number[] = [];
    result.value.onSettled((index) => told.push(index));
    const waiting = result.value.settled(2);
    source.put(2, values(2));
    source.put(0, values(0));
    expect([result.value.frame(2), result.value.arrivedCount, told]).toEqual([null, 0, []]);
    source.put(1, values(1));
    expect(told).toEqual([0, 1, 2, 3]);
    expect((await waiting).ok).toBe(true);
    expect(result.value.arrivedCount).toBe(ROWS);
  });

  it('fails with the slice that is missing and its cause', () => {
    const source = createStackPixels(stack());
    source.fail(1, failure('truncated', 'CT.2 ends in the middle of its pixels.'));
    const result = cutVolume(source, 'coronal');
    expect(result.ok && result.value.failureOf(0)?.message).toBe(
      'The series cannot be shown from other sides, since slice 2 is missing: CT.2 ends in the middle of its pixels.',
    );
  });
});

describe('the sides of a stack', () => {
  const sides = (made: Made): unknown => {
    const result = sidesOfStack(stack(made));
    return result.ok ? result.value : result.error.message;
  };

  it('are the one from which it was acquired, and the two others', () => {
    expect(sides({})).toEqual(['axial', 'coronal', 'sagittal']);
    expect(sides({ row: minus(X), column: minus(Y) })).toEqual(['axial', 'coronal', 'sagittal']);
    expect(sides({ row: X, column: DOWN })).toEqual(['coronal', 'axial', 'sagittal']);
    expect(sides({ row: minus(Y), column: DOWN })).toEqual(['sagittal', 'axial', 'coronal']);
    expect(sides({ row: { x: cos, y: sin, z: 0 }, column: { x: -sin, y: cos, z: 0 } })).toEqual([
      'axial',
      'coronal',
      'sagittal',
    ]);
  });

  it('are refused where the stack lies so obliquely that two would show the same', () => {
    // Axes (0.7, 0.5, 0.5), (−0.1, 0.76, −0.64) and the one across both.
    const row = unit({ x: 0.7, y: 0.5, z: 0.5 });
    const along = dotted({ x: -0.1, y: 0.75, z: -0.65 }, row);
    const column = unit({ x: -0.1 - along * row.x, y: 0.75 - along * row.y, z: -0.65 - along * row.z });
    expect(sides({ row, column })).toContain('too obliquely');
  });
});

describe('what is no box is refused in words', () => {
  const moved = (index: number, by: Partial<PatientVector>) => (frame: Frame, at: number) =>
    at !== index || frame.plane === null
      ? frame
      : {
          ...frame,
          plane: {
            ...frame.plane,
            position: {
              x: frame.plane.position.x + (by.x ?? 0),
              y: frame.plane.position.y + (by.y ?? 0),
              z: frame.plane.position.z + (by.z ?? 0),
            },
          },
        };

  it('uneven slices, in the reader’s own words where it has some', () => {
    const uneven = stack({ change: moved(1, { z: 0.4 }) });
    expect(refusal(uneven)).toBe(
      'The series cannot be shown from other sides: slice 2 does not lie where even spacing would have it.',
    );
    const warned: Stack = {
      ...uneven,
      warnings: [{ kind: 'gap', message: 'Gap of 2.9 mm after slice 1.' }],
    };
    expect(refusal(warned)).toBe('The series cannot be shown from other sides: gap of 2.9 mm after slice 1.');
  });

  it('a tilted gantry', () => {
    expect(
      refusal(stack({ change: (frame, index) => moved(index, { y: 0.5 * index })(frame, index) })),
    ).toContain('slice 2 does not lie');
  });

  it('slices of different rescale, without position, or at one place', () => {
    const scaled = stack({
      change: (frame, index) =>
        index === 2 ? { ...frame, rescale: { ...frame.rescale, intercept: 0 } } : frame,
    });
    expect(refusal(scaled)).toContain('slice 3 is scaled to HU otherwise than the first.');
    expect(refusal(stack({ change: (frame) => ({ ...frame, plane: null }) }))).toContain('no position');
    const flat = stack({ change: (frame, index) => moved(index, { z: -2.5 * index })(frame, index) });
    expect(refusal(flat)).toContain('lie at one place');
  });

  it('a stack that is not held as a whole', () => {
    const result = cutVolume(createStackPixels(stack(), 2), 'coronal');
    expect(!result.ok && result.error.message).toContain('larger than the memory');
  });
});
