import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Turn, UNTURNED } from '../../../annotations/image/orientation.ts';
import { applyAffine, applyToEllipse, invertAffine } from '../../../annotations/scene/affine.ts';
import { outputGeometry } from '../../../annotations/scene/turn.ts';

const square = { rows: 512, columns: 512, spacing: { betweenRowsMm: 0.703125, betweenColumnsMm: 0.703125 } };
const geometryOf = (...args: Parameters<typeof outputGeometry>) => {
  const result = outputGeometry(...args);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const TURNS: readonly Turn[] = ([0, 90, 180, 270] as const).flatMap((rotation) => [
  { rotation, flipHorizontal: false },
  { rotation, flipHorizontal: true },
]);

describe('from the frame to the output', () => {
  it('is the identity at scale 1, to the last bit', () => {
    const { transform, widthPx, heightPx, mmPerPx } = geometryOf(square, null, UNTURNED, {
      kind: 'scale',
      scale: 1,
    });
    expect([widthPx, heightPx, mmPerPx]).toEqual([512, 512, 0.703125]);
    expect(transform).toEqual({ a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 });
  });

  it('puts the frame into the output in every turn, corner to corner', () => {
    const frame = { rows: 300, columns: 200, spacing: { betweenRowsMm: 1, betweenColumnsMm: 2 } };
    for (const turn of TURNS) {
      const { transform, widthPx, heightPx } = geometryOf(frame, null, turn, { kind: 'scale', scale: 2 });
      const lying = turn.rotation === 90 || turn.rotation === 270;
      expect([widthPx, heightPx]).toEqual(lying ? [600, 800] : [800, 600]);
      const corners = [
        { x: 0, y: 0 },
        { x: 200, y: 0 },
        { x: 200, y: 300 },
        { x: 0, y: 300 },
      ].map((corner) => applyAffine(transform, corner));
      const seen = corners.map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`).sort();
      expect(seen).toEqual([`0 0`, `0 ${heightPx}`, `${widthPx} 0`, `${widthPx} ${heightPx}`].sort());
    }
  });

  it('turns clockwise first and mirrors then', () => {
    const { transform } = geometryOf(
      square,
      null,
      { rotation: 90, flipHorizontal: true },
      { kind: 'scale', scale: 1 },
    );
    // The top left corner goes to the top right by the rotation, and back to the left by the mirror.
    expect(applyAffine(transform, { x: 0, y: 0 })).toEqual({ x: 0, y: 0 });
    expect(applyAffine(transform, { x: 512, y: 0 })).toEqual({ x: 0, y: 512 });
  });

  it('keeps the resolution of the finer spacing and stretches the other', () => {
    const frame = { rows: 100, columns: 100, spacing: { betweenRowsMm: 3, betweenColumnsMm: 1.5 } };
    const geometry = geometryOf(frame, null, UNTURNED, { kind: 'scale', scale: 1 });
    expect([geometry.widthPx, geometry.heightPx, geometry.mmPerPx]).toEqual([100, 200, 1.5]);
  });

  it('shows an area at the width that was asked for', () => {
    const area = { x: 100, y: 50, width: 200, height: 100 };
    const { transform, widthPx, heightPx } = geometryOf(square, area, UNTURNED, {
      kind: 'width',
      widthPx: 1000,
    });
    expect([widthPx, heightPx]).toEqual([1000, 500]);
    expect(applyAffine(transform, { x: 100, y: 50 })).toEqual({ x: 0, y: 0 });
    expect(applyAffine(transform, { x: 300, y: 150 })).toEqual({ x: 1000, y: 500 });
  });

  it('refuses empty areas and pictures beyond all measure', () => {
    const empty = outputGeometry(square, { x: 0, y: 0, width: 0, height: 5 }, UNTURNED, {
      kind: 'scale',
      scale: 1,
    });
    expect(empty.ok ? '' : empty.error.kind).toBe('bad-area');
    const huge = outputGeometry(square, null, UNTURNED, { kind: 'width', widthPx: 100_000 });
    expect(huge.ok ? '' : huge.error.message).toMatch(/100000 × 100000 pixels is too large/);
  });
});

describe('affine maps', () => {
  const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  it('maps the outline of an ellipse onto the outline of the mapped ellipse', () => {
    fc.assert(
      fc.property(
        number(0.5, 3),
        number(0.5, 3),
        number(-4, 4),
        number(1, 40),
        number(1, 40),
        number(0, 6.3),
        (sx, sy, rotation, rx, ry, angle) => {
          const map = { a: 0, b: sx, c: -sy, d: 0, e: 12, f: -7 };
          const ellipse = { center: { x: 5, y: 6 }, radiusX: rx, radiusY: ry, rotation };
          const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
          const [u, v] = [rx * Math.cos(angle), ry * Math.sin(angle)];
          const point = applyAffine(map, { x: 5 + u * cos - v * sin, y: 6 + u * sin + v * cos });
          const out = applyToEllipse(map, ellipse);
          const dx = point.x - out.center.x;
          const dy = point.y - out.center.y;
          const along = (dx * Math.cos(out.rotation) + dy * Math.sin(out.rotation)) / out.radiusX;
          const across = (dy * Math.cos(out.rotation) - dx * Math.sin(out.rotation)) / out.radiusY;
          expect(along ** 2 + across ** 2).toBeCloseTo(1, 6);
        },
      ),
    );
  });

  it('comes back through the inverse', () => {
    const map = { a: 0, b: 2, c: -3, d: 0, e: 5, f: 7 };
    const back = applyAffine(invertAffine(map), applyAffine(map, { x: 11, y: 13 }));
    expect(back.x).toBeCloseTo(11, 12);
    expect(back.y).toBeCloseTo(13, 12);
  });
});
