/**
 * What each frame says of its place and values: from the top level for single frames, from the functional groups of
 * multi-frame images (PS3.3 C.7.6.16: per frame first, then shared, then the top level of converted images).
 */
import type { SOPInstanceUID } from '../../../annotations/ids.ts';
import type { Frame, PixelPadding, Rescale } from '../../../annotations/image/hierarchy.ts';
import {
  dot,
  type FramePlane,
  type PatientPoint,
  type PatientVector,
  type PixelSpacing,
} from '../../../annotations/image/plane.ts';
import { isValidVoi, type VoiWindow } from '../../../annotations/image/voi.ts';
import type { DataSet } from './data-set.ts';
import type { FrameHeader, PassMarks } from './header.ts';
import { modalityRescale } from './modality-rescale.ts';
import { secondsOfDay } from './readable.ts';
import { OVERLAY_ROWS, T } from './tags.ts';
import { type VoiInput, type VoiLutReader, voiLutReader } from './voi-luts.ts';

/** Finds an attribute's data set for one frame: the macro's item, or the top level. */
type Scope = (macro: number) => DataSet;

export type FrameContext = {
  readonly dataSet: DataSet;
  readonly sopInstanceUID: SOPInstanceUID;
  readonly numberOfFrames: number;
  readonly imageType: readonly string[];
  readonly padding: PixelPadding | null;
  /** What VOI tables are read for; null for colours, which have none. */
  readonly voiInput: Omit<VoiInput, 'rescale'> | null;
  /** Set when a Modality LUT replaces the rescale. */
  readonly lutRescale: Rescale | null;
  readonly notices: string[];
};

export function frameHeaders(context: FrameContext): FrameHeader[] {
  const { dataSet, numberOfFrames } = context;
  const perFrame = numberOfFrames > 1 || dataSet.has(T.PerFrameFunctionalGroupsSequence);
  const shared = perFrame ? dataSet.item(T.SharedFunctionalGroupsSequence) : null;
  const groups = perFrame ? dataSet.items(T.PerFrameFunctionalGroupsSequence) : [];
  if (groups.length > 0 && groups.length < numberOfFrames) {
    context.notices.push(
      `The file holds ${numberOfFrames} frames but describes only ${groups.length} of them.`,
    );
  }
  const headers: FrameHeader[] = [];
  const sharedItems = new Map<number, DataSet | null>();
  const tables = voiLutReader(context.voiInput, context.notices);
  for (let index = 0; index < numberOfFrames; index++) {
    const group = groups[index] ?? null;
    const ofGroups: Scope = (macro) => {
      const own = group?.item(macro) ?? null;
      if (own !== null) return own;
      if (!sharedItems.has(macro)) sharedItems.set(macro, shared?.item(macro) ?? null);
      return sharedItems.get(macro) ?? dataSet;
    };
    headers.push(frameHeader(context, perFrame ? ofGroups : () => dataSet, index, tables));
  }
  return headers;
}

function frameHeader(context: FrameContext, scope: Scope, index: number, tables: VoiLutReader): FrameHeader {
  const { dataSet, sopInstanceUID, numberOfFrames, padding } = context;
  const content = scope(T.FrameContentSequence);
  const measures = scope(T.PixelMeasuresSequence);
  const spacing = pixelSpacing(dataSet, measures);
  // One position for all frames of a plain multi-frame image would be a guess.
  const position = scope(T.PlanePositionSequence);
  const placed = position !== dataSet || numberOfFrames === 1;
  const acquired =
    secondsOfDay(content.string(T.FrameAcquisitionDateTime)) ??
    secondsOfDay(dataSet.string(T.AcquisitionTime)) ??
    secondsOfDay(dataSet.string(T.AcquisitionDateTime));
  const plane = placed
    ? framePlane(context, position, scope(T.PlaneOrientationSequence), spacing.source, spacing.value)
    : null;
  const acquisitionNumber = content.integer(T.FrameAcquisitionNumber) ?? dataSet.integer(T.AcquisitionNumber);
  const voi = scope(T.FrameVOILUTSequence);
  const { rescale, fault } =
    context.lutRescale === null
      ? modalityRescale(scope(T.PixelValueTransformationSequence), dataSet.string(T.Modality))
      : { rescale: context.lutRescale, fault: null };
  const frame: Frame = {
    ref: { sopInstanceUID, frameNumber: index + 1 },
    instanceNumber: dataSet.integer(T.InstanceNumber),
    plane,
    spacingSource: spacing.source,
    spacing: spacing.value,
    rescale,
    padding,
    voi: windows(voi),
    voiLuts: tables(voi, rescale),
    ...(OVERLAY_ROWS.some((tag) => dataSet.has(tag)) ? { overlays: true } : {}),
    sliceLocationMm: dataSet.decimal(T.SliceLocation),
    sliceThicknessMm: measures.decimal(T.SliceThickness) ?? dataSet.decimal(T.SliceThickness),
    acquisitionNumber,
    acquisitionTime: acquired,
  };
  return {
    frame,
    marks: passMarks(context, content, scope, acquisitionNumber, acquired),
    rescaleFault: fault,
  };
}

