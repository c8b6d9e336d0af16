/**
 * What every importer needs to know of the opened images, and the findings that it makes: locked, marked with their
 * origin, under the UIDs that the other program gave where it gave any.
 */
import type { Finding, Origin, Stamp } from '../finding/finding.ts';
import type { Region, Shape } from '../finding/region.ts';
import { asUid, isValidUid, type RegionUID, type TrackingUID } from '../ids.ts';
import type { FrameRef } from '../image/hierarchy.ts';
import type { FramePlane, ImagePoint, PatientPoint } from '../image/plane.ts';
import type { ImportRecord } from './import-record.ts';
import type { LedgerEntry } from './loss-ledger.ts';
import type { ReferenceRegion } from './working-copy.ts';

/** An opened frame and where it lies. */
export type PlacedFrame = {
  readonly ref: FrameRef;
  readonly plane: FramePlane;
  readonly frameOfReferenceUID: string;
  readonly rows: number;
  readonly columns: number;
  /** Half the distance between slices, in mm: points so near to the plane belong to the frame. */
  readonly reachMm: number;
};

export type ImportContext = {
  /** Whether the image is among the opened ones. */
  readonly hasImage: (frame: FrameRef) => boolean;
  /** The frame on which all these points lie (within half a slice), with the points on it; null when there is none. */
  readonly locate: (
    frameOfReferenceUID: string,
    points: readonly PatientPoint[],
  ) => { readonly frame: FrameRef; readonly points: readonly ImagePoint[] } | null;
  /** Where an opened frame lies; null when it is not opened, or does not say. */
  readonly placeOf: (frame: FrameRef) => PlacedFrame | null;
  /** The placed frames of each stack of a frame of reference, localizers left out. */
  readonly stacksIn: (frameOfReferenceUID: string) => readonly (readonly PlacedFrame[])[];
  /** Those of all opened stacks, localizers left out. */
  readonly framesOfReference: readonly string[];
  readonly newUid: <U extends TrackingUID | RegionUID>() => U;
  readonly stamp: Stamp;
};

export type Imported = {
  readonly origin: Origin;
  readonly findings: readonly Finding[];
  readonly references: readonly ReferenceRegion[];
  readonly ledger: readonly LedgerEntry[];
  /** Of earlier imports that the file itself remembers. */
  readonly imports?: readonly ImportRecord[];
};

export const importedRegion = (context: ImportContext, frame: FrameRef, shape: Shape, text = ''): Region => ({
  uid: context.newUid(),
  frame,
  shape,
  text,
});

export const frameRef = (sopInstanceUID: string, frameNumber = 1): FrameRef => ({
  sopInstanceUID: asUid(sopInstanceUID || '0'),
  frameNumber,
});

/** A finding of which only name and marks are known. */
export function importedFinding(
  context: ImportContext,
  origin: Origin,
  name: string,
  regions: readonly Region[],
  trackingUID = '',
): Finding {
  return {
    trackingUID: isValidUid(trackingUID) ? asUid(trackingUID) : context.newUid(),
    trackingIdentifier: name,
    site: null,
    laterality: null,
    levels: null,
    descriptors: {},
    note: '',
    evidence: [],
    regions,
    origin,
    locked: true,
    created: context.stamp,
    modified: context.stamp,
  };
}
