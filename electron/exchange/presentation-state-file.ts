/**
 * Findings as a Grayscale Softcopy Presentation State (PS3.3 A.33.1): window, marks and words as they are shown, for
 * workstations that know no structured reports. One file for the frames of a series that share size, pixel spacing and
 * modality transform: a state has one of each for all of its images (C.11.15).
 *
 * Graphics are in PIXEL units: (0,0) is the corner of the first pixel (C.10.5.1.2), as everywhere here.
 */
import type { Dataset } from '../../annotations/codecs/sr/content-item.ts';
import { datasets, numbersOf, textOf } from '../../annotations/codecs/sr/content-node.ts';
import { ellipseGraphic, polygonGraphic } from '../../annotations/codecs/sr/region-graphics.ts';
import type { Finding } from '../../annotations/finding/finding.ts';
import type { Region, Shape } from '../../annotations/finding/region.ts';
import { type FrameRef, frameKey } from '../../annotations/image/hierarchy.ts';
import type { ImagePoint } from '../../annotations/image/plane.ts';
import type { VoiWindow } from '../../annotations/image/voi.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { findingNotes, findingTitle } from '../../annotations/scene/label-text.ts';
import { commonModules, type DocumentIdentity } from './measurement-report-file.ts';
import { encodePart10 } from './part10.ts';
import {
  dicomDateTime,
  headerOfFrame,
  imageReference,
  type SourceImage,
  type SourceImages,
} from './source-attributes.ts';

const GRAYSCALE_SOFTCOPY_PRESENTATION_STATE = '1.2.840.10008.5.1.4.1.1.11.1';
const LAYER = 'FINDINGS';
/** Mark yellow, 255,255,0, in PCS Lab as unsigned 16 bit (C.10.7.1.1). */
const YELLOW_LAB = [63672, 27221, 57050];

export type PresentationStateRequest = {
  readonly findings: readonly Finding[];
  /** Marked frames that one state can speak of. */
  readonly group: PresentationGroup;
  readonly images: SourceImages;
  readonly identity: DocumentIdentity;
  readonly creator: string;
  /** Null: the window that the images have stored, or the whole range. */
  readonly voi: VoiWindow | null;
};

export type PresentationGroup = {
  readonly seriesInstanceUID: string;
  /** Keys of `frameKey`. */
  readonly frames: ReadonlySet<string>;
};

/** The marked frames by what a state says once for all; images of `whyNotShown` are in none. */
export function presentationGroups(
  findings: readonly Finding[],
  images: SourceImages,
): readonly PresentationGroup[] {
  const groups = new Map<string, { seriesInstanceUID: string; frames: Set<string> }>();
  for (const { frame } of findings.flatMap(({ regions }) => regions)) {
    const image = images(frame);
    if (image === null || whyNotShown(image) !== null) continue;
    const { seriesInstanceUID } = image;
    const key = [seriesInstanceUID, ...sharedByImages(image, frame)].join('|');
    const group = groups.get(key) ?? { seriesInstanceUID, frames: new Set() };
    groups.set(key, group);
    group.frames.add(frameKey(frame));
  }
  return [...groups.values()];
}

/** Why no state can speak of an image, of which it would say something wrong: a clause; null where one can. */
export function whyNotShown({ header }: SourceImage): string | null {
  const samples = numbersOf(header.SamplesPerPixel)[0] ?? 1;
  if (samples > 1 || textOf(header.PhotometricInterpretation) === 'PALETTE COLOR') {
    return 'are in colour, which presentation states of greys cannot show';
  }
  return datasets(header.ModalityLUTSequence).length > 0
    ? 'take their values from a lookup table, which is not written into presentation states here'
    : null;
}

function sharedByImages(image: SourceImage, { frameNumber }: FrameRef): readonly string[] {
  const header = headerOfFrame(image.header, frameNumber);
  return [
    header.Rows,
    header.Columns,
    header.PixelSpacing,
    header.PhotometricInterpretation,
    modalityTransform(header),
  ].map((value) => JSON.stringify(value) ?? '');
}

