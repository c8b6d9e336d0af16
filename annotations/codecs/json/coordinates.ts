/** Coordinates as JSON files have them: three finite numbers, checked before anything is made of them. */
import { z } from 'zod';
import type { PatientPoint } from '../../image/plane.ts';

/** Farther than any patient; keeps products and squares of coordinates finite. */
const MAX_MM = 1e6;

const isCoordinate = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) <= MAX_MM;

type Triple =
  | readonly [number, number, number]
  | { readonly '0': number; readonly '1': number; readonly '2': number };

/** By hand and not as a union: a file may hold a million of them. */
function isTriple(value: unknown): value is Triple {
  if (typeof value !== 'object' || value === null) return false;
  const triple = value as Readonly<Record<string, unknown>>;
  const length = Array.isArray(value) ? value.length : Object.keys(triple).length;
  return length === 3 && isCoordinate(triple[0]) && isCoordinate(triple[1]) && isCoordinate(triple[2]);
}

/** `[x, y, z]`, or `{"0": x, "1": y, "2": z}` as typed arrays of numbers become in JSON. */
export const pointSchema = z
  .custom<Triple>(isTriple, `expected three numbers within ${MAX_MM} mm`)
  .transform((triple): PatientPoint => ({ x: triple[0], y: triple[1], z: triple[2] }));

/** Outlines of whole organs have some thousands; product choice. */
export const MAX_POINTS = 100_000;
export const pointsSchema = z.array(pointSchema).max(MAX_POINTS);

/** Names and words; longer ones are no names. Product choice. */
export const wordsSchema = z.string().max(10_000);
