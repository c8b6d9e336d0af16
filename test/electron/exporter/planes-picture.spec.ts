/** Pictures of three planes: true to the voxels, in one scale, with findings where their outlines cross the cuts. */
import { createHash } from 'node:crypto';
import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { UNTURNED } from '../../../annotations/image/orientation.ts';
import { greyLevel } from '../../../annotations/image/voi.ts';
import type { PathItem, SceneItem, TextItem } from '../../../annotations/scene/scene.ts';
import type { SnapshotCut, SnapshotPlanes, SnapshotRequest } from '../../../annotations/scene/snapshot.ts';
import { snapshotName } from '../../../annotations/scene/snapshot-name.ts';
import { canvasLibrary } from '../../../electron/exporter/fonts.ts';
import { planesSceneOf, renderSnapshot } from '../../../electron/exporter/render-snapshot.ts';
import { checkArguments } from '../../../electron/main/request-schemas.ts';
import { plainFrame } from '../../annotations/image/plain-stack.ts';
import { finding, snapshotRequest } from './snapshot-request.ts';

/** 256 × 256 pixels of 0.8 mm and 100 slices, 0.8 mm apart unless said otherwise; slice 40 is at z = 0. */
const [SIZE, SLICES, AT] = [256, 100, 40];
const RESCALE = { slope: 1, intercept: -1024, type: 'HU' };
/** Any value, the same for the same place. */
const stored = (a: number, b: number): number => 900 + ((a * 31 + b * 17) % 300);

function cut(side: 'coronal' | 'sagittal', apartMm: number): SnapshotCut {
  const spacing = { betweenRowsMm: apartMm, betweenColumnsMm: 0.8 };
  const top = (SLICES - 1 - AT) * apartMm;
  const down = { x: 0, y: 0, z: -1 };
  const plane =
    side === 'coronal'
      ? {
          position: { x: -100, y: 20, z: top },
          rowDirection: { x: 1, y: 0, z: 0 },
          columnDirection: down,
          spacing,
        }
      : {
          position: { x: 2.4, y: -100, z: top },
          rowDirection: { x: 0, y: 1, z: 0 },
          columnDirection: down,
          spacing,
        };
  const values = Int16Array.from({ length: SIZE * SLICES }, (_, index) =>
    stored(index % SIZE, Math.floor(index / SIZE)),
  );
  return {
    side,
    frame: plainFrame('0.0', { plane, spacing, rescale: RESCALE }),
    pixels: { rows: SLICES, columns: SIZE, storedType: 'int16', values, rescale: RESCALE, padding: null },
    turn: UNTURNED,
    area: null,
  };
}

type Planes = SnapshotRequest & { readonly planes: SnapshotPlanes };

function planesRequest(
  changes: Partial<SnapshotRequest> = {},
  planes: Partial<SnapshotPlanes> = {},
  apartMm = 0.8,
): Planes {
  const slice = snapshotRequest(changes);
  if (slice.frame.plane === null) throw new Error('The slice has a place.');
  return {
    ...slice,
    planes: {
      side: 'axial',
      // In the order in which a window may have them.
      cuts: [cut('sagittal', apartMm), cut('coronal', apartMm)],
      crosshair: { x: 2.4, y: 20, z: 0 },
      slices: [{ ref: slice.frame.ref, index: AT, plane: slice.frame.plane }],
      apartMm,
      ...planes,
    },
  };
}

function sceneOf(request: Planes) {
  const scene = planesSceneOf(request);
  if (!scene.ok) throw new Error(scene.error.message);
  return scene.value;
}

async function pixelsOf(request: SnapshotRequest) {
  const drawn = renderSnapshot(request);
  if (!drawn.ok) throw new Error(drawn.error.message);
  const { bytes, widthPx, heightPx, sha256 } = drawn.value;
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  const canvas = canvasLibrary.createCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  context.drawImage(await loadImage(Buffer.from(bytes)), 0, 0);
  const { data } = context.getImageData(0, 0, widthPx, heightPx);
  const grey = (x: number, y: number): number => data[4 * (y * widthPx + x)] ?? -1;
  return { widthPx, heightPx, grey };
}

const itemsOf = (request: Planes, panel: number, layer: string): readonly SceneItem[] =>
  sceneOf(request).panels[panel]?.scene.layers.find((one) => one.layer === layer)?.items ?? [];
const textsOf = (request: Planes, panel: number, layer: string): readonly string[] =>
  itemsOf(request, panel, layer).flatMap((item) => (item.kind === 'text' ? [item.text] : []));
const linesOf = (request: Planes, panel: number, layer: string): readonly PathItem[] =>
  itemsOf(request, panel, layer).filter((item): item is PathItem => item.kind === 'path');

