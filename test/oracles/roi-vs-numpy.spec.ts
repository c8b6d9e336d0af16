/**
 * HU inside random regions against roi_stats.py (numpy): the same pixels, and every number to 1e-9. One Python process
 * runs the script's own lines at full precision; a few calls of the script itself check that nothing was bent.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaShape } from '../../annotations/finding/region.ts';
import { regionStatistics } from '../../annotations/finding/statistics.ts';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import type { PixelSpacing } from '../../annotations/image/plane.ts';
import { inRoot } from '../../build/root.mjs';
import { openCase } from '../../electron/reader/case-reader.ts';
import { bundledWorkers } from '../electron/reader/bundled-workers.ts';
import { testData, testOracle } from '../test-data.ts';

const DATA = testData();
const SCRIPT = testOracle('roi_stats.py');
const PYTHON = '/usr/bin/python3';
const REGIONS = 300;

function missing(): string | null {
  if (!existsSync(DATA)) return `${DATA} is not there`;
  if (!existsSync(SCRIPT)) return `${SCRIPT} is not there`;
  try {
    execFileSync(PYTHON, ['-c', 'import pydicom, numpy'], { stdio: 'ignore' });
  } catch {
    return 'python3-pydicom and python3-numpy are needed';
  }
  return null;
}

const why = missing();
if (why !== null) console.warn(`Regions are not compared with numpy: ${why}.`);

/** Park and Miller's generator: the same regions in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Every third one has its corners or its centre on pixel centres and edges, where the rule decides. */
function randomShape(random: () => number, columns: number, rows: number): AreaShape {
  const onGrid = random() < 1 / 3;
  const place = (value: number) => (onGrid ? Math.round(value * 2) / 2 : value);
  const x = place(random() * columns);
  const y = place(random() * rows);
  const size = place(0.5 + random() ** 2 * 90) || 0.5;
  if (random() < 0.5) {
    const radiusY = place(0.5 + random() ** 2 * 90) || 0.5;
    return { kind: 'ellipse', center: { x, y }, radiusX: size, radiusY, rotation: 0 };
  }
  const corners = 3 + Math.floor(random() * 30);
  // Some outlines cross themselves: even-odd has an answer for them too.
  const crossing = random() < 0.2;
  const points = Array.from({ length: corners }, (_, index) => {
    const angle = crossing ? random() * 7 : (2 * Math.PI * index) / corners;
    const radius = size * (0.5 + random());
    return { x: place(x + radius * Math.cos(angle)), y: place(y + radius * Math.sin(angle)) };
  });
  return { kind: 'polygon', points };
}

const scriptArguments = (shape: AreaShape): { kind: string; values: number[] } =>
  shape.kind === 'ellipse'
    ? { kind: 'ellipse', values: [shape.center.x, shape.center.y, shape.radiusX, shape.radiusY] }
    : { kind: 'poly', values: shape.points.flatMap(({ x, y }) => [x, y]) };

type Answer = {
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly median: number | null;
  readonly area: number;
};