export function presentationStateFile(
  request: PresentationStateRequest,
): Result<Uint8Array, Failure<'no-images' | 'no-size'>> {
  const marks = request.findings.flatMap((finding) =>
    finding.regions
      .flatMap((region) => {
        const image = request.images(region.frame);
        return image !== null && request.group.frames.has(frameKey(region.frame))
          ? [{ finding, region, image }]
          : [];
      })
      // Each state names its findings, on the first of their marks that it has.
      .map((mark, index) => ({ ...mark, leads: index === 0 })),
  );
  const [first] = marks;
  if (first === undefined) {
    return err(
      failure(
        'no-images',
        'No presentation state was written: no mark lies on an image of this series that is at hand.',
      ),
    );
  }
  const header = headerOfFrame(first.image.header, first.region.frame.frameNumber);
  const rows = numbersOf(header.Rows)[0];
  const columns = numbersOf(header.Columns)[0];
  if (rows === undefined || columns === undefined) {
    return err(failure('no-size', 'No presentation state was written: the images do not tell their size.'));
  }
  const images = [...new Map(marks.map(({ image }) => [image.sopInstanceUID, image])).values()];
  const { date, time } = dicomDateTime(request.identity.at);
  const bodyPart = textOf(header.BodyPartExamined);
  const voi = voiOf(request.voi, header);
  return ok(
    encodePart10({
      ...commonModules(header, request.identity, GRAYSCALE_SOFTCOPY_PRESENTATION_STATE, 'PR'),
      SeriesDescription: 'Marginalia marks',
      ...(bodyPart === '' ? {} : { BodyPartExamined: bodyPart }),
      // Required, though it may be empty, where the body part is not known to be unpaired (C.7.3.1).
      ...(bodyPart === '' ? { Laterality: textOf(header.Laterality) } : {}),
      PresentationCreationDate: date,
      PresentationCreationTime: time,
      ContentLabel: 'MARGINALIA',
      ContentDescription: 'Findings with their marks',
      ContentCreatorName: request.creator || 'Unknown',
      ReferencedSeriesSequence: [
        {
          SeriesInstanceUID: request.group.seriesInstanceUID,
          ReferencedImageSequence: images.map((image) => withFrames(image, request.group)),
        },
      ],
      ...modalityTransform(header),
      ...(voi === null ? {} : { SoftcopyVOILUTSequence: [voi] }),
      PresentationLUTShape:
        textOf(header.PhotometricInterpretation) === 'MONOCHROME1' ? 'INVERSE' : 'IDENTITY',
      DisplayedAreaSelectionSequence: [displayedArea(header, rows, columns)],
      GraphicLayerSequence: [
        {
          GraphicLayer: LAYER,
          GraphicLayerOrder: '1',
          GraphicLayerRecommendedDisplayCIELabValue: YELLOW_LAB,
          GraphicLayerDescription: 'Findings',
        },
      ],
      GraphicAnnotationSequence: marks.flatMap(({ finding, region, image, leads }) =>
        annotation(finding, region, image, leads, columns, rows),
      ),
    }),
  );
}

/** Of a multi-frame image the frames that are meant (PS3.3 Table 10-3). */
function withFrames(image: SourceImage, { frames }: PresentationGroup): Dataset {
  if (image.numberOfFrames === 1) return imageReference(image);
  const numbers = Array.from({ length: image.numberOfFrames }, (_, i) => i + 1).filter((frameNumber) =>
    frames.has(`${image.sopInstanceUID}#${frameNumber}`),
  );
  return { ...imageReference(image), ReferencedFrameNumber: numbers };
}

/** Copied, not assumed: without it the values would be shown as if they were HU already. */
function modalityTransform(header: Dataset): Dataset {
  const slope = textOf(header.RescaleSlope);
  const intercept = textOf(header.RescaleIntercept);
  return slope === ''
    ? {}
    : {
        RescaleIntercept: intercept || '0',
        RescaleSlope: slope,
        // As for the reader: HU only where the file gives both.
        RescaleType: textOf(header.RescaleType) || (intercept === '' ? 'US' : 'HU'),
      };
}

