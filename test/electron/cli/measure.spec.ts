import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureCommand } from '../../../electron/cli/measure.ts';
import { folderOf } from '../reader/scan/scan-files.ts';
import { annotationsFile, finding, runCommand, slice } from './marked-case.ts';

const run = (...args: string[]) => runCommand(measureCommand, ...args);
const images = (more: Record<string, Buffer> = {}) =>
  folderOf({ a: slice(1), b: slice(2), c: slice(3), d: slice(4), ...more });

type Measured = { readonly quantity: string; readonly value: number; readonly unit: string };
const numberOf = (numbers: readonly Measured[], quantity: string) =>
  numbers.find((one) => one.quantity === quantity)?.value;

describe('measure', () => {
  it('prints every number of every region as one JSON document', async () => {
    const { code, out, err } = await run(images({ 'x.marginalia.json': annotationsFile() }), '--json');
    expect([code, err]).toEqual([0, '']);
    const { cases } = JSON.parse(out);
    const [mass] = cases[0].findings;
    expect(
      mass.regions.map(({ kind, place }: { kind: string; place: { position: number } }) => [
        kind,
        place.position,
      ]),
    ).toEqual([
      ['polygon', 2],
      ['polygon', 3],
      ['polyline', 3],
    ]);
    const [outline, , line] = mass.regions;
    expect(numberOf(outline.numbers, 'mean')).toBe(40);
    expect(numberOf(outline.numbers, 'pixel-count')).toBe(400);
    // 20 pixels of 0.5 mm.
    expect(numberOf(outline.numbers, 'area')).toBe(100);
    expect(numberOf(line.numbers, 'length')).toBe(10);
    // (100 + 25) mm² on planes 5 mm apart.
    expect(mass.volumes).toEqual([
      expect.objectContaining({ ok: true, volumeMm3: 625, planes: 2, gaps: [] }),
    ]);
    expect(mass.muscleDifferences).toEqual([expect.objectContaining({ deltaHu: 0 })]);
    expect(mass.problems).toEqual([
      'The finding is measured in fewer than two known phases, so no difference is given.',
    ]);
    expect(cases[0].references[0]).toMatchObject({ tissue: 'muscle', kind: 'polygon' });
  });

  it('prints words for people', async () => {
    const { out } = await run(images({ 'x.marginalia.json': annotationsFile() }));
    expect(out).toContain('Left paraspinal mass\n  polygon, unspecified, image 2/4\n');
    expect(out).toContain('mean 40.0 HU, sd 0.0 HU');
    expect(out).toContain('volume, unspecified: 0.6 cm³ from 2 planes\n');
  });

  it('says for a region whose image is not there that nothing is measured', async () => {
    const file = join(folderOf({ 'x.json': annotationsFile() }), 'x.json');
    const { code, out } = await run(folderOf({ b: slice(2) }), '--annotations', file, '--json');
    expect(code).toBe(0);
    const [mass] = JSON.parse(out).cases[0].findings;
    expect(mass.regions[1]).toMatchObject({
      place: null,
      numbers: [],
      problems: ['The image of this region is not among the opened files, so nothing is measured.'],
    });
    expect(mass.volumes[0]).toMatchObject({ ok: false, reason: expect.stringMatching(/two planes/) });
  });

  it('takes the later of two copies and says which it left out', async () => {
    const { out, err } = await run(
      images({
        'old.marginalia.json': annotationsFile({ revision: 1, findings: [] }),
        'new.marginalia.json': annotationsFile({
          revision: 2,
          findings: [{ ...finding, trackingIdentifier: 'Renamed' }],
        }),
      }),
    );
    expect(out).toMatch(/^Renamed\n/);
    expect(err).toBe(
      'old.marginalia.json was left out: new.marginalia.json is a later copy of the same study.\n',
    );
  });

  it('names the field of annotations that cannot be read, and the others still count', async () => {
    const broken = Buffer.from(annotationsFile().toString().replace('"polyline"', '"spline"'));
    const { code, err } = await run(images({ 'x.marginalia.json': broken }));
    expect(code).toBe(1);
    expect(err).toMatch(/^x\.marginalia\.json cannot be read: field findings\[0\]\.regions\[2\]\.shape/);
  });
});
