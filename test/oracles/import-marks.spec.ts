/** Every real SR, presentation state, SEG and RTSTRUCT: what is drawn plus what stands in the ledger is all of it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportContext, Imported } from '../../annotations/codecs/imported-findings.ts';
import { openedImages } from '../../annotations/codecs/plane-locator.ts';
import { importObject } from '../../electron/exchange/import-object.ts';
import { scan } from '../../electron/reader/scan/scan.ts';
import { testData } from '../test-data.ts';

const folder = testData('sr_gsps_seg');

let made = 0;
const base: Pick<ImportContext, 'newUid' | 'stamp'> = {
  newUid: () => {
    made += 1;
    return `2.25.7${made}` as never;
  },
  stamp: { by: 'test', at: '2026-01-01T00:00:00.000Z' },
};

/** Draws 2D coordinates whether their image is opened or not: to see that all of them are understood. */
const anyImage: ImportContext = { ...base, ...openedImages([]), hasImage: () => true };

async function imported(path: string, context: ImportContext): Promise<Imported> {
  const result = await importObject(readFileSync(path), path, context);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const regionsOf = ({ findings }: Imported) => findings.flatMap((finding) => finding.regions);

const python = (script: string, path: string): unknown =>
  JSON.parse(execFileSync('/usr/bin/python3', ['-c', script, path], { encoding: 'utf8' }));

const COUNT_COORDINATES = `
import sys, json, pydicom
d = pydicom.dcmread(sys.argv[1])
n = {'SCOORD': 0, 'SCOORD3D': 0}
def walk(item):
    for child in item.get('ContentSequence', []):
        if child.get('ValueType') in n: n[child.ValueType] += 1
        walk(child)
walk(d)
print(json.dumps(n))
`;

describe.skipIf(!existsSync(folder))('marks of other programs', () => {
  const dwv = existsSync(folder) ? readdirSync(join(folder, 'dwv_tid1500')).sort() : [];

  it.each(dwv)(
    'of dwv, %s: every coordinate item is drawn or accounted for, as pydicom counts them',
    async (name) => {
      const path = join(folder, 'dwv_tid1500', name);
      const result = await imported(path, anyImage);
      const counted = python(COUNT_COORDINATES, path) as { SCOORD: number; SCOORD3D: number };
      expect(regionsOf(result).length + result.ledger.length).toBeGreaterThanOrEqual(1);
      expect(regionsOf(result).length + result.ledger.length).toBe(counted.SCOORD + counted.SCOORD3D);
      expect(result.findings.every(({ locked, origin }) => locked && origin?.kind === 'SR')).toBe(true);
    },
  );

  it.each(['sr_document.dcm', 'sr_document_with_multiple_groups.dcm'])(
    'of highdicom, %s: every coordinate item is drawn or accounted for',
    async (name) => {
      const path = join(folder, 'highdicom', name);
      const result = await imported(path, anyImage);
      const counted = python(COUNT_COORDINATES, path) as { SCOORD: number; SCOORD3D: number };
      const coordinateEntries = result.ledger.filter(({ what }) => /SCOORD/.test(what)).length;
      expect(regionsOf(result).length + coordinateEntries).toBe(counted.SCOORD + counted.SCOORD3D);
    },
  );

  it('of the feature demonstration of OFFIS: what has coordinates is drawn or accounted for', async () => {
    const path = join(folder, 'sr_other', 'test_SR.dcm');
    const result = await imported(path, anyImage);
    const counted = python(COUNT_COORDINATES, path) as { SCOORD: number; SCOORD3D: number };
    const drawn = new Set(regionsOf(result).map((region) => region.uid)).size;
    expect(drawn + result.ledger.length).toBeGreaterThanOrEqual(counted.SCOORD + counted.SCOORD3D);
  });

  it('without the image that they refer to, say so for each mark', async () => {
    const path = join(folder, 'gsps', 'gsps_lunit_on_DX.dcm');
    const result = await imported(path, { ...base, ...openedImages([]) });
    expect(result.findings).toEqual([]);
    expect(result.ledger.map(({ why }) => why)).toEqual(
      result.ledger.map(() => 'the image that they refer to is not among the opened ones'),
    );
  });

  it('of a presentation state: outlines and texts of the same number as pydicom finds', async () => {
    const path = join(folder, 'gsps', 'gsps_lunit_on_DX.dcm');
    const regions = regionsOf(await imported(path, anyImage));
    const counted = python(
      `
import sys, json, pydicom
d = pydicom.dcmread(sys.argv[1])
a = d.GraphicAnnotationSequence
print(json.dumps([sum(len(x.get('TextObjectSequence', [])) for x in a), sum(len(x.get('GraphicObjectSequence', [])) for x in a)]))
`,
      path,
    );
    expect([
      regions.filter(({ shape }) => shape.kind === 'text').length,
      regions.filter(({ shape }) => shape.kind !== 'text').length,
    ]).toEqual(counted);
  });

  it('of a structure set lie on the slices that it names, each contour or its reason', async () => {
    const rtstruct = join(folder, 'rtstruct_rtutils');
    const { studies } = await scan([rtstruct], { onEvent: () => undefined, workers: 0 });
    for (const name of ['rt.dcm', 'invalid_reference_rt.dcm', 'non_existent_reference_rt.dcm']) {
      const path = join(rtstruct, name);
      const result = await imported(path, { ...base, ...openedImages(studies) });
      const contours = python(
        `
import sys, json, pydicom
d = pydicom.dcmread(sys.argv[1])
print(json.dumps(sum(len(r.get('ContourSequence', [])) or 1 for r in d.get('ROIContourSequence', []))))
`,
        path,
      );
      expect(regionsOf(result).length + result.ledger.length).toBe(contours);
    }
  });

  it.each([
    'gsps/gsps_lunit_on_DX.dcm',
    `dwv_tid1500/${dwv[0] ?? ''}`,
    'highdicom/sr_document_with_multiple_groups.dcm',
  ])('of %s have the same identities when they are read again', async (name) => {
    const identities = async () =>
      (await imported(join(folder, name), anyImage)).findings.map(({ trackingUID, regions }) => [
        trackingUID,
        ...regions.map(({ uid }) => uid),
      ]);
    const [first, second] = [await identities(), await identities()];
    expect(first.length).toBeGreaterThan(0);
    expect(second).toEqual(first);
    expect(new Set(first.flat()).size).toBe(first.flat().length);
  });

  it('of a segmentation cover exactly the pixels of its masks, holes filled and told', async () => {
    const highdicom = join(folder, 'highdicom');
    const { studies } = await scan([join(highdicom, 'ct_image.dcm')], {
      onEvent: () => undefined,
      workers: 0,
    });
    const path = join(highdicom, 'seg_image_ct_binary_single_frame.dcm');
    const result = await imported(path, { ...base, ...openedImages(studies) });
    const [rows, columns, filled] = python(FILLED_MASK, path) as [number, number, number];
    const polygons = regionsOf(result).flatMap(({ shape }) =>
      shape.kind === 'polygon' ? [shape.points] : [],
    );
    let covered = 0;
    for (let y = 0; y < rows; y += 1) {
      for (let x = 0; x < columns; x += 1) {
        if (polygons.some((points) => isInside(points, x + 0.5, y + 0.5))) covered += 1;
      }
    }
    expect(covered).toBe(filled);
    expect(new Set(result.ledger.map(({ what }) => what))).toEqual(new Set(['A hole in the mask']));
  });
});

/** Rows, columns, and pixels of the mask with what its background cannot reach from the border. */
const FILLED_MASK = `
import sys, json, pydicom
m = pydicom.dcmread(sys.argv[1]).pixel_array > 0
m = m.reshape(m.shape[-2:])
rows, columns = m.shape
seen = set()
todo = [(y, x) for y in range(rows) for x in range(columns) if (y in (0, rows - 1) or x in (0, columns - 1)) and not m[y, x]]
while todo:
    y, x = todo.pop()
    if (y, x) in seen: continue
    seen.add((y, x))
    for v in (y - 1, y, y + 1):
        for u in (x - 1, x, x + 1):
            if 0 <= v < rows and 0 <= u < columns and not m[v, u] and (v, u) not in seen: todo.append((v, u))
print(json.dumps([rows, columns, rows * columns - len(seen)]))
`;

function isInside(
  points: readonly { readonly x: number; readonly y: number }[],
  x: number,
  y: number,
): boolean {
  let odd = false;
  for (const [i, a] of points.entries()) {
    const b = points[(i + 1) % points.length] ?? a;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
  }
  return odd;
}
