/** What is read of a markup of 3D Slicer (markups-schema-v1.*), checked and bounded; all other fields are passed over. */
import { z } from 'zod';
import { MAX_POINTS, pointSchema, wordsSchema } from './coordinates.ts';

const MAX_MARKUPS = 10_000;

export const documentSchema = z.looseObject({
  '@schema': z.string().max(1000).optional(),
  markups: z.array(z.unknown()).max(MAX_MARKUPS),
});

const controlPoint = z.looseObject({
  label: wordsSchema.optional(),
  description: wordsSchema.optional(),
  position: pointSchema.nullish(),
  positionStatus: z.string().max(100).optional(),
});

const numbers = (count: number) => z.array(z.number().min(-1e6).max(1e6)).length(count);

export const markupSchema = z.looseObject({
  type: z.string().min(1).max(100),
  name: wordsSchema.optional(),
  coordinateSystem: z.string().max(100).optional(),
  coordinateUnits: z
    .union(
      [z.string().max(100), z.array(z.string().max(100)).length(3)],
      'expected a text or a list of three texts',
    )
    .optional(),
  controlPoints: z.array(controlPoint).max(MAX_POINTS).optional(),
  center: pointSchema.optional(),
  size: numbers(3).optional(),
  planeBounds: numbers(4).optional(),
  orientation: numbers(9).optional(),
  roiType: z.string().max(100).optional(),
  insideOut: z.boolean().optional(),
});
export type SlicerMarkup = z.infer<typeof markupSchema>;

/** Whether a JSON document says that it is one, of whatever version and in whatever state. */
export function isSlicerMarkups(document: unknown): boolean {
  if (typeof document !== 'object' || document === null || !('markups' in document)) return false;
  const { '@schema': schema } = document as { readonly '@schema'?: unknown };
  return schema === undefined ? Array.isArray(document.markups) : /markups-schema/i.test(String(schema));
}
