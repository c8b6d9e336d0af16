/**
 * Markups of 3D Slicer (`.mrk.json`, schema markups-schema-v1.*): point lists, lines, angles, curves, planes and boxes.
 * Coordinates of the patient in mm, LPS unless the markup says RAS; x and y change their signs between the two.
 *
 * A markup names neither images nor a frame of reference: it is taken to belong to the opened study, and only where
 * that has a single frame of reference. The ledger says so.
 */
import type { z } from 'zod';
import type { Finding, Origin } from '../../finding/finding.ts';
import type { Region, Shape } from '../../finding/region.ts';
import { type PatientPoint, patientToImage } from '../../image/plane.ts';
import { err, ok, type Result } from '../../result.ts';
import { faultIn, fieldFault } from '../field-fault.ts';
import {
  type ImportContext,
  type Imported,
  importedFinding,
  importedRegion,
  type PlacedFrame,
  seriesAssumed,
} from '../imported-findings.ts';
import type { LedgerEntry } from '../loss-ledger.ts';
import { boxSection } from './box-section.ts';
import { MAX_POINTS } from './coordinates.ts';
import { type Axes, boxOf, planeCorners } from './slicer-frames.ts';
import { documentSchema, markupSchema, type SlicerMarkup } from './slicer-markup.ts';

/** `document`: one for which `isSlicerMarkups` holds (`slicer-markup.ts`). The error is a clause that names the field. */
export function readSlicerMarkups(document: unknown, context: ImportContext): Result<Imported, string> {
  const parsed = documentSchema.safeParse(document);
  return parsed.success
    ? ok(markupsIn(parsed.data, context))
    : err(`field ${fieldFault(parsed.error, document)}`);
}

function markupsIn(
  { '@schema': schema, markups }: z.infer<typeof documentSchema>,
  context: ImportContext,
): Imported {
  const origin: Origin = { kind: 'JSON', description: '3D Slicer markups', sopInstanceUID: null };
  const ledger: LedgerEntry[] = [];
  const findings: Finding[] = [];
  const version = /markups-schema-v(\d+)/i.exec(schema ?? 'markups-schema-v1')?.[1];
  if (version !== '1') {
    const why = 'the file is of another version of the format, of which only version 1 is read';
    return { origin, findings, references: [], ledger: [{ what: 'All markups', where: schema ?? '', why }] };
  }
  const reference = assumedReference(context, ledger);
  const taken = new Map<string, number>();
  const others: number[] = [];
  if (reference === null) return { origin, findings, references: [], ledger };
  for (const [index, one] of markups.entries()) {
    const parsed = markupSchema.safeParse(one);
    if (!parsed.success) {
      ledger.push({ what: `Markup ${index + 1}`, ...faultIn(parsed.error, one, `markups[${index}]`) });
      continue;
    }
    const { name, type } = parsed.data;
    const where = `${type} “${name ?? index + 1}”`;
    const regions: Region[] = [];
    const taking: Taking = { context, reference, where, regions, ledger, others };
    const toMm = coordinatesOf(parsed.data, taking);
    if (toMm !== null) takeMarkup(parsed.data, toMm, taking);
    if (regions.length === 0) continue;
    const words = wordsOf(parsed.data);
    // Two that say the same stay two.
    const again = taken.get(words) ?? 0;
    taken.set(words, again + 1);
    findings.push(
      importedFinding(context, origin, name || type, regions, { words: `${words} ${again || ''}` }),
    );
  }
  const why = seriesAssumed(others);
  if (why !== null) ledger.push({ what: 'Series', where: 'the whole file', why });
  return { origin, findings, references: [], ledger };
}

/** All that makes it this markup: Slicer gives no identity, and colours make no difference. */
const wordsOf = (markup: SlicerMarkup): string =>
  JSON.stringify([
    'Slicer',
    ...[markup.type, markup.name, markup.coordinateSystem, markup.coordinateUnits, markup.center],
    ...[markup.size, markup.planeBounds, markup.orientation],
    markup.controlPoints?.map(({ label, position }) => [label, position]),
  ]);

