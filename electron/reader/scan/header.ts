/** What one file gives to the scan: plain data, since it comes from worker threads. */
import type { FrameOfReferenceUID, SeriesInstanceUID, SOPInstanceUID } from '../../../annotations/ids.ts';
import type {
  Frame,
  OtherObject,
  PatientIdentity,
  SkippedFile,
  Stack,
  Study,
} from '../../../annotations/image/hierarchy.ts';
import type { PhaseEvidence } from '../../../annotations/image/phase.ts';
import type { PixelLocation } from '../pixel-location.ts';
import type { RescaleFault } from './modality-rescale.ts';

export type StudyHeader = Omit<Study, 'series'>;

export type SeriesHeader = {
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly study: StudyHeader;
  readonly modality: string;
  readonly number: number | null;
  readonly description: string;
  readonly bodyPart: string;
  readonly laterality: string;
  readonly manufacturer: string;
  readonly convolutionKernel: string;
  readonly contrastAgent: string;
  /** PatientID and PatientName as they lie in the file, to see at once whether another image names the same. */
  readonly patientBytes: string;
  /** Without what only all images of the series tell. */
  readonly evidence: Omit<PhaseEvidence, 'contrastStartTime' | 'acquisitionTime' | 'passes'>;
};

/** Attributes that tell passes over the same positions apart, in the order in which they are tried. */
export type PassMarks = {
  readonly acquisitionNumber: number | null;
  readonly temporalPosition: number | null;
  readonly triggerTimeMs: number | null;
  readonly echoTimeMs: number | null;
  readonly imageType: string;
  readonly contrastAgent: string;
  /** Seconds since midnight. */
  readonly time: number | null;
};

export type FrameHeader = {
  readonly frame: Frame;
  readonly marks: PassMarks;
  readonly rescaleFault: RescaleFault | null;
};

export type ImageHeader = {
  readonly sopInstanceUID: SOPInstanceUID;
  readonly series: SeriesHeader;
  readonly frameOfReferenceUID: FrameOfReferenceUID | null;
  readonly location: PixelLocation;
  readonly storedType: Stack['storedType'];
  readonly photometric: Stack['photometric'];
  readonly localizer: boolean;
  readonly gantryTiltDeg: number | null;
  /** Seconds since midnight. */
  readonly contrastStartTime: number | null;
  readonly acquisitionTime: number | null;
  /** Sentences about this image for the stack's warnings. */
  readonly notices: readonly string[];
  readonly frames: readonly FrameHeader[];
};

/** Where a file was found: `zipEntries` is empty for a plain file. */
export type FoundFile = { readonly file: string; readonly zipEntries: readonly string[] };

export type FileOutcome =
  | { readonly kind: 'image'; readonly image: ImageHeader }
  | { readonly kind: 'object'; readonly object: OtherObject; readonly patient: PatientIdentity }
  | { readonly kind: 'skipped'; readonly skipped: SkippedFile }
  /** Text or PDF that may be a report, or a file of the program's own: nothing to complain about. */
  | { readonly kind: 'report' | 'own' }
  | { readonly kind: 'zip' }
  /** The directory of a media set: paths relative to it, as components. */
  | { readonly kind: 'dicomdir'; readonly files: readonly (readonly string[])[] };

/** What one thread keeps between files. */
export type HeaderReader = {
  readonly buffer: Uint8Array;
  /** How much of a file is read at first: what the last header needed. */
  firstBytes: number;
  /** Series met so far, by study and series UID: their attributes are taken from their first image. */
  readonly series: Map<string, SeriesHeader>;
};

/** Most headers end before; longer ones are read again, whole. */
export const FIRST_READ_BYTES = 1 << 16;

export const headerReader = (): HeaderReader => ({
  buffer: new Uint8Array(FIRST_READ_BYTES),
  firstBytes: FIRST_READ_BYTES,
  series: new Map(),
});

/** As people read it: the zip, then the path within. */
export const shownName = (found: FoundFile): string =>
  found.zipEntries.length === 0 ? found.file : [found.file, ...found.zipEntries].join(' › ');
