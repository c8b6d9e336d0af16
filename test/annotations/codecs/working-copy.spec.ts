import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  parseWorkingCopy,
  serializeWorkingCopy,
  WORKING_COPY_FORMAT,
  WORKING_COPY_VERSION,
  type WorkingCopy,
  workingCopySchema,
} from '../../../annotations/codecs/working-copy.ts';
import { repeatedIdentity } from '../../../annotations/codecs/working-copy-faults.ts';
import { asUid } from '../../../annotations/ids.ts';
import { randomFinding, randomImport, randomRegion } from '../../electron/exchange/random-findings.ts';

const copy: fc.Arbitrary<WorkingCopy> = fc
  .record({
    findings: fc.array(randomFinding(['1.2.3', '1.2.4']), { maxLength: 3 }),
    muscle: fc.array(randomRegion(['1.2.3']), { maxLength: 1 }),
    revision: fc.nat(),
    imports: fc.array(randomImport, { maxLength: 3 }),
  })
  .map(
    ({ findings, muscle, revision, imports }): WorkingCopy => ({
      format: WORKING_COPY_FORMAT,
      version: WORKING_COPY_VERSION,
      revision,
      saved: { by: 'Żaneta', at: '2026-01-02T03:04:05.678Z' },
      studyInstanceUIDs: [asUid('1.2.840.1')],
      findings,
      references: muscle.map((region) => ({ tissue: 'muscle' as const, region })),
      phases: [],
      report: null,
      imports,
    }),
  )
  .filter((document) => repeatedIdentity(document) === null);

const plain: WorkingCopy = {
  format: WORKING_COPY_FORMAT,
  version: WORKING_COPY_VERSION,
  revision: 3,
  saved: { by: 'A', at: '2026-01-02T03:04:05.000Z' },
  studyInstanceUIDs: [asUid('1.2')],
  findings: [],
  references: [],
  phases: [],
  report: null,
  imports: [],
};

const failureOf = (document: unknown): string => {
  const parsed = parseWorkingCopy(
    typeof document === 'string' ? document : JSON.stringify(document),
    'case.marginalia.json',
  );
  if (parsed.ok) throw new Error('expected a failure');
  return parsed.error.message;
};

