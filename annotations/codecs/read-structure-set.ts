/**
 * Contours of an RTSTRUCT (PS3.3 C.8.8.5, C.8.8.6) as polygons on the images in whose planes they lie: one finding a
 * region of interest. Coordinates are patient coordinates in the frame of reference that the ROI names.
 */
import type { Finding, Origin } from '../finding/finding.ts';
import type { Region, Shape } from '../finding/region.ts';
import type { FrameRef } from '../image/hierarchy.ts';
import type { ImagePoint, PatientPoint } from '../image/plane.ts';
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
import type { Dataset } from './sr/content-item.ts';
import { datasets, numbersOf, textOf } from './sr/content-node.ts';

export function readStructureSet(dataset: Dataset, context: ImportContext): Imported {
  const ledger: LedgerEntry[] = [];
  const findings: Finding[] = [];
  const origin: Origin = {
    kind: 'RTSTRUCT',
    description: textOf(dataset.StructureSetLabel) || textOf(dataset.SeriesDescription) || 'a structure set',
    sopInstanceUID: textOf(dataset.SOPInstanceUID) || null,
  };
  const contoursOf = new Map(
    datasets(dataset.ROIContourSequence).map((item) => [textOf(item.ReferencedROINumber), item]),
  );
  const onlyFrameOfReference = textOf(
    datasets(dataset.ReferencedFrameOfReferenceSequence)[0]?.FrameOfReferenceUID,
  );
  for (const [place, roi] of datasets(dataset.StructureSetROISequence).entries()) {
    const number = textOf(roi.ROINumber);
    const name = textOf(roi.ROIName) || `ROI ${number}`;
    const frameOfReference = textOf(roi.ReferencedFrameOfReferenceUID) || onlyFrameOfReference;
    const contours = datasets(contoursOf.get(number)?.ContourSequence);
    const listed = listedFrames(dataset, frameOfReference);
    const regions: Region[] = [];
    const others: number[] = [];
    for (const [index, contour] of contours.entries()) {
      const where = `${name}, contour ${index + 1} of ${contours.length}`;
      const region = contourRegion(contour, { frameOfReference, listed, where, others }, context, ledger);
      if (region !== null) regions.push(region);
    }
    if (contours.length === 0)
      ledger.push({ what: `Region of interest “${name}”`, where: name, why: 'it has no contours' });
    const why = seriesAssumed(others);
    if (why !== null) ledger.push({ what: `Region of interest “${name}”`, where: name, why });
    const identity = identityIn(origin, `region of interest ${place} ${name}`);
    if (regions.length > 0) findings.push(importedFinding(context, origin, name, regions, identity));
  }
  return { origin, findings, references: [], ledger };
}

/** The images of the series that the structures were drawn on (C.8.8.5), where it is one. */
const listedFrames = (dataset: Dataset, frameOfReference: string): readonly FrameRef[] =>
  framesOfOnlySeries(
    datasets(dataset.ReferencedFrameOfReferenceSequence)
      .filter((item) => textOf(item.FrameOfReferenceUID) === frameOfReference)
      .flatMap((item) => datasets(item.RTReferencedStudySequence))
      .flatMap((study) => datasets(study.RTReferencedSeriesSequence)),
    'ContourImageSequence',
  );

type ContourPlace = {
  readonly frameOfReference: string;
  /** Where the contour names no image itself. */
  readonly listed: readonly FrameRef[];
  readonly where: string;
  /** Series beside the one that each contour is drawn on. */
  readonly others: number[];
};

function contourRegion(
  contour: Dataset,
  { frameOfReference, listed, where, others }: ContourPlace,
  context: ImportContext,
  ledger: LedgerEntry[],
): Region | null {
  const type = textOf(contour.ContourGeometricType);
  const what = `Contour (${type})`;
  const values = numbersOf(contour.ContourData);
  const points: PatientPoint[] = [];
  for (let i = 0; i + 2 < values.length; i += 3) {
    points.push({ x: values[i] as number, y: values[i + 1] as number, z: values[i + 2] as number });
  }
  const named = framesNamedIn(contour.ContourImageSequence);
  const sought = named.length > 0 ? named : listed;
  const located = points.length === 0 ? null : context.locate(frameOfReference, points, sought);
  if (located === null) {
    ledger.push({
      what,
      where,
      why:
        points.length === 0
          ? 'it has no points'
          : `none of the opened images lies in its plane${named.length === 0 || named.some(context.hasImage) ? '' : '; the image that it names is not among them'}`,
    });
    return null;
  }
  const shape = shapeOf(type, located.points);
  if (shape === null) {
    ledger.push({ what, where, why: `${located.points.length} points make no contour that is drawn` });
    return null;
  }
  others.push(located.others);
  return importedRegion(context, located.frame, shape);
}

/** CLOSED_PLANAR and CLOSEDPLANAR_XOR do not repeat their first point (C.8.8.6.1). */
function shapeOf(type: string, points: readonly ImagePoint[]): Shape | null {
  const first = points[0];
  if (type === 'POINT') return first === undefined ? null : { kind: 'point', point: first };
  if (type.startsWith('CLOSED')) return points.length < 3 ? null : { kind: 'polygon', points };
  if (type.startsWith('OPEN')) return points.length < 2 ? null : { kind: 'polyline', points };
  return null;
}
