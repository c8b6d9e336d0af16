import { describe, expect, it } from 'vitest';
import type { Region, Shape } from '../../../annotations/finding/region.ts';
import { asUid } from '../../../annotations/ids.ts';
import { distanceToShape, hitTest } from '../../../renderer/overlay/hit-test.ts';

const p = (x: number, y: number) => ({ x, y });
const doubled = (point: { x: number; y: number }) => ({ x: point.x * 2, y: point.y * 2 });
const region = (uid: string, shape: Shape): Region => ({
  uid: asUid(uid),
  frame: { sopInstanceUID: asUid('1.2.3'), frameNumber: 1 },
  shape,
  text: '',
});
const ellipse = region('2.25.1', {
  kind: 'ellipse',
  center: p(50, 50),
  radiusX: 20,
  radiusY: 10,
  rotation: 0,
});
const line = region('2.25.2', { kind: 'polyline', points: [p(0, 0), p(0, 40)] });

describe('the pointer', () => {
  it('hits the outline of an ellipse and not its inside, which belongs to the picture', () => {
    expect(hitTest([ellipse], null, p(140, 100), doubled)).toEqual({ kind: 'mark', region: ellipse });
    expect(hitTest([ellipse], null, p(100, 100), doubled)).toBeNull();
  });

  it('takes the nearest of several marks', () => {
    const near = region('2.25.3', { kind: 'polyline', points: [p(2, 0), p(2, 40)] });
    expect(hitTest([line, near], null, p(3, 20), doubled)?.region.uid).toBe(near.uid);
    expect(hitTest([line, near], null, p(1, 20), doubled)?.region.uid).toBe(line.uid);
  });

  it('finds the handles of the selected mark before any line', () => {
    expect(hitTest([line, ellipse], line.uid, p(4, 80), doubled)).toEqual({
      kind: 'handle',
      region: line,
      handle: 1,
    });
  });

  it('measures the distance on the screen, not in the image', () => {
    expect(distanceToShape(line.shape, p(6, 20), doubled)).toBeCloseTo(6, 9);
  });
});
