import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportContext } from '../../../annotations/codecs/imported-findings.ts';
import { openedImages } from '../../../annotations/codecs/plane-locator.ts';
import { readMeasurementReport } from '../../../annotations/codecs/sr/read-measurement-report.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region } from '../../../annotations/finding/region.ts';
import { measurementReportFile } from '../../../electron/exchange/measurement-report-file.ts';
import { readDataset } from '../../../electron/exchange/read-dataset.ts';
import { TEST_IMAGE_UIDS, testImages } from './image-headers.ts';
import { randomFinding, randomRegion } from './random-findings.ts';
import { testNumbers } from './test-numbers.ts';

let made = 0;
const context: ImportContext = {
  ...openedImages([]),
  hasImage: () => true,
  newUid: () => {
    made += 1;
    return `2.25.9${made}` as never;
  },
  stamp: { by: 'test', at: '2026-01-01T00:00:00.000Z' },
};

const write = (findings: readonly Finding[], muscle: readonly Region[]) => {
  const file = measurementReportFile({
    findings,
    references: muscle.map((region) => ({ tissue: 'muscle', region })),
    observer: 'Müller^Łukasz',
    numbersOf: testNumbers,
    images: testImages,
    identity: {
      sopInstanceUID: '2.25.21',
      seriesInstanceUID: '2.25.22',
      seriesNumber: 901,
      at: new Date('2026-01-02T03:04:05Z'),
    },
  });
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
};

describe('a measurement report (TID 1500)', () => {
  it('gives back every finding, region, answer, quotation and name as it was written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(randomFinding(TEST_IMAGE_UIDS), {
          minLength: 1,
          maxLength: 4,
          selector: (finding) => finding.trackingUID,
        }),
        fc.array(randomRegion(TEST_IMAGE_UIDS), { maxLength: 2 }),
        (findings, muscle) => {
          const dataset = readDataset(write(findings, muscle).bytes, 'the report');
          if (!dataset.ok) throw new Error(dataset.error.message);
          const imported = readMeasurementReport(dataset.value, context);
          expect(imported.ledger).toEqual([]);
          expect(imported.references.map(({ region }) => region)).toEqual(muscle);
          // Whatever is imported is locked, and knows where it came from.
          expect(imported.findings.every(({ locked, origin }) => locked && origin?.kind === 'SR')).toBe(true);
          const bare = ({ origin: _o, locked: _l, ...finding }: Finding) => finding;
          expect(imported.findings.map(bare)).toEqual(findings.map(bare));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('names the regions that it could not hold because their image is not at hand', () => {
    const [finding] = fc.sample(randomFinding([TEST_IMAGE_UIDS[0]]), { numRuns: 1, seed: 7 });
    const [lost] = fc.sample(randomRegion(['2.25.404']), { numRuns: 1, seed: 7 });
    if (finding === undefined || lost === undefined) throw new Error('no sample');
    const file = write([{ ...finding, regions: [...finding.regions, lost] }], []);
    expect(file.left).toEqual([lost]);
  });

  it.skipIf(!existsSync('/usr/bin/dciodvfy'))(
    'has no error for dciodvfy, whatever was found and in whatever script it was named',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'marginalia-sr-'));
      try {
        const samples = fc.sample(fc.array(randomFinding(TEST_IMAGE_UIDS), { minLength: 1, maxLength: 3 }), {
          numRuns: 100,
          seed: 20260102,
        });
        for (const [index, findings] of samples.entries()) {
          const path = join(folder, `${index}.dcm`);
          writeFileSync(path, write(findings, []).bytes);
          const said = execFileSync('sh', ['-c', 'dciodvfy -new "$0" 2>&1 || true', path], {
            encoding: 'utf8',
          });
          expect(said).toContain('Comprehensive3DSR');
          expect(said.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
