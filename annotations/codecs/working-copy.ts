/**
 * The working copy: everything that a reader has added to a study, as one versioned JSON document. The schema below
 * is the only truth about its shape; `docs/working-copy.schema.json` is made from it, and reading goes through it.
 */
import { z } from 'zod';
import {
  ATTENUATION_REFERENCES,
  ATTENUATIONS,
  ENHANCEMENT_DEGREES,
  ENHANCEMENT_PATTERNS,
  LATERALITIES,
  MARGINS,
  PRESENCES,
  SITES,
  TISSUE_PRESENCES,
  VERTEBRAL_LEVEL_PATTERN,
  type VertebralLevel,
} from '../finding/descriptors.ts';
import type { Finding, Stamp } from '../finding/finding.ts';
import type { Region } from '../finding/region.ts';
import type {
  ImportUID,
  RegionUID,
  SeriesInstanceUID,
  SOPInstanceUID,
  StudyInstanceUID,
  TrackingUID,
} from '../ids.ts';
import { UID_PATTERN } from '../ids.ts';
import { PHASES, type Phase } from '../image/hierarchy.ts';
import { err, type Failure, failure, ok, type Result } from '../result.ts';
import { fieldFault } from './field-fault.ts';
import type { ImportRecord } from './import-record.ts';
import { jsonFault } from './json-fault.ts';
import { migrate } from './migrations.ts';
import { repeatedIdentity } from './working-copy-faults.ts';

export const WORKING_COPY_FORMAT = 'marginalia-annotations';
export const WORKING_COPY_VERSION = 2;

/** A region of normal tissue that findings are compared with. */
export type ReferenceRegion = { readonly tissue: 'muscle'; readonly region: Region };

export type PhaseCorrection = {
  readonly seriesInstanceUID: SeriesInstanceUID;
  readonly phase: Phase;
  readonly corrected: Stamp;
};

export type SavedReport = { readonly text: string; readonly source: string };

export type WorkingCopy = {
  readonly format: typeof WORKING_COPY_FORMAT;
  readonly version: typeof WORKING_COPY_VERSION;
  /** Rises by one with every saved change. */
  readonly revision: number;
  readonly saved: Stamp;
  readonly studyInstanceUIDs: readonly StudyInstanceUID[];
  readonly findings: readonly Finding[];
  readonly references: readonly ReferenceRegion[];
  readonly phases: readonly PhaseCorrection[];
  readonly report: SavedReport | null;
  /** What was taken over from other programs' files, each with its ledger; the oldest first. Since version 2. */
  readonly imports: readonly ImportRecord[];
};

const uid = <U extends string>() =>
  z
    .string()
    .regex(UID_PATTERN, 'expected a DICOM UID')
    .transform((text) => text as U);
/** Identities that files gave us may break the UID rules; they must only not be empty. */
const fileUid = <U extends string>() =>
  z
    .string()
    .min(1)
    .max(128)
    .transform((text) => text as U);

const finite = z.number().refine(Number.isFinite, 'expected a finite number');
const point = z.strictObject({ x: finite, y: finite });
const pair = z.tuple([point, point]);

const shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('point'), point }),
  z.strictObject({ kind: z.literal('text'), anchor: point }),
  z.strictObject({ kind: z.literal('arrow'), tip: point, tail: point }),
  z.strictObject({ kind: z.literal('polyline'), points: z.array(point).min(2) }),
  z.strictObject({ kind: z.literal('bidirectional'), long: pair, short: pair }),
  z.strictObject({
    kind: z.literal('ellipse'),
    center: point,
    radiusX: finite.positive(),
    radiusY: finite.positive(),
    rotation: finite,
  }),
  z.strictObject({ kind: z.literal('polygon'), points: z.array(point).min(3) }),
]);

const region = z.strictObject({
  uid: uid<RegionUID>(),
  frame: z.strictObject({ sopInstanceUID: fileUid<SOPInstanceUID>(), frameNumber: z.int().min(1) }),
  shape,
  text: z.string(),
});

const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reader') }),
  z.strictObject({ kind: z.literal('report') }),
  z.strictObject({ kind: z.literal('measurement'), basis: z.string() }),
]);

const answer = <T extends z.ZodType>(value: T) => z.strictObject({ value, source }).exactOptional();

const descriptors = z.strictObject({
  presence: answer(z.enum(PRESENCES)),
  attenuation: answer(z.enum(ATTENUATIONS)),
  attenuationReference: answer(z.enum(ATTENUATION_REFERENCES)),
  attenuationHu: answer(z.strictObject({ fromHu: finite, toHu: finite })),
  attenuationPhase: answer(z.enum(PHASES)),
  fat: answer(z.enum(TISSUE_PRESENCES)),
  calcification: answer(z.enum(TISSUE_PRESENCES)),
  enhancementDegree: answer(z.array(z.enum(ENHANCEMENT_DEGREES)).min(1)),
  enhancementPattern: answer(z.enum(ENHANCEMENT_PATTERNS)),
  margin: answer(z.enum(MARGINS)),
  sizeMm: answer(z.array(finite.positive()).min(1)),
  encases: answer(z.array(z.string().min(1))),
  extendsTo: answer(z.array(z.string().min(1))),
});

