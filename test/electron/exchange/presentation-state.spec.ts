import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { presentationStateFile } from '../../../electron/exchange/presentation-state-file.ts';
import { readDataset } from '../../../electron/exchange/read-dataset.ts';
import { TEST_IMAGE_UIDS, testImages } from './image-headers.ts';
import { randomFinding } from './random-findings.ts';

const write = (findings: readonly Finding[]): Uint8Array => {
  const file = presentationStateFile({
    findings,
    seriesInstanceUID: '2.25.12',
    images: testImages,
    identity: { sopInstanceUID: '2.25.31', seriesInstanceUID: '2.25.32', seriesNumber: 902, at: new Date() },
    creator: 'Zoë^Müller',
    voi: null,
  });
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
};

/**
 * dcmpschk 3.6.7 looks at texts byte by byte, whatever character set is declared: it takes the UTF-8 bytes 80…9F for
 * control characters. Words that have them are left out here; that they arrive is shown by reading them back.
 */
const forDcmpschk = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, each) =>
    typeof each === 'string' && Buffer.from(each).some((byte) => byte >= 0x80 && byte <= 0x9f)
      ? 'Müller 左'
      : each,
  );

const samples = fc.sample(fc.array(randomFinding(TEST_IMAGE_UIDS), { minLength: 1, maxLength: 3 }), {
  numRuns: 100,
  seed: 20260103,
});

describe('a presentation state', () => {
  it('copies the modality transform, without which HU would be shown wrong', () => {
    const dataset = readDataset(write(samples[0] ?? []), 'the state');
    expect(dataset.ok && dataset.value).toMatchObject({
      RescaleSlope: 1,
      RescaleIntercept: -1024,
      RescaleType: 'HU',
    });
  });

  it('carries names in any script', () => {
    const [finding] = samples[0] ?? [];
    if (finding === undefined) throw new Error('no sample');
    const dataset = readDataset(
      write([{ ...finding, trackingIdentifier: 'Łódź Ёлка שלום 한국어' }]),
      'the state',
    );
    expect(JSON.stringify(dataset)).toContain('Łódź Ёлка שלום 한국어');
  });

  it('puts every mark on its own image, in the coordinates of the region', () => {
    for (const findings of samples) {
      const dataset = readDataset(write(findings), 'the state');
      if (!dataset.ok) throw new Error(dataset.error.message);
      const annotations = dataset.value.GraphicAnnotationSequence as {
        ReferencedImageSequence: { ReferencedSOPInstanceUID: string }[];
      }[];
      expect(annotations.map((each) => each.ReferencedImageSequence[0]?.ReferencedSOPInstanceUID)).toEqual(
        findings.flatMap((finding) =>
          finding.regions
            // A label without words shows nothing; the first mark of a finding bears its name.
            .filter(({ shape, text }, index) => index === 0 || shape.kind !== 'text' || text !== '')
            .map((region) => region.frame.sopInstanceUID),
        ),
      );
    }
  });

  it.skipIf(!existsSync('/usr/bin/dciodvfy') || !existsSync('/usr/bin/dcmpschk'))(
    'passes dciodvfy without an error, and dcmpschk',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'marginalia-gsps-'));
      try {
        for (const [index, findings] of samples.entries()) {
          const path = join(folder, `${index}.dcm`);
          writeFileSync(path, write(forDcmpschk(findings) as Finding[]));
          const said = execFileSync('sh', ['-c', 'dciodvfy -new "$0" 2>&1 || true', path], {
            encoding: 'utf8',
          });
          expect(said).toContain('GrayscaleSoftcopyPresentationState');
          expect(said.split('\n').filter((line) => line.startsWith('Error'))).toEqual([]);
          const checked = execFileSync('sh', ['-c', 'dcmpschk "$0" 2>&1 || true', path], {
            encoding: 'utf8',
          });
          expect(checked).toContain('Test passed');
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