function voiOf(voi: VoiWindow | null, header: Dataset): Dataset | null {
  const center = voi?.centerHu ?? numbersOf(header.WindowCenter)[0];
  const width = voi?.widthHu ?? numbersOf(header.WindowWidth)[0];
  if (center === undefined || width === undefined) return null;
  const how = voi?.function ?? textOf(header.VOILUTFunction);
  return {
    WindowCenter: String(center),
    WindowWidth: String(width),
    ...(how === '' || how === 'LINEAR' ? {} : { VOILUTFunction: how }),
  };
}

/** The whole image; its pixels are as wide and high as the spacing says (C.10.4). */
function displayedArea(header: Dataset, rows: number, columns: number): Dataset {
  const [between, across] = numbersOf(header.PixelSpacing);
  const shape =
    between !== undefined && across !== undefined
      ? { PresentationPixelSpacing: [String(between), String(across)] }
      : { PresentationPixelAspectRatio: ['1', '1'] };
  return {
    DisplayedAreaTopLeftHandCorner: [1, 1],
    DisplayedAreaBottomRightHandCorner: [columns, rows],
    PresentationSizeMode: 'SCALE TO FIT',
    ...shape,
  };
}

function annotation(
  finding: Finding,
  region: Region,
  image: SourceImage,
  leads: boolean,
  columns: number,
  rows: number,
): readonly Dataset[] {
  const words = [
    ...(leads ? [findingTitle(finding), ...findingNotes(finding.descriptors)] : []),
    ...(region.text === '' ? [] : [region.text]),
  ].join('\r\n');
  const graphics = graphicsOf(region.shape);
  // A label without words shows nothing, and an annotation must show something (C.10.5).
  if (words === '' && graphics.length === 0) return [];
  const shown: Dataset = {
    ReferencedImageSequence: [
      {
        ...imageReference(image),
        ...(image.numberOfFrames > 1 ? { ReferencedFrameNumber: region.frame.frameNumber } : {}),
      },
    ],
    GraphicLayer: LAYER,
    ...(words === ''
      ? {}
      : { TextObjectSequence: [textObject(words, anchorOf(region.shape), columns, rows)] }),
    ...(graphics.length === 0 ? {} : { GraphicObjectSequence: graphics }),
  };
  return [shown];
}

const graphicObject = (type: string, points: readonly ImagePoint[], closed: boolean): Dataset => ({
  GraphicAnnotationUnits: 'PIXEL',
  GraphicDimensions: 2,
  NumberOfGraphicPoints: points.length,
  GraphicData: points.flatMap(({ x, y }) => [x, y]),
  GraphicType: type,
  ...(closed ? { GraphicFilled: 'N' } : {}),
});

/** A closed shape must say whether it is filled (C.10.5). */
function graphicsOf(shape: Shape): readonly Dataset[] {
  switch (shape.kind) {
    case 'point':
      return [graphicObject('POINT', [shape.point], false)];
    case 'text':
      return [];
    case 'arrow':
      return [
        graphicObject('POLYLINE', [shape.tail, shape.tip], false),
        graphicObject('POINT', [shape.tip], false),
      ];
    case 'polyline':
      return [graphicObject('POLYLINE', shape.points, false)];
    case 'bidirectional':
      return [graphicObject('POLYLINE', shape.long, false), graphicObject('POLYLINE', shape.short, false)];
    case 'ellipse':
      return [graphicObject('ELLIPSE', ellipseGraphic(shape).points, true)];
    case 'polygon':
      return [graphicObject('POLYLINE', polygonGraphic(shape.points).points, true)];
  }
}

function anchorOf(shape: Shape): ImagePoint {
  switch (shape.kind) {
    case 'point':
      return shape.point;
    case 'text':
      return shape.anchor;
    case 'arrow':
      return shape.tail;
    case 'polyline':
    case 'polygon':
      return shape.points[0] as ImagePoint;
    case 'bidirectional':
      return shape.long[0];
    case 'ellipse':
      return { x: shape.center.x + shape.radiusX, y: shape.center.y };
  }
}

const textObject = (words: string, anchor: ImagePoint, columns: number, rows: number): Dataset => ({
  AnchorPointAnnotationUnits: 'PIXEL',
  UnformattedTextValue: words.slice(0, 1024),
  AnchorPoint: [Math.min(columns, Math.max(0, anchor.x)), Math.min(rows, Math.max(0, anchor.y))],
  AnchorPointVisibility: 'N',
});