/** Null, with an entry, where nobody can know it. */
function assumedReference(context: ImportContext, ledger: LedgerEntry[]): string | null {
  const [only, ...others] = context.framesOfReference;
  const entry = { what: 'Frame of reference', where: 'the whole file' };
  const names = 'markups of 3D Slicer name neither images nor a frame of reference';
  if (only === undefined || others.length > 0) {
    const opened =
      only === undefined ? 'no opened image has one' : `the opened study has ${1 + others.length}`;
    ledger.push({ ...entry, why: `${names}, and ${opened}: nothing was drawn` });
    return null;
  }
  ledger.push({ ...entry, why: `${names}; the only one of the opened study was assumed` });
  return only;
}

type Taking = {
  readonly context: ImportContext;
  readonly reference: string;
  readonly where: string;
  readonly regions: Region[];
  readonly ledger: LedgerEntry[];
  /** Series beside the one that each mark is drawn on. */
  readonly others: number[];
};

/** From the markup's own coordinates to mm in LPS; null, with an entry, for systems and units that are not known. */
function coordinatesOf(markup: SlicerMarkup, { where, ledger }: Taking): Axes | null {
  const system = markup.coordinateSystem || 'LPS';
  const { coordinateUnits: given = 'mm' } = markup;
  const units = typeof given === 'string' ? given || 'mm' : given[1] === 'UCUM' ? given[0] : given.join(' ');
  const mmPerUnit = units === 'mm' ? 1 : units === 'um' ? 0.001 : null;
  if (system !== 'LPS' && system !== 'RAS') {
    ledger.push({ what: 'Markup', where, why: `its coordinate system “${system}” is neither LPS nor RAS` });
    return null;
  }
  if (mmPerUnit === null) {
    ledger.push({ what: 'Markup', where, why: `its unit “${units}” is neither mm nor µm` });
    return null;
  }
  return { sign: system === 'RAS' ? -1 : 1, mmPerUnit };
}

const inLps = ({ x, y, z }: PatientPoint, { sign, mmPerUnit }: Axes): PatientPoint => ({
  x: sign * x * mmPerUnit,
  y: sign * y * mmPerUnit,
  z: z * mmPerUnit,
});

type Placed = { readonly label: string; readonly at: PatientPoint };

function takeMarkup(markup: SlicerMarkup, axes: Axes, taking: Taking): void {
  const { where, ledger } = taking;
  const placed = (): readonly Placed[] =>
    (markup.controlPoints ?? []).flatMap((point, index): readonly Placed[] => {
      const label = [point.label, point.description].filter((words) => (words ?? '') !== '').join(': ');
      const { position, positionStatus = 'defined' } = point;
      if (position != null && positionStatus === 'defined') return [{ label, at: inLps(position, axes) }];
      const what = `Control point ${index + 1}${label === '' ? '' : ` “${label}”`}`;
      ledger.push({ what, where, why: 'it has no position yet' });
      return [];
    });
  const note = (why: string): void => void ledger.push({ what: markup.type, where, why });
  switch (markup.type) {
    case 'Fiducial':
      for (const point of placed()) takePoint(point, taking);
      return;
    case 'Line':
      takePath(placed(), 2, 2, taking, (points) => ({ kind: 'polyline', points }));
      return;
    case 'Angle':
      if (takePath(placed(), 3, 3, taking, (points) => ({ kind: 'polyline', points })))
        note('its two sides are drawn as a line; the angle between them is not measured here');
      return;
    case 'Curve': {
      const points = placed();
      if (takePath(points, 2, MAX_POINTS, taking, (all) => ({ kind: 'polyline', points: all })))
        noteCurve(points.length, note);
      return;
    }
    case 'ClosedCurve': {
      const points = placed();
      if (takePath(points, 3, MAX_POINTS, taking, (all) => ({ kind: 'polygon', points: all })))
        noteCurve(points.length, note);
      return;
    }
    case 'Plane': {
      const corners = planeCorners(markup);
      if (typeof corners === 'string') note(corners);
      else
        takeFlat(
          corners.map((corner) => inLps(corner, axes)),
          'Plane',
          'it does not lie in the plane of an opened image',
          taking,
          (points) => ({ kind: 'polygon', points }),
        );
      return;
    }
    case 'ROI':
      takeBox(markup, axes, taking);
      return;
    default:
      note(`markups of type ${markup.type} are not read`);
  }
}