const GUTTER = 2;
/** The panels' left edges at ×1. */
const LEFT = { axial: 0, coronal: SIZE + GUTTER, sagittal: 2 * (SIZE + GUTTER) };
const PLAIN = { layers: ['image'] as const, findings: [] };

describe('a picture of three planes', () => {
  it('has at scale 1 the very pixels of the slice, and of the cuts where voxels are cubes', async () => {
    const request = planesRequest(PLAIN, { crosshair: null });
    const picture = await pixelsOf(request);
    const { planes: _, ...alone } = request;
    const slice = await pixelsOf(alone);
    expect([picture.widthPx, picture.heightPx]).toEqual([3 * SIZE + 2 * GUTTER, SIZE]);
    const above = (SIZE - SLICES) / 2;
    let differing = 0;
    for (let y = 0; y < SIZE; y += 1) {
      for (let x = 0; x < SIZE; x += 1) {
        if (picture.grey(x, y) !== slice.grey(x, y)) differing += 1;
        const row = y - above;
        const inside = row >= 0 && row < SLICES;
        const wanted = inside ? greyLevel(request.voi, stored(x, row) - 1024, false) : 0;
        for (const left of [LEFT.coronal, LEFT.sagittal])
          if (picture.grey(left + x, y) !== wanted) differing += 1;
      }
    }
    expect(differing).toBe(0);
  });

  it('stands in the order axial, coronal, sagittal, each named and lettered, whatever was acquired', () => {
    const { panels } = sceneOf(planesRequest());
    expect(panels.map(({ x, cut: of }) => [x, of])).toEqual([
      [LEFT.axial, null],
      [LEFT.coronal, 1],
      [LEFT.sagittal, 0],
    ]);
    const request = planesRequest({ size: { kind: 'scale', scale: 2 } });
    expect([0, 1, 2].map((panel) => textsOf(request, panel, 'text')[0])).toEqual([
      'Axial H 0.0 mm',
      'Coronal P 20.0 mm',
      'Sagittal L 2.4 mm',
    ]);
    expect([0, 1, 2].map((panel) => textsOf(request, panel, 'orientation').join(''))).toEqual([
      'RLAP',
      'RLHF',
      'APHF',
    ]);
  });

  it('is in one scale, thick slices as thick as they are, and exactly as wide as was asked', () => {
    const thick = sceneOf(planesRequest({}, {}, 2.5));
    expect(thick.heightPx).toBe(Math.round((SLICES * 2.5) / 0.8));
    for (const widthPx of [1000, 1601, 2048]) {
      const request = planesRequest({ size: { kind: 'width', widthPx } }, {}, 2.5);
      expect(sceneOf(request).widthPx).toBe(widthPx);
      // A bar of the same length in each panel.
      const bars = [0, 1, 2].map((panel) => {
        const points = linesOf(request, panel, 'scale')[0]?.points ?? [];
        return (points[2]?.x ?? 0) - (points[1]?.x ?? 0);
      });
      for (const bar of bars) expect(bar / (bars[0] as number)).toBeCloseTo(1, 2);
      expect(textsOf(request, 1, 'scale')).toEqual(textsOf(request, 0, 'scale'));
    }
  });

  it('has lines where the planes cross, through one voxel, and none when they are not wanted', () => {
    const request = planesRequest();
    // The voxel in column 128, row 150 of slice 40: its middle, from the first pixel's corner.
    const [column, row] = [128.5, 150.5];
    const line = (panel: number, along: 'x' | 'y') =>
      linesOf(request, panel, 'crosshair').filter(
        ({ points: [a, b] }) => Math.abs((a?.[along] ?? 0) - (b?.[along] ?? 1e9)) < 1e-6,
      );
    expect([line(0, 'x'), line(0, 'y')].map(({ length }) => length)).toEqual([2, 2]);
    expect(line(0, 'x').every(({ points }) => Math.abs((points[0]?.x ?? 0) - column) < 1e-6)).toBe(true);
    expect(line(0, 'y').every(({ points }) => Math.abs((points[0]?.y ?? 0) - row) < 1e-6)).toBe(true);
    const fromTop = (SIZE - SLICES) / 2 + (SLICES - 1 - AT) + 0.5;
    for (const [panel, x] of [
      [1, column],
      [2, row],
    ] as const) {
      expect(line(panel, 'x')).toHaveLength(2);
      expect(line(panel, 'x')[0]?.points[0]?.x).toBeCloseTo(x, 6);
      expect(line(panel, 'y')[0]?.points[0]?.y).toBeCloseTo(fromTop, 6);
    }
    const without = planesRequest({}, { crosshair: null });
    expect(
      sceneOf(without).panels.some(({ scene }) => scene.layers.some(({ layer }) => layer === 'crosshair')),
    ).toBe(false);
    expect(linesOf(without, 1, 'text')).toEqual([]);
  });

  it('shows findings as bars where their outlines cross the cuts, named, and as themselves on the slice', () => {
    const circle = {
      kind: 'ellipse',
      center: { x: 130, y: 150.5 },
      radiusX: 20,
      radiusY: 20,
      rotation: 0,
    } as const;
    const regions = finding.regions.slice(0, 1).map((region) => ({ ...region, shape: circle }));
    const request = planesRequest({ findings: [{ ...finding, regions }] });
    const [bar] = linesOf(request, 1, 'marks');
    const fromTop = (SIZE - SLICES) / 2 + (SLICES - 1 - AT) + 0.5;
    const ends = (bar?.points ?? []).map(({ x }) => x).sort((a, b) => a - b);
    expect(ends).toEqual([expect.closeTo(110, 6), expect.closeTo(150, 6)]);
    expect(bar?.points.map(({ y }) => y)).toEqual([expect.closeTo(fromTop, 6), expect.closeTo(fromTop, 6)]);
    expect(textsOf(request, 1, 'labels')).toEqual(['Left paraspinal mass']);
    expect(textsOf(request, 0, 'labels')).toContain('Left paraspinal mass');
    expect(textsOf(request, 0, 'labels').some((text) => text.includes('HU'))).toBe(true);
    // Cuts have no numbers of their own.
    expect(
      textsOf(request, 1, 'labels')
        .concat(textsOf(request, 2, 'labels'))
        .join(' '),
    ).not.toMatch(/HU|mm²/);
  });

  it('names the patient only when asked, and then once', () => {
    const words = (identity: 'hide' | 'show') =>
      [0, 1, 2].flatMap((panel) =>
        sceneOf(planesRequest({ identity })).panels[panel]?.scene.layers.flatMap(({ items }) =>
          items.filter((item): item is TextItem => item.kind === 'text').map(({ text }) => text),
        ),
      );
    expect(words('hide').join('\n')).not.toMatch(/Doe|P-77|1950|Elsewhere/);
    expect(words('show').filter((text) => text?.includes('Doe'))).toHaveLength(1);
  });

  it('may be a part of each plane, turned as on the screen', () => {
    const area = { x: 40, y: 20, width: 64, height: 50 };
    const request = planesRequest({ area, turn: { rotation: 90, flipHorizontal: false } });
    const { panels, widthPx, heightPx } = sceneOf(request);
    expect([widthPx, heightPx]).toEqual([50 + 2 * SIZE + 2 * GUTTER, SLICES]);
    expect(panels[0]?.scene.widthPx).toBe(50);
  });

  it('is refused in a sentence when it is too large or has no scale', () => {
    const large = renderSnapshot(planesRequest({ size: { kind: 'width', widthPx: 20_000 } }));
    expect(!large.ok && large.error.message).toMatch(/^A picture of \d+ × \d+ pixels is too large/);
    const request = planesRequest();
    const bare = renderSnapshot({ ...request, frame: { ...request.frame, spacing: null } });
    expect(!bare.ok && bare.error.message).toMatch(/^Three planes cannot be drawn/);
  });

  it('has a name that says what it is', () => {
    expect(snapshotName(null, planesRequest())).toBe('series-3_portal-venous_three-planes_image-001.png');
  });
});

describe('the request for three planes', () => {
  const asked = (request: unknown) => () => checkArguments('snapshot.render', { request });

  it('is taken with two other sides whose values fit their size, and not otherwise', () => {
    const good = planesRequest();
    expect(asked(good)).not.toThrow();
    const [one, other] = good.planes.cuts;
    for (const cuts of [
      [one],
      [one, one],
      [one, { ...other, pixels: { ...other.pixels, rows: 5 } }],
      [one, { ...other, pixels: { ...other.pixels, values: [] } }],
      [one, null],
    ])
      expect(asked({ ...good, planes: { ...good.planes, cuts } })).toThrow(/does not fit/);
    expect(asked({ ...good, planes: { ...good.planes, side: 'oblique' } })).toThrow(/does not fit/);
  });

  it('is none of those that are written with a manifest, which names a frame of a file for each picture', () => {
    const all = (request: SnapshotRequest) => () =>
      checkArguments('snapshot.saveAll', { requests: [request], names: ['x'] });
    expect(all(snapshotRequest())).not.toThrow();
    expect(all(planesRequest())).toThrow(/does not fit/);
  });
});
