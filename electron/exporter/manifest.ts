/**
 * manifest.json: what each exported picture shows, so that a figure can be traced back to its images and numbers.
 * Its shape is documented in docs/cli.md.
 *
 * With identity hidden every DICOM UID is replaced by a pseudonym that is the same within one export and different in
 * the next: UIDs lead back to the patient in any archive. Free text that a reader has written (names of findings) stays.
 */
import { createHash } from 'node:crypto';
import type { CheckRow } from '../../annotations/finding/check-outcome.ts';
import type { Finding } from '../../annotations/finding/finding.ts';
import { type Measurement, measureRegion } from '../../annotations/finding/measurements.ts';
import type { Region } from '../../annotations/finding/region.ts';
import { referencesOnFrame, regionsOnFrame } from '../../annotations/scene/build-scene.ts';
import { findingNotes, findingTitle } from '../../annotations/scene/label-text.ts';
import {
  type RenderedSnapshot,
  type SnapshotRequest,
  shownOverlays,
} from '../../annotations/scene/snapshot.ts';
import { UNITS } from '../../annotations/units.ts';

const MANIFEST_FORMAT = 'marginalia-export';
const MANIFEST_VERSION = 1;

export type ManifestNumber = {
  readonly quantity: string;
  readonly value: number;
  /** As UCUM writes it. */
  readonly unit: string;
  readonly method: string;
};

export type ManifestRegion = {
  readonly uid: string;
  readonly kind: string;
  readonly numbers: readonly ManifestNumber[];
  /** Sentences: what could not be measured, and why. */
  readonly problems: readonly string[];
  /** False when no place was left for its words. */
  readonly labelled: boolean;
};

export type ManifestFinding = {
  readonly trackingUID: string;
  readonly name: string;
  readonly notes: readonly string[];
  /** The report against the pixels; only where it was asked for. */
  readonly checks?: readonly CheckRow[];
  readonly regions: readonly ManifestRegion[];
};

export type ManifestWindow =
  | { readonly function: string; readonly centerHu: number; readonly widthHu: number }
  /** A lookup table of the file; `explanation` is free text and empty while identity is hidden. */
  | {
      readonly function: 'TABLE';
      readonly explanation: string;
      readonly firstMappedHu: number;
      readonly entries: number;
    };

export type ManifestEntry = {
  readonly file: string;
  readonly sha256: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly format: 'png' | 'jpeg';
  readonly studyInstanceUID: string;
  readonly seriesInstanceUID: string;
  readonly sopInstanceUID: string;
  readonly frameNumber: number;
  readonly seriesNumber: number | null;
  readonly phase: string;
  /** 1-based place of the frame in its stack, and the stack's length. */
  readonly position: number;
  readonly count: number;
  readonly window: ManifestWindow;
  readonly inverted: boolean;
  readonly rotationDeg: number;
  readonly flippedHorizontally: boolean;
  /** In image pixels from the top left corner; null for the whole frame. */
  readonly area: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  } | null;
  readonly layers: readonly string[];
  /** Overlay planes of the file that are drawn with the image. */
  readonly overlayPlanes: number;
  readonly identity: 'hidden' | 'shown';
  readonly findings: readonly ManifestFinding[];
  /** Normal tissue on this frame that they are compared with. */
  readonly references: readonly (ManifestRegion & { readonly tissue: string })[];
};

/** Replaces a UID; `pseudonyms` makes one for an export with hidden identity. */
export type UidReplacement = (uid: string) => string;

/** UIDs under 2.25 from a hash with the export's own secret: linked within the export, to nothing outside it. */
export function pseudonyms(secret: Uint8Array): UidReplacement {
  return (uid) => {
    const digest = createHash('sha256').update(secret).update(uid).digest('hex').slice(0, 32);
    return `2.25.${BigInt(`0x${digest}`)}`;
  };
}

/**
 * @param file name within the export's folder
 * @param replaceUid from `pseudonyms`, one for the whole export; unused while identity is shown
 */
export function manifestEntry(
  file: string,
  request: SnapshotRequest,
  rendered: RenderedSnapshot & { readonly unlabelled?: readonly string[] },
  replaceUid: UidReplacement,
): ManifestEntry {
  const { context, frame } = request;
  const uid = request.identity === 'show' ? (real: string) => real : replaceUid;
  const unlabelled = new Set(rendered.unlabelled ?? []);
  return {
    file,
    sha256: rendered.sha256,
    widthPx: rendered.widthPx,
    heightPx: rendered.heightPx,
    format: request.format,
    studyInstanceUID: uid(context.studyInstanceUID),
    seriesInstanceUID: uid(context.seriesInstanceUID),
    sopInstanceUID: uid(frame.ref.sopInstanceUID),
    frameNumber: frame.ref.frameNumber,
    seriesNumber: context.seriesNumber,
    phase: context.phase,
    position: context.position,
    count: context.count,
    window: windowOf(request),
    inverted: request.invert,
    rotationDeg: request.turn.rotation,
    flippedHorizontally: request.turn.flipHorizontal,
    area: request.area,
    layers: request.layers,
    overlayPlanes: request.layers.includes('image') ? shownOverlays(request).length : 0,
    identity: request.identity === 'show' ? 'shown' : 'hidden',
    findings: request.findings
      .map((finding) => manifestFinding(finding, request, unlabelled, uid))
      .filter(({ regions }) => regions.length > 0),
    references: referencesOnFrame(request).map(({ tissue, region }) => ({
      tissue,
      ...manifestRegion(region, request, unlabelled, uid),
    })),
  };
}

const windowOf = ({ voi, identity }: Pick<SnapshotRequest, 'voi' | 'identity'>): ManifestWindow =>
  voi.function === 'TABLE'
    ? {
        function: voi.function,
        explanation: identity === 'show' ? voi.explanation : '',
        firstMappedHu: voi.firstMapped,
        entries: voi.values.length,
      }
    : { function: voi.function, centerHu: voi.centerHu, widthHu: voi.widthHu };

function manifestFinding(
  finding: Finding,
  request: SnapshotRequest,
  unlabelled: ReadonlySet<string>,
  uid: UidReplacement,
): ManifestFinding {
  const onFrame = regionsOnFrame({ findings: [finding], frame: request.frame });
  const checks = request.checks?.find(({ trackingUID }) => trackingUID === finding.trackingUID)?.rows;
  return {
    trackingUID: uid(finding.trackingUID),
    name: findingTitle(finding),
    notes: findingNotes(finding.descriptors),
    ...(checks === undefined ? {} : { checks }),
    regions: onFrame.map(({ region }) => manifestRegion(region, request, unlabelled, uid)),
  };
}

function manifestRegion(
  region: Region,
  request: SnapshotRequest,
  unlabelled: ReadonlySet<string>,
  uid: UidReplacement,
): ManifestRegion {
  const measured = measureRegion(region, request.pixels, request.frame.spacing);
  return {
    uid: uid(region.uid),
    kind: region.shape.kind,
    numbers: measured.measurements.map(manifestNumber),
    problems: measured.problems,
    labelled: request.layers.includes('labels') && !unlabelled.has(region.uid),
  };
}

export const manifestNumber = ({ quantity, value, unit, source }: Measurement): ManifestNumber => ({
  quantity,
  value,
  unit: UNITS[unit].ucum,
  method: source.method,
});

/** The document as it is written: two spaces and a final line feed; no times. */
export const serializeManifest = (entries: readonly ManifestEntry[]): string =>
  `${JSON.stringify({ format: MANIFEST_FORMAT, version: MANIFEST_VERSION, files: entries }, null, 2)}\n`;
