import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../annotations/codecs/sr/content-item.ts';
import type { Finding } from '../../../annotations/finding/finding.ts';
import type { Region } from '../../../annotations/finding/region.ts';
import { asUid } from '../../../annotations/ids.ts';
import {
  presentationGroups,
  presentationStateFile,
} from '../../../electron/exchange/presentation-state-file.ts';
import { readDataset } from '../../../electron/exchange/read-dataset.ts';
import { type SourceImages, sourceImage } from '../../../electron/exchange/source-attributes.ts';
import { TEST_IMAGE_UIDS, testHeader, testImages } from './image-headers.ts';
import { randomFinding } from './random-findings.ts';

const write = (findings: readonly Finding[], images: SourceImages = testImages, index = 0): Uint8Array => {
  const group = presentationGroups(findings, images)[index];
  if (group === undefined) throw new Error('no group');
  const file = presentationStateFile({
    findings,
    group,
    images,
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

  const region = (sopInstanceUID: string, frameNumber: number): Region => ({
    uid: asUid(`2.25.7${frameNumber}${sopInstanceUID.slice(-1)}`),
    frame: { sopInstanceUID: asUid(sopInstanceUID), frameNumber },
    shape: { kind: 'point', point: { x: 4, y: 5 } },
    text: '',
  });
  const findingOn = (...regions: Region[]): Finding[] => {
    const [finding] = samples[0] ?? [];
    if (finding === undefined) throw new Error('no sample');
    return [{ ...finding, regions }];
  };

  it('is written for each modality transform, size and spacing of a series', () => {
    const more: Record<string, Dataset> = {
      '2.25.111': {},
      '2.25.112': { RescaleIntercept: -1000 },
      '2.25.113': { RescaleSlope: 0.01, RescaleType: 'MGML' },
      '2.25.114': { Rows: 256, Columns: 256 },
      '2.25.115': { PixelSpacing: [0.5, 0.5] },
      '2.25.116': {},
      '2.25.117': { SamplesPerPixel: 3, PhotometricInterpretation: 'RGB' },
      '2.25.118': { ModalityLUTSequence: [{ ModalityLUTType: 'HU' }] },
    };
    const images: SourceImages = ({ sopInstanceUID }) =>
      sourceImage(testHeader(sopInstanceUID, more[sopInstanceUID]));
    const findings = findingOn(...Object.keys(more).map((uid) => region(uid, 1)));
    const groups = presentationGroups(findings, images);
    expect(groups.map(({ frames }) => [...frames])).toEqual([
      ['2.25.111#1', '2.25.116#1'],
      ['2.25.112#1'],
      ['2.25.113#1'],
      ['2.25.114#1'],
      ['2.25.115#1'],
    ]);
    const second = readDataset(write(findings, images, 1), 'the state');
    expect(second.ok && second.value).toMatchObject({ RescaleIntercept: -1000, RescaleSlope: 1 });
    // The name of the finding stands in each of them.
    expect(JSON.stringify(second)).toContain('UnformattedTextValue');
    const third = readDataset(write(findings, images, 2), 'the state');
    expect(third.ok && third.value).toMatchObject({ RescaleSlope: 0.01, RescaleType: 'MGML' });
  });

  it('takes spacing, transform and window of multi-frame images from their functional groups', () => {
    const values = (intercept: number): Dataset => ({
      PixelValueTransformationSequence: [{ RescaleSlope: 1, RescaleIntercept: intercept, RescaleType: 'HU' }],
    });
    const images: SourceImages = ({ sopInstanceUID }) =>
      sourceImage({
        ...testHeader(sopInstanceUID),
        NumberOfFrames: 3,
        PixelSpacing: undefined,
        RescaleSlope: undefined,
        RescaleIntercept: undefined,
        RescaleType: undefined,
        SharedFunctionalGroupsSequence: [
          {
            PixelMeasuresSequence: [{ PixelSpacing: [0.8, 0.7] }],
            FrameVOILUTSequence: [{ WindowCenter: 60, WindowWidth: 300 }],
          },
        ],
        PerFrameFunctionalGroupsSequence: [values(-1024), values(-1000), values(-1024)],
      });
    const findings = findingOn(region('2.25.111', 1), region('2.25.111', 2), region('2.25.111', 3));
    expect(presentationGroups(findings, images)).toHaveLength(2);
    const first = readDataset(write(findings, images), 'the state');
    expect(first.ok && first.value).toMatchObject({
      RescaleIntercept: -1024,
      RescaleType: 'HU',
      ReferencedSeriesSequence: [{ ReferencedImageSequence: [{ ReferencedFrameNumber: [1, 3] }] }],
      DisplayedAreaSelectionSequence: [{ PresentationPixelSpacing: [0.8, 0.7] }],
      SoftcopyVOILUTSequence: [{ WindowCenter: 60, WindowWidth: 300 }],
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
