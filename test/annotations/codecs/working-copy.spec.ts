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
import { asUid } from '../../../annotations/ids.ts';
import { randomFinding, randomRegion } from '../../electron/exchange/random-findings.ts';

const copy: fc.Arbitrary<WorkingCopy> = fc
  .record({
    findings: fc.array(randomFinding(['1.2.3', '1.2.4']), { maxLength: 3 }),
    muscle: fc.array(randomRegion(['1.2.3']), { maxLength: 1 }),
    revision: fc.nat(),
  })
  .map(({ findings, muscle, revision }) => ({
    format: WORKING_COPY_FORMAT,
    version: WORKING_COPY_VERSION,
    revision,
    saved: { by: 'Żaneta', at: '2026-01-02T03:04:05.678Z' },
    studyInstanceUIDs: [asUid('1.2.840.1')],
    findings,
    references: muscle.map((region) => ({ tissue: 'muscle' as const, region })),
    phases: [],
    report: null,
  }));

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
    expect(failureOf({ ...plain, version: 'one' })).toMatch(/field version.*expected 1/);
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
    expect(message).toMatch(/>=\s?1/);
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

  it('of version 1, as an older program wrote it, still opens', () => {
    const text = readFileSync(new URL('./working-copies/version-1.marginalia.json', import.meta.url), 'utf8');
    const parsed = parseWorkingCopy(text, 'version-1.marginalia.json');
    expect(parsed.ok && parsed.value.findings[0]?.trackingIdentifier).toBe('Left paraspinal mass');
  });

  it('has its JSON Schema in docs, made from what is checked', async () => {
    const schema = {
      $id: 'https://marginalia.invalid/working-copy-1.schema.json',
      title: 'Marginalia annotations, version 1',
      ...z.toJSONSchema(workingCopySchema, { io: 'input' }),
    };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      '../../../docs/working-copy.schema.json',
    );
  });
});
