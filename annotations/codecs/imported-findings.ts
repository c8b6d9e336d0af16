/**
 * What every importer needs to know of the opened images, and the findings that it makes: locked, marked with their
 * origin, under the UIDs that the other program gave where it gave any.
 */
import type { Finding, Origin, Stamp } from '../finding/finding.ts';
import type { Region, Shape } from '../finding/region.ts';
import { asUid, isValidUid, type RegionUID, type TrackingUID, uidOfWords } from '../ids.ts';
import { type FrameRef, frameKey } from '../image/hierarchy.ts';
import type { FramePlane, ImagePoint, PatientPoint } from '../image/plane.ts';
import type { ImportRecord } from './import-record.ts';
import type { LedgerEntry } from './loss-ledger.ts';
import type { ReferenceRegion } from './working-copy.ts';

/** An opened frame and where it lies. */
export type PlacedFrame = {
  readonly ref: FrameRef;
  readonly plane: FramePlane;
  readonly frameOfReferenceUID: string | null;
  readonly rows: number;
  readonly columns: number;
  /** Half the distance between slices, in mm: points so near to the plane belong to the frame. */
  readonly reachMm: number;
};

export type ImportContext = {
  /** Whether the image is among the opened ones. */
  readonly hasImage: (frame: FrameRef) => boolean;
  /**
   * The frame on which all these points lie (within half a slice), with the points on it: one of those that are named
   * where one of them fits, otherwise the nearest. `others`: stacks on whose slices they lie as well, when none was
   * named. Null when there is none.
   */
  readonly locate: (
    frameOfReferenceUID: string,
    points: readonly PatientPoint[],
    named?: readonly FrameRef[],
  ) => { readonly frame: FrameRef; readonly points: readonly ImagePoint[]; readonly others: number } | null;
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

/** A TrackingUID from the file, or the one that the same thing of the same file gets whenever it is read. */
export type Identity =
  | { readonly uid: string }
  /** What makes it this thing and no other: the object's UID and the place in it, or all that it says. */
  | { readonly words: string };

/** A UUID as a UID (PS3.5 B.2), a UID as it is, so that the same mark keeps its identity; '' for anything else. */
export function uidGivenAs(text: string): string {
  const hex = text.replace(/-/g, '');
  return /^[0-9a-f]{32}$/i.test(hex) ? `2.25.${BigInt(`0x${hex}`)}` : isValidUid(text) ? text : '';
}

/** Of something that an object holds at a place, which is known by the object's UID. */
export const identityIn = ({ sopInstanceUID }: Origin, place: string): Identity =>
  sopInstanceUID === null ? { uid: '' } : { words: `${sopInstanceUID} ${place}` };

/** By the file's own UID where it is one; without words to go by, a new one. */
export function trackingUidOf(context: ImportContext, identity: Identity): TrackingUID {
  if ('words' in identity) return uidOfWords(identity.words);
  return isValidUid(identity.uid) ? asUid(identity.uid) : context.newUid();
}

/**
 * Regions under UIDs that they get whenever they are read, so that two readers who took over the same file have the
 * same marks when their work is joined. `given`: UIDs that the file gave.
 */
export function withLastingUids(
  finding: TrackingUID,
  regions: readonly Region[],
  given: ReadonlySet<RegionUID> = new Set(),
): readonly Region[] {
  const used = new Set<RegionUID>(given);
  return regions.map((region) => {
    if (given.has(region.uid)) return region;
    const words = `${finding} ${frameKey(region.frame)} ${JSON.stringify(region.shape)} ${region.text}`;
    let uid = uidOfWords<RegionUID>(words);
    for (let again = 2; used.has(uid); again += 1) uid = uidOfWords(`${words} ${again}`);
    used.add(uid);
    return { ...region, uid };
  });
}

/** A finding of which only name and marks are known. */
export function importedFinding(
  context: ImportContext,
  origin: Origin,
  name: string,
  regions: readonly Region[],
  identity: Identity,
): Finding {
  const trackingUID = trackingUidOf(context, identity);
  return {
    trackingUID,
    trackingIdentifier: name,
    site: null,
    laterality: null,
    levels: null,
    descriptors: {},
    note: '',
    evidence: [],
    regions: withLastingUids(trackingUID, regions),
    origin,
    locked: true,
    created: context.stamp,
    modified: context.stamp,
  };
}

/**
 * Why of the ledger for marks that lie on slices of several series, from the `others` of each; null when none does.
 */
export function seriesAssumed(others: readonly number[]): string | null {
  const several = others.filter((count) => count > 0);
  if (several.length === 0) return null;
  const most = several.reduce((a, b) => Math.max(a, b), 0);
  const marks = several.length === 1 ? '1 mark lies' : `${several.length} marks lie`;
  return `${marks} on slices of ${most + 1} series, and nothing tells which is meant: the one on the screen is taken, otherwise the first`;
}
