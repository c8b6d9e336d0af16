/** PixelMed's template validator (TID 1500 and below) on random measurement reports. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measurementReportFile } from '../../electron/exchange/measurement-report-file.ts';
import { TEST_IMAGE_UIDS, testImages } from '../electron/exchange/image-headers.ts';
import { randomFinding } from '../electron/exchange/random-findings.ts';
import { testNumbers } from '../electron/exchange/test-numbers.ts';

const JARS = ['pixelmed', 'hsqldb', 'commons-codec', 'commons-compress'].map(
  (name) => `/usr/share/java/${name}.jar`,
);
/** The validator's rules are XPath expressions that the JDK finds too long. */
const LIMITS = ['xpathExprOpLimit', 'xpathTotalOpLimit', 'xpathExprGrpLimit', 'entityExpansionLimit'].map(
  (limit) => `-Djdk.xml.${limit}=0`,
);

describe.skipIf(!existsSync(JARS[0] as string) || !existsSync('/usr/bin/java'))(
  "PixelMed's template validator",
  () => {
    it('finds no error in measurement reports', () => {
      const folder = mkdtempSync(join(tmpdir(), 'marginalia-pixelmed-'));
      try {
        const samples = fc.sample(fc.array(randomFinding(TEST_IMAGE_UIDS), { minLength: 4, maxLength: 6 }), {
          numRuns: 1,
          seed: 20260104,
        });
        for (const [index, findings] of samples.entries()) {
          const file = measurementReportFile({
            findings,
            references: [],
            observer: 'Müller^Łukasz',
            numbersOf: testNumbers,
            images: testImages,
            identity: {
              sopInstanceUID: '2.25.21',
              seriesInstanceUID: '2.25.22',
              seriesNumber: 901,
              at: new Date(),
            },
          });
          if (!file.ok) throw new Error(file.error.message);
          const path = join(folder, `${index}.dcm`);
          writeFileSync(path, file.value.bytes);
          const said = execFileSync(
            'sh',
            [
              '-c',
              '"$@" 2>&1',
              'sh',
              'java',
              ...LIMITS,
              '-cp',
              JARS.join(':'),
              'com.pixelmed.validate.DicomSRValidator',
              path,
            ],
            { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
          );
          expect(said).toContain('Found Root Template TID_1500');
          expect(said.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    }, 120_000);
  },
);
