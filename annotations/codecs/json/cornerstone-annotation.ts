/**
 * Annotations of Cornerstone3D as its annotation manager saves them, and measurements of OHIF, which carry the same
 * under other names; checked, bounded and made alike. All other fields are passed over. Points are in mm, LPS.
 */
import { z } from 'zod';
import { isValidUid } from '../../ids.ts';
import type { FrameRef } from '../../image/hierarchy.ts';
import type { PatientPoint } from '../../image/plane.ts';
import { frameRef } from '../imported-findings.ts';
import { pointsSchema, wordsSchema } from './coordinates.ts';

/** An annotation wherever it came from. */
export type CornerstoneAnnotation = {
  /** A UUID as a rule; '' for none. */
  readonly uid: string;
  readonly tool: string;
  readonly label: string;
  /** '' for none. */
  readonly frameOfReferenceUID: string;
  /** The image that it was drawn on, where it says so by UID. */
  readonly image: FrameRef | null;
  readonly points: readonly PatientPoint[];
  readonly outline: { readonly points: readonly PatientPoint[]; readonly closed: boolean | null } | null;
  /** False: the arrow's second point is its tip. */
  readonly tipFirst: boolean;
  /** It is the hole of another outline. */
  readonly hole: boolean;
};

const id = z.string().max(256).nullish();
const words = wordsSchema.nullish();
/** Web addresses of images. */
const address = z.string().max(10_000).nullish();

const annotationSchema = z.looseObject({
  annotationUID: id,
  parentAnnotationUID: id,
  metadata: z
    .looseObject({
      toolName: id,
      FrameOfReferenceUID: id,
      referencedImageId: address,
    })
    .nullish(),
  data: z
    .looseObject({
      label: words,
      text: words,
      handles: z.looseObject({ points: pointsSchema.nullish(), arrowFirst: z.boolean().nullish() }).nullish(),
      contour: z.looseObject({ polyline: pointsSchema.nullish(), closed: z.boolean().nullish() }).nullish(),
      // Before Cornerstone3D 2, outlines stood here.
      polyline: pointsSchema.nullish(),
      isOpenContour: z.boolean().nullish(),
    })
    .nullish(),
  // What OHIF's measurements have beside or instead.
  uid: id,
  toolName: id,
  SOPInstanceUID: id,
  FrameOfReferenceUID: id,
  referencedImageId: address,
  frameNumber: z.number().int().min(1).nullish(),
  label: words,
  points: pointsSchema.nullish(),
});

/** Tools whose points are an outline, not handles. */
const OUTLINE_TOOLS = new Set(['PlanarFreehandROI', 'SplineROI', 'LivewireContour']);

/** `group`: the frame of reference under which it was saved, for annotations that do not repeat it. */
export function parseAnnotation(value: unknown, group: string): z.ZodSafeParseResult<CornerstoneAnnotation> {
  return annotationSchema.transform((one) => alike(one, group)).safeParse(value);
}

function alike(one: z.infer<typeof annotationSchema>, group: string): CornerstoneAnnotation {
  const { metadata, data } = one;
  const tool = metadata?.toolName || one.toolName || '';
  const measured = one.points ?? [];
  const polyline = data?.contour?.polyline ?? data?.polyline;
  const named = imageNamedBy(metadata?.referencedImageId || one.referencedImageId || '');
  const uid = one.SOPInstanceUID ?? '';
  const closed = data?.contour?.closed ?? (data?.isOpenContour == null ? null : !data.isOpenContour);
  return {
    uid: one.annotationUID || one.uid || '',
    tool,
    label: (data?.label || data?.text || one.label || '').trim(),
    frameOfReferenceUID: metadata?.FrameOfReferenceUID || one.FrameOfReferenceUID || group,
    image: isValidUid(uid) ? frameRef(uid, one.frameNumber ?? named?.frameNumber ?? 1) : named,
    points: data?.handles?.points ?? measured,
    outline:
      polyline != null
        ? { points: polyline, closed }
        : OUTLINE_TOOLS.has(tool) && data?.handles?.points == null && measured.length > 0
          ? { points: measured, closed: null }
          : null,
    tipFirst: data?.handles?.arrowFirst !== false,
    hole: (one.parentAnnotationUID ?? '') !== '',
  };
}

/**
 * The instance and frame in the address of an image: DICOMweb (`…/instances/UID/frames/N`) or WADO-URI
 * (`…?objectUID=UID&frame=N`); null for addresses without a UID, such as those of local files.
 */
export function imageNamedBy(imageId: string): FrameRef | null {
  const web = /\/instances\/([0-9.]{1,64})(?:\/frames\/(\d{1,9}))?(?=[/?&#]|$)/.exec(imageId);
  const [uid, frame] = web
    ? [web[1], web[2]]
    : [
        /[?&]objectUID=([0-9.]{1,64})(?=[&#]|$)/i.exec(imageId)?.[1],
        /[?&]frame(?:Number)?=(\d{1,9})(?=[&#]|$)/i.exec(imageId)?.[1],
      ];
  return uid === undefined ? null : frameRef(uid, Math.max(1, Number(frame ?? 1)));
}

export type Entry = { readonly value: unknown; readonly where: string; readonly group: string };

/** Product choice. */
export const MAX_ENTRIES = 50_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const looksLikeOne = (value: unknown): boolean => {
  if (!isObject(value)) return false;
  const { metadata, data, toolName, points, annotationUID } = value;
  const tool = toolName ?? (isObject(metadata) ? metadata.toolName : undefined);
  return typeof tool === 'string' && (isObject(data) || Array.isArray(points) || annotationUID !== undefined);
};

/**
 * The annotations of a document, however they are packed: one alone, a list, a list under `annotations` or
 * `measurements`, by tool, or by frame of reference and tool as the annotation manager keeps them. Null when the
 * document is none of these.
 */
export function annotationsIn(document: unknown): readonly Entry[] | null {
  const found: Entry[] = [];
  const list = (values: readonly unknown[], where: string, group: string): boolean => {
    if (!values.some(looksLikeOne)) return values.length === 0;
    values.forEach((value, index) => {
      found.push({ value, where: `${where}[${index}]`, group });
    });
    return true;
  };
  const known = collect(document, list);
  return known && found.length > 0 ? found : null;
}

type List = (values: readonly unknown[], where: string, group: string) => boolean;

function collect(document: unknown, list: List): boolean {
  if (Array.isArray(document)) return list(document, '', '');
  if (!isObject(document)) return false;
  if (looksLikeOne(document)) return list([document], '', '');
  for (const key of ['annotations', 'measurements']) {
    const inner = document[key];
    if (Array.isArray(inner)) return list(inner, key, '');
    if (isObject(inner)) return collectGroups(inner, `${key}.`, list);
  }
  return collectGroups(document, '', list);
}

function collectGroups(groups: Readonly<Record<string, unknown>>, at: string, list: List): boolean {
  return Object.entries(groups).every(([key, inner]) => {
    if (Array.isArray(inner)) return list(inner, `${at}${key}`, '');
    // A version, a date: nothing that could be lost.
    if (!isObject(inner)) return true;
    const group = isValidUid(key) ? key : '';
    return Object.entries(inner).every(
      ([tool, values]) => Array.isArray(values) && list(values, `${at}${key}.${tool}`, group),
    );
  });
}