describe('the working copy', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(copy, (document) => {
        const parsed = parseWorkingCopy(serializeWorkingCopy(document), 'x');
        expect(parsed.ok && parsed.value).toEqual(document);
      }),
      { numRuns: 50 },
    );
  });

  it('of a newer version is left untouched, and the sentence says which version it is', () => {
    expect(failureOf({ ...plain, version: 99 })).toMatch(/newer Marginalia.*"version" is 99.*left untouched/);
  });

  it('of a wrong version names the field and what was expected', () => {
    expect(failureOf({ ...plain, version: 'one' })).toMatch(
      new RegExp(`field version.*expected ${WORKING_COPY_VERSION}`),
    );
  });

  it('with a bad field names it and what was expected', () => {
    expect(failureOf({ ...plain, revision: -1 })).toMatch(/field revision/);
    const region = {
      uid: '1.2',
      frame: { sopInstanceUID: '1.2', frameNumber: 0 },
      shape: { kind: 'point', point: { x: 1, y: 2 } },
      text: '',
    };
    const message = failureOf({ ...plain, references: [{ tissue: 'muscle', region }] });
    expect(message).toContain('references[0].region.frame.frameNumber');
    expect(message).toContain('expected a number of 1 or more, found 0');
  });

  const finding = {
    trackingUID: '1.2.7',
    trackingIdentifier: 'Mass',
    site: null,
    laterality: null,
    levels: null,
    descriptors: {},
    note: '',
    evidence: [],
    regions: [] as readonly object[],
    origin: null,
    locked: false,
    created: plain.saved,
    modified: plain.saved,
  };
  const mark = (uid: string, shape: object = { kind: 'point', point: { x: 1, y: 2 } }) => ({
    uid,
    frame: { sopInstanceUID: '1.2', frameNumber: 1 },
    shape,
    text: '',
  });
  const withShape = (shape: object) => ({
    ...plain,
    findings: [{ ...finding, regions: [mark('1.3', shape)] }],
  });
  const shapeAt = 'findings[0].regions[0].shape';
  const circle = { kind: 'ellipse', center: { x: 1, y: 2 }, radiusX: 3, radiusY: 3, rotation: 0 };

  it.each([
    [withShape({ ...circle, radiusX: undefined }), `${shapeAt}.radiusX: a number is missing`],
    [withShape({ ...circle, radiusX: '3' }), `${shapeAt}.radiusX: expected a number, found "3"`],
    [withShape({ ...circle, radiusX: 0 }), `${shapeAt}.radiusX: expected a number above 0, found 0`],
    [withShape({ ...circle, center: null }), `${shapeAt}.center: expected an object, found null`],
    [withShape({ ...circle, colour: 'red' }), `${shapeAt}.colour: no such field is known`],
    [withShape({}), `${shapeAt}.kind: one of "point", "text", "arrow", .*"polygon" is missing`],
    [withShape({ kind: 'circle' }), `${shapeAt}.kind: expected one of "point", .*"polygon", found "circle"`],
    [
      withShape({ kind: 'polygon', points: [{ x: 1, y: 2 }] }),
      `${shapeAt}.points: expected at least 3 entries, found a list of 1`,
    ],
    [
      { ...plain, findings: [{ ...finding, trackingUID: 'x' }] },
      'trackingUID: expected a DICOM UID, found "x"',
    ],
    [
      { ...plain, studyInstanceUIDs: [''] },
      'studyInstanceUIDs[0]: expected a text that is not empty, found ""',
    ],
    [{ ...plain, revision: 1.5 }, 'revision: expected a whole number, found 1.5'],
    [{ ...plain, revision: 1e300 }, 'revision: expected a number of at most 9007199254740991, found 1e+300'],
    [{ ...plain, report: undefined }, 'report: an object is missing'],
    [
      { ...plain, saved: { by: 'A', at: 'yesterday' } },
      'saved.at: expected a date and time in UTC such as 2026-01-02T03:04:05Z, found "yesterday"',
    ],
  ])('says in plain words what is wrong with a field, case %#', (document, words) => {
    const pattern = words.replace(/[[\]]/g, '\\$&').replaceAll('1e+', '1e\\+');
    expect(failureOf(document)).toMatch(
      new RegExp(`^case\\.marginalia\\.json cannot be read: field .*${pattern}; it was left untouched\\.$`),
    );
  });

  it('shows only the beginning of a text that does not belong there', () => {
    const message = failureOf({ ...plain, revision: 'x'.repeat(100_000) });
    expect(message).toContain(`found "${'x'.repeat(40)}…"`);
    expect(message.length).toBeLessThan(200);
  });

  it('with two findings of one UID is refused, with both places', () => {
    expect(
      failureOf({ ...plain, findings: [finding, { ...finding, trackingUID: '1.2.8' }, finding] }),
    ).toContain(
      'field findings[2].trackingUID: every finding needs a UID of its own, but findings[0].trackingUID is 1.2.7 too; it was left untouched',
    );
  });

  it('with two regions of one UID is refused, with both places: in a finding, in two, and among the references', () => {
    const [one, other] = [mark('1.3'), mark('1.4')];
    const second = { ...finding, trackingUID: '1.2.8' };
    expect(failureOf({ ...plain, findings: [{ ...finding, regions: [one, other, one] }] })).toContain(
      'findings[0].regions[2].uid: every region needs a UID of its own, but findings[0].regions[0].uid is 1.3 too',
    );
    expect(
      failureOf({
        ...plain,
        findings: [
          { ...finding, regions: [other, one] },
          { ...second, regions: [one] },
        ],
      }),
    ).toContain(
      'findings[1].regions[0].uid: every region needs a UID of its own, but findings[0].regions[1].uid',
    );
    expect(
      failureOf({
        ...plain,
        findings: [{ ...finding, regions: [one] }],
        references: [{ tissue: 'muscle', region: one }],
      }),
    ).toContain(
      'references[0].region.uid: every region needs a UID of its own, but findings[0].regions[0].uid',
    );
  });

  it('is not any other JSON document, nor half of one', () => {
    expect(failureOf({ hello: 1 })).toContain('field "format" should be "marginalia-annotations"');
    expect(failureOf('{"format": "margi')).toContain('not valid JSON');
    expect(failureOf('[]')).toContain('no Marginalia annotations');
    expect(failureOf('null')).toContain('no Marginalia annotations');
  });

  it('refuses unknown fields, so that nothing of a later version is dropped in silence', () => {
    expect(failureOf({ ...plain, colour: 'blue' })).toContain('colour');
  });

  const written = (version: number): string => `./working-copies/version-${version}.marginalia.json`;
  const ofVersion = (version: number): WorkingCopy => {
    const text = readFileSync(new URL(written(version), import.meta.url), 'utf8');
    expect(JSON.parse(text).version).toBe(version);
    const parsed = parseWorkingCopy(text, written(version));
    if (!parsed.ok) throw new Error(parsed.error.message);
    return parsed.value;
  };

  it('of version 1, as an older program wrote it, still opens; it knew no imports', () => {
    const copy = ofVersion(1);
    expect(copy.version).toBe(WORKING_COPY_VERSION);
    expect(copy.findings[0]?.trackingIdentifier).toBe('Left paraspinal mass');
    expect(copy.imports).toEqual([]);
  });

  it('of version 2 opens with its imports and their ledgers', () => {
    const { imports, findings } = ofVersion(2);
    expect(imports).toMatchObject([
      {
        origin: { kind: 'SR', description: 'Other vendor' },
        file: 'measurements.dcm',
        imported: { by: 'Reader', at: '2026-11-22T18:00:00.000Z' },
        findings: [findings[0]?.trackingUID],
        ledger: [{ what: 'Image region (SCOORD3D, ELLIPSOID)' }],
      },
    ]);
  });

  it('refuses a ledger with a hole in it, by its place', () => {
    const { imports, ...rest } = ofVersion(2);
    const message = failureOf({ ...rest, imports: [{ ...imports[0], ledger: [{ what: 'x', where: 'y' }] }] });
    expect(message).toContain('imports[0].ledger[0].why');
  });

  it('has its JSON Schema in docs, made from what is checked', async () => {
    const schema = {
      $id: 'https://marginalia.invalid/working-copy-2.schema.json',
      title: 'Marginalia annotations, version 2',
      ...z.toJSONSchema(workingCopySchema, { io: 'input' }),
    };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      '../../../docs/working-copy.schema.json',
    );
  });
});
