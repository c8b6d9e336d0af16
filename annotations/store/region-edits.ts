/** Changes of marks: drawn, moved, reshaped, given to another finding, made a reference. */
import type { ReferenceRegion } from '../codecs/working-copy.ts';
import type { Region, Shape } from '../finding/region.ts';
import type { RegionUID, TrackingUID } from '../ids.ts';
import type { FrameRef } from '../image/hierarchy.ts';
import {
  type Edit,
  type EditContext,
  edited,
  editFinding,
  invalid,
  locked,
  missing,
  withFinding,
} from './edit.ts';
import { addFinding } from './finding-edits.ts';
import { type AnnotationState, findingOf, type RegionPlace, regionOf } from './state.ts';
import { frameFault, SHAPE_NAMES, shapeFault } from './validate.ts';

export type RegionDraft = { readonly frame: FrameRef; readonly shape: Shape; readonly text?: string };

export type AddedRegion = { readonly finding: TrackingUID; readonly region: RegionUID };

const newRegion = (context: EditContext, draft: RegionDraft): Region => ({
  uid: context.newUid<RegionUID>(),
  frame: { sopInstanceUID: draft.frame.sopInstanceUID, frameNumber: draft.frame.frameNumber },
  shape: draft.shape,
  text: draft.text ?? '',
});

/** Draws a region; with null for the finding it begins a new one. */
export function addRegion(
  state: AnnotationState,
  context: EditContext,
  finding: TrackingUID | null,
  draft: RegionDraft,
): Edit<AddedRegion> {
  const fault = shapeFault(draft.shape) ?? frameFault(draft.frame);
  if (fault !== null) return invalid(fault);
  const begun = finding === null ? addFinding(state, context, {}) : null;
  if (begun !== null && !begun.ok) return begun;
  const base = begun === null ? state : begun.value.state;
  const uid = begun === null ? (finding as TrackingUID) : begun.value.value;
  const owner = findingOf(base, uid);
  if (owner === null) return missing('The finding');
  if (owner.locked) return locked(owner);
  const region = newRegion(context, draft);
  return edited(
    withFinding(base, { ...owner, regions: [...owner.regions, region], modified: context.stamp }),
    `Draw ${SHAPE_NAMES[draft.shape.kind]}`,
    { finding: uid, region: region.uid },
  );
}

/** Puts `next` (or nothing, for null) in the place of a region, wherever it belongs. */
function replaceRegion(
  state: AnnotationState,
  context: EditContext,
  place: RegionPlace,
  next: Region | null,
  name: string,
): Edit {
  const swap = (regions: readonly Region[]): readonly Region[] =>
    regions.flatMap((region) => (region !== place.region ? [region] : next === null ? [] : [next]));
  if (place.kind === 'finding') {
    return editFinding(state, context, place.finding.trackingUID, name, {
      regions: swap(place.finding.regions),
    });
  }
  const references = state.references.flatMap((reference) =>
    reference !== place.reference ? [reference] : next === null ? [] : [{ ...reference, region: next }],
  );
  return edited({ ...state, references }, name, null);
}

export function changeShape(
  state: AnnotationState,
  context: EditContext,
  uid: RegionUID,
  shape: Shape,
  verb: 'Move' | 'Reshape',
): Edit {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  const fault = shapeFault(shape);
  if (fault !== null) return invalid(fault);
  const name = `${verb} ${SHAPE_NAMES[shape.kind]}`;
  return replaceRegion(state, context, place, { ...place.region, shape }, name);
}

export function setRegionText(
  state: AnnotationState,
  context: EditContext,
  uid: RegionUID,
  text: string,
): Edit {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  return replaceRegion(state, context, place, { ...place.region, text }, 'Change text');
}

export function removeRegion(state: AnnotationState, context: EditContext, uid: RegionUID): Edit {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  return replaceRegion(state, context, place, null, `Delete ${SHAPE_NAMES[place.region.shape.kind]}`);
}

/** Gives a region to another finding; with null it begins a new one. */
export function joinRegion(
  state: AnnotationState,
  context: EditContext,
  uid: RegionUID,
  to: TrackingUID | null,
): Edit<TrackingUID> {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  const taken = replaceRegion(state, context, place, null, '');
  if (!taken.ok) return taken;
  const begun = to === null ? addFinding(taken.value.state, context, {}) : null;
  if (begun !== null && !begun.ok) return begun;
  const base = begun === null ? taken.value.state : begun.value.state;
  const owner = begun === null ? (to as TrackingUID) : begun.value.value;
  const target = findingOf(base, owner);
  if (target === null) return missing('The finding');
  const name = `Move ${SHAPE_NAMES[place.region.shape.kind]} to ${target.trackingIdentifier}`;
  const given = editFinding(base, context, owner, name, { regions: [...target.regions, place.region] });
  return given.ok ? edited(given.value.state, name, owner) : given;
}

export function addReference(
  state: AnnotationState,
  context: EditContext,
  draft: RegionDraft,
): Edit<RegionUID> {
  const fault = shapeFault(draft.shape) ?? frameFault(draft.frame);
  if (fault !== null) return invalid(fault);
  const reference: ReferenceRegion = { tissue: 'muscle', region: newRegion(context, draft) };
  return edited(
    { ...state, references: [...state.references, reference] },
    'Draw muscle reference',
    reference.region.uid,
  );
}

/** A mark that shows no finding but the muscle that findings are compared with. */
export function makeReference(state: AnnotationState, context: EditContext, uid: RegionUID): Edit {
  const place = regionOf(state, uid);
  if (place === null) return missing('The mark');
  const taken = replaceRegion(state, context, place, null, '');
  if (!taken.ok) return taken;
  const references = [...taken.value.state.references, { tissue: 'muscle', region: place.region } as const];
  return edited({ ...taken.value.state, references }, 'Use as muscle reference', null);
}
