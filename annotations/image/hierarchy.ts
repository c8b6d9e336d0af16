/**
 * Study > Series > Stack > Frame, as the reader hands them out and the window shows them. Plain data: it crosses
 * process boundaries by structured clone.
 */
import type {
  FrameOfReferenceUID,
  SeriesInstanceUID,
  SOPInstanceUID,
  StackId,
  StudyInstanceUID,
} from '../ids.ts';
import type { FramePlane, PatientVector, PixelSpacing } from './plane.ts';
import type { VoiWindow } from './voi.ts';
import type { VoiLut } from './voi-lut.ts';

/** One frame of one instance; frames count from 1 (PS3.3 C.7.6.6). */
export type FrameRef = { readonly sopInstanceUID: SOPInstanceUID; readonly frameNumber: number };

export const sameFrame = (a: FrameRef, b: FrameRef): boolean =>
  a.sopInstanceUID === b.sopInstanceUID && a.frameNumber === b.frameNumber;

/** A key for maps. */
export const frameKey = (ref: FrameRef): string => `${ref.sopInstanceUID}#${ref.frameNumber}`;

/** Modality LUT as slope and intercept (PS3.3 C.11.1.1.2): output = slope × stored value + intercept. */
export type Rescale = {
  readonly slope: number;
  readonly intercept: number;
  /** HU, US (unspecified) or what the file says; null where the file says nothing. */
  readonly type: string | null;
};

/** Stored values that are padding, both ends included (PS3.3 C.7.5.1.1.2). */
export type PixelPadding = { readonly from: number; readonly to: number };

/** The element type of decoded STORED values; `rgb8` is interleaved R,G,B. */
export type StoredType = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'rgb8';

export const BYTES_PER_PIXEL: { readonly [K in StoredType]: number } = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  rgb8: 3,
};

export type Frame = {
  readonly ref: FrameRef;
  readonly instanceNumber: number | null;
  /** Null when the file does not say where the frame lies: such a frame is shown, but nothing is measured in mm. */
  readonly plane: FramePlane | null;
  /** Why mm may be trusted: patient spacing, imager spacing (at the detector), or null when there is none. */
  readonly spacingSource: 'PixelSpacing' | 'ImagerPixelSpacing' | 'NominalScannedPixelSpacing' | null;
  readonly spacing: PixelSpacing | null;
  readonly rescale: Rescale;
  readonly padding: PixelPadding | null;
  /** The windows stored in the file, first one first; an empty list when there is none. */
  readonly voi: readonly VoiWindow[];
  /** The VOI lookup tables stored in the file; what frames share is one object. */
  readonly voiLuts: readonly VoiLut[];
  /** The file holds overlay planes, which are read when they are shown; left out where it holds none. */
  readonly overlays?: true;
  readonly sliceLocationMm: number | null;
  readonly sliceThicknessMm: number | null;
  readonly acquisitionNumber: number | null;
  /** Seconds since midnight. */
  readonly acquisitionTime: number | null;
};

/** Something about the stack's geometry or values that a reader must know; `message` is shown as it stands. */
export type StackWarning = {
  readonly kind:
    | 'gap'
    | 'variable-spacing'
    | 'gantry-tilt'
    | 'duplicate-position'
    | 'missing-position'
    | 'non-square-pixels'
    | 'no-spacing'
    | 'not-hounsfield'
    | 'image';
  readonly message: string;
};

/** One of several passes of a series over the same part of the body, from 1. */
export type StackPass = {
  readonly number: number;
  readonly count: number;
  /** What tells it from the others, as "acquisition 2"; may hold free text of the file. */
  readonly label: string;
};

/**
 * Frames of one series that share orientation, size, frame of reference and stored type, ordered along the normal
 * (ascending distance; the first is the lowest for axial frames), or by instance number where positions are missing.
 */
export type Stack = {
  readonly id: StackId;
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly frameOfReferenceUID: FrameOfReferenceUID | null;
  readonly rows: number;
  readonly columns: number;
  readonly storedType: StoredType;
  /** MONOCHROME1 is inverted for display only; stored values and HU stay as they are. */
  readonly photometric: 'MONOCHROME1' | 'MONOCHROME2' | 'RGB';
  readonly orientation: 'axial' | 'coronal' | 'sagittal' | 'oblique' | 'unknown';
  readonly localizer: boolean;
  /** Left out where the series has one pass only. */
  readonly pass?: StackPass;
  /** Direction of increasing frame order; null where positions are missing. */
  readonly normal: PatientVector | null;
  /** Median distance between neighbouring planes in mm; null for fewer than two placed frames. */
  readonly sliceSpacingMm: number | null;
  readonly transferSyntaxes: readonly string[];
  readonly warnings: readonly StackWarning[];
  readonly frames: readonly Frame[];
};

export const PHASES = ['noncontrast', 'arterial', 'portal-venous', 'delayed', 'unspecified'] as const;
export type Phase = (typeof PHASES)[number];

/** The phase of contrast with the reason in words; `corrected` when a reader has set it. */
export type PhaseGuess = { readonly phase: Phase; readonly reason: string; readonly corrected: boolean };

export type Series = {
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly modality: string;
  readonly number: number | null;
  readonly description: string;
  readonly bodyPart: string;
  readonly laterality: string;
  readonly manufacturer: string;
  readonly convolutionKernel: string;
  readonly contrastAgent: string;
  readonly phase: PhaseGuess;
  readonly stacks: readonly Stack[];
};

/** As the files say, readable: names without carets; empty where unknown. */
export type PatientIdentity = {
  readonly name: string;
  readonly id: string;
  readonly birthDate: string;
  readonly sex: string;
  readonly age: string;
};

export type Study = {
  readonly studyInstanceUID: StudyInstanceUID;
  readonly patient: PatientIdentity;
  /** YYYY-MM-DD, or what stands there. */
  readonly date: string;
  readonly time: string;
  readonly description: string;
  readonly accessionNumber: string;
  readonly institution: string;
  readonly series: readonly Series[];
};

/**
 * A DICOM object without pixels of its own to show: SR, GSPS, SEG, RTSTRUCT, encapsulated PDF…; or a file with
 * annotations that is no DICOM (JSON, AIM), whose UID is made here from its place.
 */
export type OtherObject = {
  readonly sopInstanceUID: SOPInstanceUID;
  readonly sopClassUID: string;
  readonly kind: 'SR' | 'GSPS' | 'SEG' | 'RTSTRUCT' | 'PDF' | 'CDA' | 'JSON' | 'AIM' | 'other';
  readonly modality: string;
  readonly description: string;
  readonly studyInstanceUID: StudyInstanceUID | null;
  readonly seriesInstanceUID: SeriesInstanceUID | null;
  /** The series and frames that it speaks of. */
  readonly references: readonly (SeriesInstanceUID | SOPInstanceUID)[];
  /** Where it was read from; shown to the reader, never logged. */
  readonly file: string;
};

/** A file that was not taken, and why: a whole sentence. */
export type SkippedFile = { readonly file: string; readonly kind: string; readonly reason: string };
