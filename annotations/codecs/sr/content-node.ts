/**
 * An SR content tree as others wrote it, read forgivingly: values may be strings or numbers, sequences may be single
 * items, items may lack names. Nothing here throws; what is unreadable is null.
 */
import type { ImagePoint, PatientPoint } from '../../image/plane.ts';
import type { CodedConcept } from '../coded-concept.ts';
import type { Dataset } from './content-item.ts';

export type ImageReference = {
  readonly sopClassUID: string;
  readonly sopInstanceUID: string;
  /** Empty for the whole image. */
  readonly frameNumbers: readonly number[];
};

export type ContentNode = {
  readonly valueType: string;
  readonly relationship: string;
  readonly name: CodedConcept | null;
  readonly code: CodedConcept | null;
  /** Text, person's name, UID, date or time, as it stands. */
  readonly text: string;
  readonly number: { readonly value: number; readonly unit: CodedConcept | null } | null;
  readonly graphicType: string;
  /** SCOORD. */
  readonly points: readonly ImagePoint[];
  /** SCOORD3D, mm in the frame of reference. */
  readonly points3d: readonly PatientPoint[];
  readonly frameOfReferenceUID: string;
  readonly images: readonly ImageReference[];
  readonly template: string;
  readonly children: readonly ContentNode[];
};

export const datasets = (value: unknown): readonly Dataset[] => {
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'object' && each !== null);
  return typeof value === 'object' && value !== null ? [value as Dataset] : [];
};

export const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return textOf(value[0]);
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') {
    // A person's name may come as its component groups.
    const { Alphabetic } = value as { Alphabetic?: unknown };
    return typeof Alphabetic === 'string' ? Alphabetic : '';
  }
  return String(value).trim();
};

export const numbersOf = (value: unknown): readonly number[] => {
  const list = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return list.map(Number).filter(Number.isFinite);
};

/** Long code values stand in another attribute (PS3.3 8.1). */
function conceptOf(sequence: unknown): CodedConcept | null {
  const item = datasets(sequence)[0];
  if (item === undefined) return null;
  const value = textOf(item.CodeValue) || textOf(item.LongCodeValue) || textOf(item.URNCodeValue);
  return value === ''
    ? null
    : { value, scheme: textOf(item.CodingSchemeDesignator), meaning: textOf(item.CodeMeaning) };
}

/** Deeper trees are an attack, not a report. */
const MAX_DEPTH = 64;

export function readContent(item: Dataset, depth = 0): ContentNode {
  const measured = datasets(item.MeasuredValueSequence)[0];
  const value =
    measured === undefined
      ? undefined
      : (numbersOf(measured.FloatingPointValue)[0] ?? numbersOf(measured.NumericValue)[0]);
  const graphic = numbersOf(item.GraphicData);
  const valueType = textOf(item.ValueType);
  const spatial = valueType === 'SCOORD3D';
  return {
    valueType,
    relationship: textOf(item.RelationshipType),
    name: conceptOf(item.ConceptNameCodeSequence),
    code: conceptOf(item.ConceptCodeSequence),
    text: textOf(item.TextValue ?? item.PersonName ?? item.UID ?? item.DateTime ?? item.Date ?? item.Time),
    number:
      value === undefined || measured === undefined
        ? null
        : { value, unit: conceptOf(measured.MeasurementUnitsCodeSequence) },
    graphicType: textOf(item.GraphicType),
    points: spatial ? [] : pairs(graphic),
    points3d: spatial ? triples(graphic) : [],
    frameOfReferenceUID: textOf(item.ReferencedFrameOfReferenceUID),
    images: datasets(item.ReferencedSOPSequence).map((each) => ({
      sopClassUID: textOf(each.ReferencedSOPClassUID),
      sopInstanceUID: textOf(each.ReferencedSOPInstanceUID),
      frameNumbers: numbersOf(each.ReferencedFrameNumber),
    })),
    template: textOf(datasets(item.ContentTemplateSequence)[0]?.TemplateIdentifier),
    children:
      depth >= MAX_DEPTH ? [] : datasets(item.ContentSequence).map((child) => readContent(child, depth + 1)),
  };
}

const pairs = (values: readonly number[]): readonly ImagePoint[] =>
  Array.from({ length: Math.floor(values.length / 2) }, (_, i) => ({
    x: values[2 * i] as number,
    y: values[2 * i + 1] as number,
  }));

const triples = (values: readonly number[]): readonly PatientPoint[] =>
  Array.from({ length: Math.floor(values.length / 3) }, (_, i) => ({
    x: values[3 * i] as number,
    y: values[3 * i + 1] as number,
    z: values[3 * i + 2] as number,
  }));

/** A node with those above it, from the root down. */
export type PlacedNode = { readonly node: ContentNode; readonly path: readonly ContentNode[] };

/** The node and all below it. */
export function* walk(node: ContentNode, path: readonly ContentNode[] = []): Generator<PlacedNode> {
  yield { node, path };
  for (const child of node.children) yield* walk(child, [...path, node]);
}

/** Where it stands in the report, in the names of what is above it. */
export const placeWords = ({ node, path }: PlacedNode): string =>
  [...path, node].map((each) => each.name?.meaning || each.valueType || 'item').join(' › ');