describe.skipIf(why !== null)('statistics beside numpy', () => {
  const images: { file: string; pixels: FramePixels; spacing: PixelSpacing }[] = [];

  beforeAll(async () => {
    const workers = await bundledWorkers();
    const series = readdirSync(join(DATA, 'series')).sort();
    const files = [
      ...series.map((name) => {
        const names = readdirSync(join(DATA, 'series', name)).sort();
        return join(DATA, 'series', name, names[Math.floor(names.length / 2)] as string);
      }),
      join(DATA, 'zoo/odd/nonsquare_IMG0027.dcm'),
      join(DATA, 'zoo/odd/CT_small.dcm'),
    ];
    for (const file of files) {
      const reader = await openCase([file], workers);
      const frame = reader.studies[0]?.series[0]?.stacks[0]?.frames[0];
      const pixels = frame === undefined ? null : await reader.readFrame(frame.ref);
      reader.close();
      if (frame?.spacing == null || pixels?.ok !== true) throw new Error(`${file} gave no pixels.`);
      // numpy knows no padding: the rule is compared on all pixels.
      images.push({ file, pixels: { ...pixels.value, padding: null }, spacing: frame.spacing });
    }
  });

  it('agrees on at least 200 random ellipses and polygons to 1e-9', () => {
    const random = randomNumbers(20_241_122);
    const regions = Array.from({ length: REGIONS }, (_, index) => {
      const image = images[index % images.length] as (typeof images)[number];
      return { image, shape: randomShape(random, image.pixels.columns, image.pixels.rows) };
    });
    const answers = JSON.parse(
      execFileSync(PYTHON, [inRoot('test/oracles/roi_full_precision.py')], {
        input: JSON.stringify({
          script: SCRIPT,
          regions: regions.map(({ image, shape }) => ({ file: image.file, ...scriptArguments(shape) })),
        }),
        encoding: 'utf8',
        maxBuffer: 1e8,
      }),
    ) as readonly Answer[];
    let [compared, empty, worst] = [0, 0, 0];
    regions.forEach(({ image, shape }, index) => {
      const theirs = answers[index] as Answer;
      const ours = regionStatistics(shape, image.pixels, image.spacing);
      if (theirs.n === 0) {
        expect(ours.ok, `region ${index} holds no pixel`).toBe(false);
        empty++;
        return;
      }
      if (!ours.ok) throw new Error(`Region ${index}: ${ours.error.message}`);
      const { value } = ours;
      expect(value.pixelCount, `pixels of region ${index}`).toBe(theirs.n);
      const pairs = [
        [value.meanHu, theirs.mean],
        [value.sdHu, theirs.sd],
        [value.minHu, theirs.min],
        [value.maxHu, theirs.max],
        [value.medianHu, theirs.median],
      ] as const;
      for (const [own, other] of pairs) {
        const difference = Math.abs(own - (other ?? Number.NaN));
        expect(difference, `region ${index}`).toBeLessThan(1e-9);
        worst = Math.max(worst, difference);
      }
      // The script's own sum, taken from the image's corner, is rounded in the tenth digit for large areas.
      const area = Math.abs((value.areaMm2 ?? Number.NaN) - theirs.area) / Math.max(1, theirs.area);
      expect(area, `area of region ${index}`).toBeLessThan(1e-9);
      compared++;
    });
    console.info(
      `${compared} regions agree, ${empty} hold no pixel; largest difference ${worst.toExponential(1)}.`,
    );
    expect(compared).toBeGreaterThanOrEqual(200);
  }, 60_000);

  it('agrees with the script itself, as far as it prints', () => {
    const image = images[0] as (typeof images)[number];
    const shapes: readonly AreaShape[] = [
      { kind: 'ellipse', center: { x: 240.5, y: 270.5 }, radiusX: 14, radiusY: 9, rotation: 0 },
      {
        kind: 'polygon',
        points: [
          { x: 200, y: 200.25 },
          { x: 260.75, y: 214 },
          { x: 231, y: 263.5 },
        ],
      },
    ];
    for (const shape of shapes) {
      const { kind, values } = scriptArguments(shape);
      const printed = execFileSync(PYTHON, [SCRIPT, image.file, kind, ...values.map(String)], {
        encoding: 'utf8',
      });
      const number = (name: string): number =>
        Number(new RegExp(`'${name}': (?:np\\.float64\\()?(-?[0-9.]+)`).exec(printed)?.[1]);
      const ours = regionStatistics(shape, image.pixels, image.spacing);
      if (!ours.ok) throw new Error(ours.error.message);
      expect(ours.value.pixelCount).toBe(number('n'));
      expect(ours.value.meanHu).toBeCloseTo(number('mean'), 4);
      expect(ours.value.sdHu).toBeCloseTo(number('sd_pop'), 4);
      expect(ours.value.minHu).toBe(number('min'));
      expect(ours.value.maxHu).toBe(number('max'));
      expect(ours.value.areaMm2).toBeCloseTo(number('area_geom_mm2'), 4);
    }
  }, 60_000);
});