const level = z
  .string()
  .regex(VERTEBRAL_LEVEL_PATTERN, 'expected a vertebral level such as T10')
  .transform((text) => text as VertebralLevel);

const stamp = z.strictObject({ by: z.string(), at: z.iso.datetime() });

const origin = z.strictObject({
  kind: z.enum(['SR', 'GSPS', 'RTSTRUCT', 'SEG', 'JSON', 'AIM', 'report']),
  description: z.string(),
  sopInstanceUID: z.string().nullable(),
});

const finding = z.strictObject({
  trackingUID: uid<TrackingUID>(),
  trackingIdentifier: z.string(),
  site: z.enum(SITES).nullable(),
  laterality: z.enum(LATERALITIES).nullable(),
  levels: z.tuple([level, level]).nullable(),
  descriptors,
  note: z.string(),
  evidence: z.array(z.strictObject({ start: z.int().min(0), end: z.int().min(0), text: z.string() })),
  regions: z.array(region),
  origin: origin.nullable(),
  locked: z.boolean(),
  created: stamp,
  modified: stamp,
});

const importRecord = z.strictObject({
  uid: uid<ImportUID>(),
  origin,
  file: z.string(),
  imported: stamp,
  findings: z.array(uid<TrackingUID>()),
  references: z.array(uid<RegionUID>()),
  known: z.int().min(0),
  ledger: z.array(z.strictObject({ what: z.string(), where: z.string(), why: z.string() })),
});

export const workingCopySchema = z.strictObject({
  format: z.literal(WORKING_COPY_FORMAT),
  version: z.literal(WORKING_COPY_VERSION),
  revision: z.int().min(0),
  saved: stamp,
  studyInstanceUIDs: z.array(fileUid<StudyInstanceUID>()).min(1),
  findings: z.array(finding),
  references: z.array(z.strictObject({ tissue: z.literal('muscle'), region })),
  phases: z.array(
    z.strictObject({
      seriesInstanceUID: fileUid<SeriesInstanceUID>(),
      phase: z.enum(PHASES),
      corrected: stamp,
    }),
  ),
  report: z.strictObject({ text: z.string(), source: z.string() }).nullable(),
  imports: z.array(importRecord),
});

export type WorkingCopyFailure = Failure<'not-json' | 'not-annotations' | 'newer-version' | 'bad-field'>;

/** Reads a working copy from its text. `name` is what the message calls it: the file's name as the reader knows it. */
export function parseWorkingCopy(text: string, name: string): Result<WorkingCopy, WorkingCopyFailure> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err(failure('not-json', `${name} is not valid JSON: ${jsonFault(text)}; it was left untouched.`));
  }
  const head = json as { format?: unknown; version?: unknown } | null;
  if (typeof head !== 'object' || head === null || head.format !== WORKING_COPY_FORMAT) {
    return err(
      failure(
        'not-annotations',
        `${name} holds no Marginalia annotations: field "format" should be "${WORKING_COPY_FORMAT}"; it was left untouched.`,
      ),
    );
  }
  if (typeof head.version === 'number' && head.version > WORKING_COPY_VERSION) {
    return err(
      failure(
        'newer-version',
        `${name} was written by a newer Marginalia: field "version" is ${head.version}, this program knows up to ${WORKING_COPY_VERSION}; it was left untouched.`,
      ),
    );
  }
  const bad = (fault: string) =>
    err(failure('bad-field', `${name} cannot be read: field ${fault}; it was left untouched.`));
  const current = migrate(head as Readonly<Record<string, unknown>>, WORKING_COPY_VERSION) ?? json;
  const parsed = workingCopySchema.safeParse(current);
  if (!parsed.success) return bad(fieldFault(parsed.error, current));
  const copy = parsed.data as WorkingCopy;
  const twice = repeatedIdentity(copy);
  return twice === null ? ok(copy) : bad(twice);
}

/**
 * The studies that a document of any version names, for one that cannot be read as a whole; null when it names none.
 * Only these and the format are promised to stay where they are in every later version.
 */
export function studiesNamedIn(text: string): readonly string[] | null {
  try {
    const head = JSON.parse(text) as { format?: unknown; studyInstanceUIDs?: unknown } | null;
    if (head?.format !== WORKING_COPY_FORMAT || !Array.isArray(head.studyInstanceUIDs)) return null;
    return head.studyInstanceUIDs.filter((uid): uid is string => typeof uid === 'string');
  } catch {
    return null;
  }
}

/** The document as it is written: two spaces, a final line feed, keys in the order of the types. */
export const serializeWorkingCopy = (copy: WorkingCopy): string => `${JSON.stringify(copy, null, 2)}\n`;
