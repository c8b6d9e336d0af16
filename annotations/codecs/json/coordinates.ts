/** Coordinates as JSON files have them: three finite numbers, checked before anything is made of them. */
import { z } from 'zod';
import type { PatientPoint } from '../../image/plane.ts';

/** Farther than any patient; keeps products and squares of coordinates finite. */
const MAX_MM = 1e6;

const coordinate = z.number().min(-MAX_MM).max(MAX_MM);

const asPoint = ([x, y, z]: readonly [number, number, number]): PatientPoint => ({ x, y, z });

/** `[x, y, z]`, or `{"0": x, "1": y, "2": z}` as typed arrays of numbers become in JSON. */
export const pointSchema = z.union([
  z.tuple([coordinate, coordinate, coordinate]).transform(asPoint),
  z
    .object({ '0': coordinate, '1': coordinate, '2': coordinate })
    .transform((typed) => asPoint([typed[0], typed[1], typed[2]])),
]);

/** Outlines of whole organs have some thousands; product choice. */
export const MAX_POINTS = 100_000;
export const pointsSchema = z.array(pointSchema).max(MAX_POINTS);

/** Names and words; longer ones are no names. Product choice. */
export const wordsSchema = z.string().max(10_000);

/** The first field that is wrong, from the place of what was checked: `markups[2].controlPoints[4].position`. */
export function faultOf(error: z.ZodError, place: string): { readonly where: string; readonly why: string } {
  const issue = error.issues[0];
  const path = (issue?.path ?? [])
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const message = issue === undefined ? 'it does not fit' : issue.message.replace(/^Invalid input: /, '');
  return { where: `${place}${path}`, why: `this field is not as the format says: ${message}` };
}
