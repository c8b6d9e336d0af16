/** `truth.json`: the known truth of the case and, with the size of every file, the stamp that it is complete. */
import { findingName } from './findings.ts';
import { columns, pixelSpacingMm, rows, sliceCount, sliceSpacingMm, sliceZ, vertebrae } from './grid.ts';
import {
  frameOfReferenceUID,
  phases,
  regionUID,
  sampleVersion,
  seriesInstanceUID,
  sopInstanceUID,
  studyInstanceUID,
  trackingUID,
} from './identity.ts';
import type { MassName } from './mass-shapes.ts';
import type { MeasuredMass, MeasuredShape } from './measured.ts';

export const truthFormat = 'marginalia-sample-truth';

export type FileSize = { readonly name: string; readonly bytes: number };

/** The part that tells whether a folder holds the complete case of this version. */
export type Stamp = {
  readonly format: typeof truthFormat;
  readonly sampleVersion: number;
  readonly complete: boolean;
  readonly files: readonly FileSize[];
};

/** Written first, so that a later call knows an interrupted case for its own. */
export const unfinishedStamp = (): Stamp => ({
  format: truthFormat,
  sampleVersion,
  complete: false,
  files: [],
});

export function truthDocument(
  masses: Readonly<Record<MassName, MeasuredMass>>,
  muscle: readonly MeasuredShape[],
  files: readonly FileSize[],
) {
  return {
    format: truthFormat,
    sampleVersion,
    complete: true,
    statement:
      'Synthetic images, computed; no person. meanHu is the mean of the noise-free HU over exactly the pixels whose centres lie inside the region. ' +
      'The noise has zero mean; a measured mean differs from meanHu by the noise and by rounding to whole HU, with standardErrorHu. ' +
      'It should lie within 3 standardErrorHu of meanHu, and within 1 HU beyond that in any case.',
    grid: {
      rows,
      columns,
      pixelSpacingMm,
      sliceSpacingMm,
      sliceCount,
      firstSliceZMm: sliceZ(0),
      lastSliceZMm: sliceZ(sliceCount - 1),
      order: 'slice 1 is the uppermost; x to the left, y to the back, z to the head',
    },
    studyInstanceUID,
    frameOfReferenceUID,
    series: phases.map(({ phase, description }) => ({
      phase,
      description,
      seriesInstanceUID: seriesInstanceUID(phase),
    })),
    vertebralLevels: vertebrae.map(({ name, top, bottom }) => ({
      level: name,
      topZMm: top,
      bottomZMm: bottom,
    })),
    masses: Object.values(masses).map(massTruth),
    muscleReference: muscle.map(shapeTruth),
    files,
  };
}

function massTruth(measured: MeasuredMass) {
  const { mass, extent, levels } = measured;
  return {
    finding: findingName(mass),
    trackingUID: trackingUID(mass),
    levels,
    topZMm: sliceZ(extent.firstSlice),
    bottomZMm: sliceZ(extent.lastSlice),
    longMm: rounded(measured.longMm),
    shortMm: rounded(measured.shortMm),
    craniocaudalMm: measured.craniocaudalMm,
    voxels: extent.voxels,
    volumeMl: rounded(measured.volumeMl),
    wholeMeanHu: {
      noncontrast: rounded(measured.wholeHu.native),
      portalVenous: rounded(measured.wholeHu.portal),
    },
    regions: measured.shapes.filter(({ truth }) => truth !== null).map(shapeTruth),
  };
}

function shapeTruth({ name, phase, slice, shape, truth }: MeasuredShape) {
  if (truth === null) throw new Error(`${name} has no inside.`);
  return {
    region: regionUID(name),
    name,
    kind: shape.kind,
    phase,
    sopInstanceUID: sopInstanceUID(phase, slice),
    slice: slice + 1,
    zMm: sliceZ(slice),
    pixelCount: truth.pixelCount,
    meanHu: rounded(truth.meanHu),
    noiseSdHu: rounded(truth.noiseSdHu),
    standardErrorHu: rounded(truth.standardErrorHu),
  };
}

const rounded = (value: number): number => Number(value.toFixed(4));
