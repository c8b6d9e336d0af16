/**
 * A frozen request for one picture: everything that the exporter needs, so that window and command line ask for the
 * same thing and get the same bytes.
 */
import type { ReferenceRegion } from '../codecs/working-copy.ts';
import type { CheckRow } from '../finding/check-outcome.ts';
import type { Finding } from '../finding/finding.ts';
import type { TrackingUID } from '../ids.ts';
import type { FramePixels } from '../image/frame-pixels.ts';
import type { Frame, FrameRef, PatientIdentity, Phase, StackPass } from '../image/hierarchy.ts';
import type { Turn } from '../image/orientation.ts';
import type { OverlayPlane } from '../image/overlay-plane.ts';
import type { FramePlane, PatientPoint } from '../image/plane.ts';
import type { Voi } from '../image/voi.ts';
import type { PlaneSide } from './plane-style.ts';

export const LAYERS = ['image', 'marks', 'labels', 'orientation', 'scale', 'text'] as const;
export type Layer = (typeof LAYERS)[number];

/** Part of the frame, in image coordinates (pixels, corner origin). */
export type ImageArea = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Native resolution times a factor, or a width in pixels; the height follows the pixels' aspect in mm. */
export type OutputSize =
  | { readonly kind: 'scale'; readonly scale: 1 | 2 | 4 }
  | { readonly kind: 'width'; readonly widthPx: number };

/** What the corner text speaks of. */
export type SnapshotContext = {
  readonly patient: PatientIdentity;
  readonly institution: string;
  readonly studyInstanceUID: string;
  readonly studyDate: string;
  readonly studyDescription: string;
  readonly seriesInstanceUID: string;
  readonly seriesNumber: number | null;
  /** Left out where the series has one pass only. */
  readonly pass?: Pick<StackPass, 'number' | 'count'>;
  readonly seriesDescription: string;
  readonly phase: Phase;
  /** 1-based place of the frame in its stack, and the stack's length. */
  readonly position: number;
  readonly count: number;
};

export type SnapshotRequest = {
  readonly frame: Frame;
  readonly photometric: 'MONOCHROME1' | 'MONOCHROME2' | 'RGB';
  readonly pixels: FramePixels;
  readonly context: SnapshotContext;
  readonly voi: Voi;
  /** Drawn with the image where identity is shown: their graphics may be words. */
  readonly overlays: readonly OverlayPlane[];
  /** Inverted against the photometric interpretation's own sense. */
  readonly invert: boolean;
  /** As on the screen; `UNTURNED` for the frame as it is stored. */
  readonly turn: Turn;
  /** Null for the whole frame. */
  readonly area: ImageArea | null;
  readonly size: OutputSize;
  readonly layers: readonly Layer[];
  /** Identifying text is opt-in. */
  readonly identity: 'hide' | 'show';
  /** Only these are drawn; their regions on other frames are left out. */
  readonly findings: readonly Finding[];
  /** Tissue that these findings are compared with; what lies on other frames is left out. */
  readonly references?: readonly ReferenceRegion[];
  /** The report against the pixels, where it was asked for: in the labels and in the manifest. */
  readonly checks?: readonly FindingChecks[];
  readonly format: 'png' | 'jpeg';
  /** With it the picture has three panels: this slice, and two cuts of its stack. */
  readonly planes?: SnapshotPlanes;
};

/** What two panels show that are cut from the stack of the slice in the third; all have its window and its findings. */
export type SnapshotPlanes = {
  /** The side from which the slices were acquired. */
  readonly side: PlaneSide;
  readonly cuts: readonly [SnapshotCut, SnapshotCut];
  /** Where the three planes meet, to be drawn as lines; null for none. */
  readonly crosshair: PatientPoint | null;
  /** The slices on which findings and references lie: `index` in the order of their stack, from 0. */
  readonly slices: readonly { readonly ref: FrameRef; readonly index: number; readonly plane: FramePlane }[];
  /** Between two slices of the stack. */
  readonly apartMm: number;
};

/** `frame` is of no file: its plane and spacing are those of the cut. */
export type SnapshotCut = Pick<SnapshotRequest, 'frame' | 'pixels' | 'turn' | 'area'> & {
  readonly side: PlaneSide;
};

export type FindingChecks = { readonly trackingUID: TrackingUID; readonly rows: readonly CheckRow[] };

/** One written picture. `sha256` is of the file's bytes, in hex. */
export type RenderedSnapshot = {
  readonly bytes: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly sha256: string;
};

/** Which planes the picture has: none while identity is hidden, since words may be drawn in them. */
export const shownOverlays = ({
  overlays,
  identity,
}: Pick<SnapshotRequest, 'overlays' | 'identity'>): readonly OverlayPlane[] =>
  identity === 'show' ? overlays : [];