function noteCurve(count: number, note: (why: string) => void): void {
  if (count > 2) note(`it is drawn as straight lines between its ${count} control points`);
}

function takePoint(
  { label, at }: Placed,
  { context, reference, where, regions, ledger, others }: Taking,
): void {
  const located = context.locate(reference, [at]);
  const point = located?.points[0];
  if (located === null || point === undefined) {
    ledger.push({ what: `Control point “${label}”`, where, why: 'it lies on none of the opened images' });
    return;
  }
  others.push(located.others);
  regions.push(importedRegion(context, located.frame, { kind: 'point', point }, label));
}

type Draw = (points: Extract<Shape, { kind: 'polygon' }>['points']) => Shape;

function takePath(
  placed: readonly Placed[],
  least: number,
  most: number,
  taking: Taking,
  draw: Draw,
): boolean {
  const { where, ledger } = taking;
  if (placed.length < least || placed.length > most) {
    const needed = least === most ? `${least}` : `at least ${least}`;
    ledger.push({ what: 'Line', where, why: `it has ${placed.length} control points and needs ${needed}` });
    return false;
  }
  const why = 'its points lie on no single opened image';
  return takeFlat(
    placed.map(({ at }) => at),
    'Line',
    why,
    taking,
    draw,
  );
}

function takeFlat(
  points: readonly PatientPoint[],
  what: string,
  why: string,
  { context, reference, where, regions, ledger, others }: Taking,
  draw: Draw,
): boolean {
  const located = context.locate(reference, points);
  if (located === null) {
    ledger.push({ what, where, why });
    return false;
  }
  others.push(located.others);
  regions.push(importedRegion(context, located.frame, draw(located.points)));
  return true;
}

/** A box is drawn where the slices of one stack cut it: of the stack that cuts it most often. */
function takeBox(markup: SlicerMarkup, axes: Axes, taking: Taking): void {
  const { context, reference, where, regions, ledger, others } = taking;
  const box = boxOf(markup, (point) => inLps(point, axes), axes);
  if (typeof box === 'string') {
    ledger.push({ what: 'ROI', where, why: box });
    return;
  }
  let best: readonly Region[] = [];
  let cutting = 0;
  for (const stack of context.stacksIn(reference)) {
    const cuts = stack.flatMap((frame): readonly Region[] => {
      const points = boxSection(box, frame.plane).map((corner) => patientToImage(frame.plane, corner).point);
      if (points.length < 3 || !meetsImage(points, frame)) return [];
      return [importedRegion(context, frame.ref, { kind: 'polygon', points })];
    });
    if (cuts.length > 0) cutting += 1;
    if (cuts.length > best.length) best = cuts;
  }
  regions.push(...best);
  others.push(...best.map(() => cutting - 1));
  const why =
    best.length === 0
      ? 'none of the opened images cuts the box'
      : `the box is drawn as its outline on the ${best.length} slices that cut it`;
  ledger.push({ what: 'ROI', where, why });
}

const meetsImage = (
  points: readonly { readonly x: number; readonly y: number }[],
  { rows, columns }: PlacedFrame,
): boolean => {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return Math.max(...xs) > 0 && Math.min(...xs) < columns && Math.max(...ys) > 0 && Math.min(...ys) < rows;
};
