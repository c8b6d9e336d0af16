/**
 * Findings as a Grayscale Softcopy Presentation State (PS3.3 A.33.1): window, marks and words as they are shown, for
 * workstations that know no structured reports. One file a series, since its images share size and modality transform.
 *
 * Graphics are in PIXEL units: (0,0) is the corner of the first pixel (C.10.5.1.2), as everywhere here.
 */
import type { Dataset } from '../../annotations/codecs/sr/content-item.ts';
import { numbersOf, textOf } from '../../annotations/codecs/sr/content-node.ts';
import { ellipseGraphic, polygonGraphic } from '../../annotations/codecs/sr/region-graphics.ts';
import type { Finding } from '../../annotations/finding/finding.ts';
import type { Region, Shape } from '../../annotations/finding/region.ts';
import type { ImagePoint } from '../../annotations/image/plane.ts';
import type { VoiWindow } from '../../annotations/image/voi.ts';
import { err, type Failure, failure, ok, type Result } from '../../annotations/result.ts';
import { findingNotes, findingTitle } from '../../annotations/scene/label-text.ts';
import { commonModules, type DocumentIdentity } from './measurement-report-file.ts';
import { encodePart10 } from './part10.ts';
import { dicomDateTime, imageReference, type SourceImage, type SourceImages } from './source-attributes.ts';

const GRAYSCALE_SOFTCOPY_PRESENTATION_STATE = '1.2.840.10008.5.1.4.1.1.11.1';
const LAYER = 'FINDINGS';
/** Mark yellow, 255,255,0, in PCS Lab as unsigned 16 bit (C.10.7.1.1). */
const YELLOW_LAB = [63672, 27221, 57050];

export type PresentationStateRequest = {
  readonly findings: readonly Finding[];
  readonly seriesInstanceUID: string;
  readonly images: SourceImages;
  readonly identity: DocumentIdentity;
  readonly creator: string;
  /** Null: the window that the images have stored, or the whole range. */
  readonly voi: VoiWindow | null;
};

export function presentationStateFile(
  request: PresentationStateRequest,
): Result<Uint8Array, Failure<'no-images' | 'no-size'>> {
  const marks = request.findings.flatMap((finding) =>
    finding.regions.flatMap((region, index) => {
      const image = request.images(region.frame);
      return image?.seriesInstanceUID === request.seriesInstanceUID
        ? [{ finding, region, image, leads: index === 0 }]
        : [];
    }),
  );
  const first = marks[0]?.image;
  if (first === undefined) {
    return err(
      failure(
        'no-images',
        'No presentation state was written: no mark lies on an image of this series that is at hand.',
      ),
    );
  }
  const rows = numbersOf(first.header.Rows)[0];
  const columns = numbersOf(first.header.Columns)[0];
  if (rows === undefined || columns === undefined) {
    return err(failure('no-size', 'No presentation state was written: the images do not tell their size.'));
  }
  const images = [...new Map(marks.map(({ image }) => [image.sopInstanceUID, image])).values()];
  const { date, time } = dicomDateTime(request.identity.at);
  const bodyPart = textOf(first.header.BodyPartExamined);
  const voi = voiOf(request.voi, first.header);
  return ok(
    encodePart10({
      ...commonModules(first.header, request.identity, GRAYSCALE_SOFTCOPY_PRESENTATION_STATE, 'PR'),
      SeriesDescription: 'Marginalia marks',
      ...(bodyPart === '' ? {} : { BodyPartExamined: bodyPart }),
      PresentationCreationDate: date,
      PresentationCreationTime: time,
      ContentLabel: 'MARGINALIA',
      ContentDescription: 'Findings with their marks',
      ContentCreatorName: request.creator || 'Unknown',
      ReferencedSeriesSequence: [
        {
          SeriesInstanceUID: request.seriesInstanceUID,
          ReferencedImageSequence: images.map(imageReference),
        },
      ],
      ...modalityTransform(first.header),
      ...(voi === null ? {} : { SoftcopyVOILUTSequence: [voi] }),
      PresentationLUTShape:
        textOf(first.header.PhotometricInterpretation) === 'MONOCHROME1' ? 'INVERSE' : 'IDENTITY',
      DisplayedAreaSelectionSequence: [displayedArea(first.header, rows, columns)],
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
