/**
 * Outlines of a SEG (PS3.3 C.8.20): one finding a segment, one polygon a connected part of a frame, placed by the
 * frame's own plane, so that masks of another resolution than the images lie where they belong.
 */
import type { Finding, Origin } from '../finding/finding.ts';
import type { Region } from '../finding/region.ts';
import { isValidUid } from '../ids.ts';
import type { FrameRef } from '../image/hierarchy.ts';
import { type FramePlane, imageToPatient } from '../image/plane.ts';
import { framesNamedIn, framesOfOnlySeries } from './frames-named.ts';
import {
  type ImportContext,
  type Imported,
  identityIn,
  importedFinding,
  importedRegion,
  seriesAssumed,
} from './imported-findings.ts';
import type { LedgerEntry } from './loss-ledger.ts';
import { maskOutlines } from './mask-outline.ts';
import type { Dataset } from './sr/content-item.ts';
import { datasets, numbersOf, textOf } from './sr/content-node.ts';

/** The mask of a frame (0-based): rows × columns; fractions stay what they are. Null when it cannot be decoded. */
export type MaskOf = (frameIndex: number) => ArrayLike<number> | null;

export function readSegmentation(dataset: Dataset, maskOf: MaskOf, context: ImportContext): Imported {
  const ledger: LedgerEntry[] = [];
  const rows = numbersOf(dataset.Rows)[0] ?? 0;
  const columns = numbersOf(dataset.Columns)[0] ?? 0;
  const shared = datasets(dataset.SharedFunctionalGroupsSequence)[0] ?? {};
  const frameOfReference = textOf(dataset.FrameOfReferenceUID);
  const fractional = textOf(dataset.SegmentationType) === 'FRACTIONAL';
  const half = fractional ? (numbersOf(dataset.MaximumFractionalValue)[0] ?? 255) / 2 : 0;
  const listed = framesOfOnlySeries(datasets(dataset.ReferencedSeriesSequence), 'ReferencedInstanceSequence');
  const regionsOf = new Map<string, Region[]>();
  const othersOf = new Map<string, number[]>();
  for (const [index, groups] of datasets(dataset.PerFrameFunctionalGroupsSequence).entries()) {
    const segment = segmentNumber(groups, shared);
    const where = `segment ${segment}, frame ${index + 1}`;
    const mask = maskOf(index);
    const plane = planeOf(groups, shared);
    if (mask === null || plane === null) {
      ledger.push({
        what: 'Mask',
        where,
        why: mask === null ? 'its pixels could not be decoded' : 'it does not say where it lies',
      });
      continue;
    }
    const inside = fractional ? Uint8Array.from(mask, (value) => (value > half ? 1 : 0)) : mask;
    const regions = regionsOf.get(segment) ?? [];
    regionsOf.set(segment, regions);
    const others = othersOf.get(segment) ?? [];
    othersOf.set(segment, others);
    const sources = datasets(groups.DerivationImageSequence).flatMap((item) =>
      framesNamedIn(item.SourceImageSequence),
    );
    const named = sources.length > 0 ? sources : listed;
    takeOutlines(
      inside,
      { rows, columns, plane, frameOfReference, where, named, others },
      regions,
      context,
      ledger,
    );
  }
  const origin: Origin = {
    kind: 'SEG',
    description: textOf(dataset.SeriesDescription) || textOf(dataset.ContentLabel) || 'a segmentation',
    sopInstanceUID: textOf(dataset.SOPInstanceUID) || null,
  };
  const findings: Finding[] = [];
  for (const segment of datasets(dataset.SegmentSequence)) {
    const number = textOf(segment.SegmentNumber);
    const regions = regionsOf.get(number) ?? [];
    const name = textOf(segment.SegmentLabel) || `Segment ${number}`;
    if (regions.length === 0)
      ledger.push({
        what: `Segment “${name}”`,
        where: `segment ${number}`,
        why: 'no part of it lies on an opened image',
      });
    else {
      const why = seriesAssumed(othersOf.get(number) ?? []);
      if (why !== null) ledger.push({ what: `Segment “${name}”`, where: `segment ${number}`, why });
      const uid = textOf(segment.TrackingUID);
      const identity = isValidUid(uid) ? { uid } : identityIn(origin, `segment ${number} ${name}`);
      findings.push(importedFinding(context, origin, name, regions, identity));
    }
  }
  if (fractional && findings.length > 0) {
    ledger.push({
      what: 'Fractional masks',
      where: 'all segments',
      why: 'an outline is drawn where the fraction passes one half; the fractions themselves are not kept',
    });
  }
  return { origin, findings, references: [], ledger };
}

type MaskPlace = {
  readonly rows: number;
  readonly columns: number;
  readonly plane: FramePlane;
  readonly frameOfReference: string;
  readonly where: string;
  /** The images that the mask, or else the whole segmentation, was made from, where it says so. */
  readonly named: readonly FrameRef[];
  /** Series beside the one that each outline is drawn on. */
  readonly others: number[];
};

function takeOutlines(
  mask: ArrayLike<number>,
  place: MaskPlace,
  regions: Region[],
  context: ImportContext,
  ledger: LedgerEntry[],
): void {
  for (const { points, hole } of maskOutlines(mask, place.rows, place.columns)) {
    if (hole) {
      ledger.push({
        what: 'A hole in the mask',
        where: place.where,
        why: 'regions here have no holes; the outline around it is drawn filled',
      });
      continue;
    }
    const located = context.locate(
      place.frameOfReference,
      points.map((point) => imageToPatient(place.plane, point)),
      place.named,
    );
    if (located === null) {
      ledger.push({
        what: 'Outline',
        where: place.where,
        why: 'none of the opened images lies in its plane',
      });
      continue;
    }
    place.others.push(located.others);
    regions.push(importedRegion(context, located.frame, { kind: 'polygon', points: located.points }));
  }
}

function segmentNumber(groups: Dataset, shared: Dataset): string {
  const item =
    datasets(groups.SegmentIdentificationSequence)[0] ?? datasets(shared.SegmentIdentificationSequence)[0];
  return textOf(item?.ReferencedSegmentNumber);
}

/** From the functional groups, per frame before shared; null when anything is missing. */
function planeOf(groups: Dataset, shared: Dataset): FramePlane | null {
  const group = (keyword: string): Dataset =>
    datasets(groups[keyword])[0] ?? datasets(shared[keyword])[0] ?? {};
  const [x, y, z] = numbersOf(group('PlanePositionSequence').ImagePositionPatient);
  const [rx, ry, rz, cx, cy, cz] = numbersOf(group('PlaneOrientationSequence').ImageOrientationPatient);
  const [betweenRowsMm, betweenColumnsMm] = numbersOf(group('PixelMeasuresSequence').PixelSpacing);
  if (x === undefined || y === undefined || z === undefined) return null;
  if (rx === undefined || ry === undefined || rz === undefined) return null;
  if (cx === undefined || cy === undefined || cz === undefined) return null;
  if (betweenRowsMm === undefined || betweenColumnsMm === undefined) return null;
  return {
    position: { x, y, z },
    rowDirection: { x: rx, y: ry, z: rz },
    columnDirection: { x: cx, y: cy, z: cz },
    spacing: { betweenRowsMm, betweenColumnsMm },
  };
}
