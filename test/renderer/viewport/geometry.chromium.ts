/**
 * Pixels on the screen lie where `imageToCanvas` says: on both backends, for all eight turns, at any zoom and pan,
 * with anisotropic spacing, a frame that is not square and an oblique plane.
 */
import { expect, test } from '@playwright/test';
import type { Backend } from '../../../renderer/viewport/backend.ts';
import type { Filling, Synthetic } from './page.ts';
import { openViewportPage } from './viewport-page.ts';

const third = Math.SQRT1_2;
const SHAPE: Synthetic = {
  rows: 96,
  columns: 130,
  frames: 3,
  storedType: 'uint16',
  rescale: { slope: 1, intercept: -1024, type: 'HU' },
  plane: {
    position: { x: -81.3, y: 12.9, z: 240.1 },
    rowDirection: { x: third, y: third, z: 0 },
    columnDirection: { x: -0.5, y: 0.5, z: -third },
    spacing: { betweenRowsMm: 1.4, betweenColumnsMm: 0.8 },
  },
  present: 'all',
};
/** 12 bits; the ground at grey 20.496, so that flooring neither hides nor bends the spots' edges. */
const BLOBS: Filling = {
  kind: 'blobs',
  at: [
    { x: 40.3, y: 30.8 },
    { x: 88.6, y: 61.25 },
  ],
  low: 321,
  high: 3900,
  sigma: 2.5,
};
const TURNS = [0, 90, 180, 270].flatMap((rotation) =>
  [false, true].map((flipHorizontal) => ({ rotation, flipHorizontal })),
);

for (const backend of ['cpu', 'gpu'] as const satisfies Backend[]) {
  for (const ratio of [1, 2]) {
    test.describe(`${backend} at ${ratio} device pixels per CSS pixel`, () => {
      test.use({ deviceScaleFactor: ratio });

      test('a bright spot appears where imageToCanvas says, for all turns, zooms and pans', async ({
        page,
      }) => {
        const errors = await openViewportPage(page);
        const worst = await page.evaluate(
          async ({ backend, shape, filling, turns }) => {
            const { harness } = window;
            harness.open(backend as Backend, 700, 520);
            const viewport = harness.viewport;
            if (viewport === null || filling.kind !== 'blobs') throw new Error('No viewport.');
            harness.stack(shape, filling);
            viewport.setStack(harness.pixels, {
              slice: 1,
              voi: { function: 'LINEAR', centerHu: 976, widthHu: 4001 },
            });
            const measured: {
              distance: number;
              scale: number;
              mass: number;
              expected: number;
              at: string;
            }[] = [];
            for (const turn of turns) {
              for (const { zoom, center } of [
                { zoom: 1, center: null },
                { zoom: 0.63, center: { x: 60.1, y: 50.2 } },
                { zoom: 1.37, center: { x: 64.4, y: 44.9 } },
              ]) {
                viewport.setPresentation({ zoom, center, turn: turn as typeof viewport.presentation.turn });
                await harness.settle();
                const t = viewport.transform;
                if (t === null) throw new Error('No transform.');
                for (const at of filling.at) {
                  // Where the spot's own greys balance; on the GPU values are blended first and rounded to greys then.
                  const truth = harness.greyCentroid(
                    at,
                    5 * filling.sigma,
                    backend === 'cpu' ? 20 : 20.496,
                    backend === 'cpu',
                  );
                  const where = viewport.imageToCanvas(truth);
                  const reach = 5 * filling.sigma * Math.max(Math.hypot(t.a, t.b), Math.hypot(t.c, t.d));
                  const inside =
                    where.x > reach && where.y > reach && where.x < 700 - reach && where.y < 520 - reach;
                  if (!inside) continue;
                  const found = harness.centroid(where, reach, 20);
                  const area = Math.abs(t.a * t.d - t.b * t.c) * window.devicePixelRatio ** 2;
                  measured.push({
                    distance: Math.hypot(found.x - where.x, found.y - where.y),
                    scale: Math.sqrt(Math.abs(t.a * t.d - t.b * t.c)),
                    mass: found.mass,
                    expected: 2 * Math.PI * filling.sigma ** 2 * area * ((3900 - 321) / 4000) * 255,
                    at: `${JSON.stringify(turn)} zoom ${zoom} spot ${at.x}`,
                  });
                }
              }
            }
            return measured;
          },
          { backend, shape: SHAPE, filling: BLOBS, turns: TURNS },
        );
        expect(worst.length).toBeGreaterThan(36);
        // A hundredth of a CSS pixel and the noise of 8-bit greys; texture units interpolate in 256ths of an image pixel.
        const far = worst.filter((m) => !(m.distance <= (backend === 'cpu' ? 0.02 : 0.01 * m.scale)));
        const faint = worst.filter((m) => Math.abs(m.mass / m.expected - 1) > 0.02);
        const largest = Math.max(...worst.map((m) => m.distance));
        test.info().annotations.push({ type: 'largest distance', description: `${largest.toFixed(5)} px` });
        expect({ far, faint }).toEqual({ far: [], faint: [] });
        expect(errors).toEqual([]);
      });
    });
  }
}
