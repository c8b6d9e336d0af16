/**
 * SR content items (PS3.3 C.17.3) as data sets of keywords, ready for any DICOM writer, and the view of them that
 * reading works on. Graphic data is in image coordinates: (0,0) is the corner of the first pixel (C.18.6.1.2).
 */
import type { FrameRef } from '../../image/hierarchy.ts';
import type { ImagePoint } from '../../image/plane.ts';
import type { CodedConcept } from '../coded-concept.ts';

/** A data set by keywords: values, or lists of data sets for sequences. */
export type Dataset = { [keyword: string]: unknown };

export type Relationship =
  | 'CONTAINS'
  | 'HAS OBS CONTEXT'
  | 'HAS CONCEPT MOD'
  | 'HAS PROPERTIES'
  | 'HAS ACQ CONTEXT'
  | 'INFERRED FROM'
  | 'SELECTED FROM';

export type GraphicType = 'POINT' | 'MULTIPOINT' | 'POLYLINE' | 'CIRCLE' | 'ELLIPSE';

export type ReferencedImage = FrameRef & { readonly sopClassUID: string; readonly numberOfFrames: number };

export const conceptItem = (concept: CodedConcept): Dataset => ({
  CodeValue: concept.value,
  CodingSchemeDesignator: concept.scheme,
  CodeMeaning: concept.meaning,
});

function item(
  relationship: Relationship,
  valueType: string,
  name: CodedConcept | null,
  value: Dataset,
  children: readonly Dataset[] = [],
): Dataset {
  return {
    RelationshipType: relationship,
    ValueType: valueType,
    ...(name === null ? {} : { ConceptNameCodeSequence: [conceptItem(name)] }),
    ...value,
    ...(children.length === 0 ? {} : { ContentSequence: [...children] }),
  };
}

export const container = (
  relationship: Relationship,
  name: CodedConcept,
  template: string | null,
  children: readonly Dataset[],
): Dataset =>
  item(
    relationship,
    'CONTAINER',
    name,
    {
      ContinuityOfContent: 'SEPARATE',
      ...(template === null
        ? {}
        : { ContentTemplateSequence: [{ MappingResource: 'DCMR', TemplateIdentifier: template }] }),
    },
    children,
  );

export const codeItem = (
  relationship: Relationship,
  name: CodedConcept,
  value: CodedConcept,
  children: readonly Dataset[] = [],
): Dataset => item(relationship, 'CODE', name, { ConceptCodeSequence: [conceptItem(value)] }, children);

export const textItem = (
  relationship: Relationship,
  name: CodedConcept,
  text: string,
  children: readonly Dataset[] = [],
): Dataset => item(relationship, 'TEXT', name, { TextValue: text }, children);

export const uidItem = (relationship: Relationship, name: CodedConcept, uid: string): Dataset =>
  item(relationship, 'UIDREF', name, { UID: uid });

export const personItem = (relationship: Relationship, name: CodedConcept, person: string): Dataset =>
  item(relationship, 'PNAME', name, { PersonName: person });

/** DS holds 16 characters (PS3.5 6.2): as many digits as fit. */
function decimalString(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('A decimal string needs a finite number.');
  for (let digits = 15; digits > 0; digits -= 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= 16) return text;
  }
  throw new RangeError(`${value} does not fit into a decimal string.`);
}

/** The value in full precision stands beside the decimal string (FloatingPointValue, PS3.3 C.18.1). */
export const numItem = (
  relationship: Relationship,
  name: CodedConcept,
  value: number,
  unit: CodedConcept,
  children: readonly Dataset[] = [],
): Dataset =>
  item(
    relationship,
    'NUM',
    name,
    {
      MeasuredValueSequence: [
        {
          NumericValue: decimalString(value),
          FloatingPointValue: value,
          MeasurementUnitsCodeSequence: [conceptItem(unit)],
        },
      ],
    },
    children,
  );

const imageItem = (relationship: Relationship, image: ReferencedImage): Dataset =>
  item(relationship, 'IMAGE', null, {
    ReferencedSOPSequence: [
      {
        ReferencedSOPClassUID: image.sopClassUID,
        ReferencedSOPInstanceUID: image.sopInstanceUID,
        // Absent for single-frame images, where it would say nothing (PS3.3 Table C.18-4).
        ...(image.numberOfFrames > 1 ? { ReferencedFrameNumber: image.frameNumber } : {}),
      },
    ],
  });

export const scoordItem = (
  relationship: Relationship,
  name: CodedConcept | null,
  graphicType: GraphicType,
  points: readonly ImagePoint[],
  image: ReferencedImage,
): Dataset =>
  item(
    relationship,
    'SCOORD',
    name,
    { GraphicType: graphicType, GraphicData: points.flatMap(({ x, y }) => [x, y]) },
    [imageItem('SELECTED FROM', image)],
  );