function passMarks(
  { dataSet, imageType }: FrameContext,
  content: DataSet,
  scope: Scope,
  acquisitionNumber: number | null,
  acquired: number | null,
): PassMarks {
  const frameType = scope(T.CTImageFrameTypeSequence);
  const ofFrame = frameType === dataSet ? [] : frameType.strings(T.FrameType);
  return {
    acquisitionNumber,
    temporalPosition:
      content.unsigned(T.TemporalPositionIndex) ?? dataSet.integer(T.TemporalPositionIdentifier),
    triggerTimeMs: dataSet.decimal(T.TriggerTime),
    echoTimeMs: scope(T.MREchoSequence).doubles(T.EffectiveEchoTime)[0] ?? dataSet.decimal(T.EchoTime),
    imageType: (ofFrame.length > 0 ? ofFrame : imageType).slice(2).join('\\'),
    contrastAgent: dataSet.string(T.ContrastBolusAgent) ?? '',
    time: acquired ?? secondsOfDay(dataSet.string(T.ContentTime)),
  };
}

type SourcedSpacing = { readonly source: Frame['spacingSource']; readonly value: PixelSpacing | null };

function pixelSpacing(dataSet: DataSet, measures: DataSet): SourcedSpacing {
  const sources = [
    ['PixelSpacing', measures.decimals(T.PixelSpacing)],
    ['PixelSpacing', measures === dataSet ? [] : dataSet.decimals(T.PixelSpacing)],
    ['ImagerPixelSpacing', dataSet.decimals(T.ImagerPixelSpacing)],
    ['NominalScannedPixelSpacing', dataSet.decimals(T.NominalScannedPixelSpacing)],
  ] as const;
  for (const [source, values] of sources) {
    const [betweenRowsMm, betweenColumnsMm] = values;
    if (isLength(betweenRowsMm) && isLength(betweenColumnsMm)) {
      return { source, value: { betweenRowsMm, betweenColumnsMm } };
    }
  }
  return { source: null, value: null };
}

const isLength = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value > 0;

/** Null without position, orientation and patient spacing; a notice when they are there but senseless. */
function framePlane(
  context: FrameContext,
  position: DataSet,
  orientation: DataSet,
  source: Frame['spacingSource'],
  spacing: PixelSpacing | null,
): FramePlane | null {
  const point = vector(position.decimals(T.ImagePositionPatient));
  const cosines = orientation.decimals(T.ImageOrientationPatient);
  if (point === null || cosines.length < 6 || spacing === null || source !== 'PixelSpacing') return null;
  const row = unit(vector(cosines.slice(0, 3)));
  const column = unit(vector(cosines.slice(3, 6)));
  if (row === null || column === null || Math.abs(dot(row, column)) > 0.01) {
    context.notices.push('The direction of its rows and columns makes no sense, so its place is not known.');
    return null;
  }
  return { position: point, rowDirection: row, columnDirection: column, spacing };
}

function vector(values: readonly number[]): PatientPoint | null {
  const [x, y, z] = values;
  if (x === undefined || y === undefined || z === undefined) return null;
  return Number.isFinite(x) && Number.isFinite(y) && Number.isFinite(z) ? { x, y, z } : null;
}

/** Cosines as the file has them when they are a unit vector to six places, scaled when nearly so, else null. */
function unit(direction: PatientVector | null): PatientVector | null {
  if (direction === null) return null;
  const length = Math.sqrt(dot(direction, direction));
  if (Math.abs(length - 1) > 0.05) return null;
  if (Math.abs(length - 1) < 1e-6) return direction;
  return { x: direction.x / length, y: direction.y / length, z: direction.z / length };
}

function windows(dataSet: DataSet): VoiWindow[] {
  const centers = dataSet.decimals(T.WindowCenter);
  const widths = dataSet.decimals(T.WindowWidth);
  const named = dataSet.string(T.VOILUTFunction);
  const shape = named === 'SIGMOID' || named === 'LINEAR_EXACT' ? named : 'LINEAR';
  const found: VoiWindow[] = [];
  for (let i = 0; i < Math.min(centers.length, widths.length); i++) {
    const voi = { function: shape, centerHu: centers[i] as number, widthHu: widths[i] as number } as const;
    if (isValidVoi(voi)) found.push(voi);
  }
  return found;
}
