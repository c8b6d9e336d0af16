/** Saved annotations as DICOM objects: the headers of the marked images read, the numbers measured, the files made. */
import { createHash, randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { Region } from '../../annotations/finding/region.ts';
import { makeUid } from '../../annotations/ids.ts';
import type { FramePixels } from '../../annotations/image/frame-pixels.ts';
import type { Frame, FrameRef } from '../../annotations/image/hierarchy.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { readWhole } from '../reader/bytes/source-bytes.ts';
import type { PixelLocation } from '../reader/pixel-location.ts';
import { type DocumentIdentity, measurementReportFile } from './measurement-report-file.ts';
import { presentationGroups, presentationStateFile, whyNotShown } from './presentation-state-file.ts';
import { readDataset } from './read-dataset.ts';
import { reportNumbers } from './report-numbers.ts';
import { type SourceImage, type SourceImages, sourceImage } from './source-attributes.ts';

/** The opened images, as the command line and the reader's session both know them. */
export type OpenedImages = {
  readonly frameOf: (ref: FrameRef) => Frame | null;
  readonly locationOf: (ref: FrameRef) => PixelLocation | null;
  readonly readFrame: (ref: FrameRef) => Promise<Result<FramePixels, Failure>>;
};

export type WrittenObjects = {
  readonly files: readonly Uint8Array[];
  /** Sentences: marks that are in none of the files. */
  readonly notices: readonly string[];
};

/** One file for `sr`; for `gsps` one for the images of a series that share size and modality transform. */
export async function writtenObjects(
  copy: WorkingCopy,
  to: 'sr' | 'gsps',
  opened: OpenedImages,
): Promise<Result<WrittenObjects, Failure>> {
  const regions = [
    ...copy.findings.flatMap((finding) => finding.regions),
    ...copy.references.map(({ region }) => region),
  ];
  const images = await sourceImages(regions, opened);
  return to === 'sr' ? measurementReport(copy, regions, images, opened) : presentationStates(copy, images);
}

async function measurementReport(
  copy: WorkingCopy,
  regions: readonly Region[],
  images: SourceImages,
  opened: OpenedImages,
): Promise<Result<WrittenObjects, Failure>> {
  const numbers = new Map<string, ReturnType<typeof reportNumbers>>();
  for (const region of regions) {
    const frame = opened.frameOf(region.frame);
    const pixels = frame === null ? null : await opened.readFrame(region.frame);
    numbers.set(
      region.uid,
      reportNumbers(region, pixels?.ok === true ? pixels.value : null, frame?.spacing ?? null),
    );
  }
  const file = measurementReportFile({
    findings: copy.findings,
    references: copy.references,
    observer: copy.saved.by,
    images,
    numbersOf: (region) => numbers.get(region.uid) ?? [],
    identity: identity(copy, 'sr', 901),
  });
  if (!file.ok) return file;
  const { bytes, left } = file.value;
  return ok({ files: [bytes], notices: left.length === 0 ? [] : [leftOut(left.length)] });
}

function presentationStates(copy: WorkingCopy, images: SourceImages): Result<WrittenObjects, Failure> {
  const marks = copy.findings.flatMap(({ regions }) => regions);
  const files: Uint8Array[] = [];
  for (const group of presentationGroups(copy.findings, images)) {
    const file = presentationStateFile({
      findings: copy.findings,
      group,
      images,
      identity: identity(copy, `gsps ${group.seriesInstanceUID}`, 902),
      creator: copy.saved.by,
      voi: null,
    });
    if (!file.ok) return file;
    files.push(file.value);
  }
  const left = marks.filter(({ frame }) => images(frame) === null).length;
  const reasons = marks.flatMap(({ frame }) => {
    const image = images(frame);
    return image === null ? [] : (whyNotShown(image) ?? []);
  });
  const notices = [
    ...(left === 0 ? [] : [leftOut(left)]),
    ...[...new Set(reasons)].map((why) => leftOut(reasons.filter((each) => each === why).length, why)),
  ];
  if (files.length === 0) {
    const why = notices.length === 0 ? 'There are no marks.' : notices.join(' ');
    return err(failure('no-images', `No presentation state was written. ${why}`));
  }
  return ok({ files, notices });
}

const leftOut = (count: number, why = 'are not among the opened files'): string =>
  `Left out: ${count} ${count === 1 ? 'mark' : 'marks'}, on images that ${why}.`;

/** A new object each time, in the same series for the same study and kind: it joins its predecessors. */
function identity(copy: WorkingCopy, what: string, seriesNumber: number): DocumentIdentity {
  const series = createHash('sha256').update(`${copy.studyInstanceUIDs[0]} ${what}`).digest();
  return {
    sopInstanceUID: makeUid<never>(randomBytes(16)),
    seriesInstanceUID: makeUid<never>(series.subarray(0, 16)),
    seriesNumber,
    at: new Date(),
  };
}

/** The headers of all marked images, read whole: what must be copied is copied, not guessed. */
async function sourceImages(regions: readonly Region[], opened: OpenedImages): Promise<SourceImages> {
  const images = new Map<string, SourceImage>();
  for (const { frame } of regions) {
    const location = opened.locationOf(frame);
    if (location === null || images.has(frame.sopInstanceUID)) continue;
    const bytes = await readWhole(location.file, location.zipEntries).catch(() => null);
    const dataset = bytes === null ? null : readDataset(bytes, basename(location.file));
    if (dataset?.ok === true) images.set(frame.sopInstanceUID, sourceImage(dataset.value));
  }
  return (frame) => images.get(frame.sopInstanceUID) ?? null;
}
