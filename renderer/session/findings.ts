/** Going from finding to finding: the order, the best mark to show, the window that shows it. */
import type { Finding } from '../../annotations/finding/finding.ts';
import { isAreaShape, type Region } from '../../annotations/finding/region.ts';
import { shapeAreaMm2, shapeCentre } from '../../annotations/finding/shape-geometry.ts';
import type { RegionUID, TrackingUID } from '../../annotations/ids.ts';
import { imageToPatient } from '../../annotations/image/plane.ts';
import { VOI_PRESETS, type Voi, type VoiWindow } from '../../annotations/image/voi.ts';
import { findingOf, regionOf } from '../../annotations/store/state.ts';
import { $annotationState } from './annotations.ts';
import { moveCrosshair } from './mpr.ts';
import { activeStackId, goToFrame, showStack, stackViewport } from './panes.ts';
import { $selection, select } from './selection.ts';
import { framePlace } from './studies.ts';

/** Soft tissue is readable in windows up to this wide and with a level near it; product choice. */
const isSoftTissue = (voi: Voi): boolean =>
  voi.function !== 'TABLE' &&
  voi.widthHu >= 100 &&
  voi.widthHu <= 700 &&
  voi.centerHu >= -100 &&
  voi.centerHu <= 150;

const preset = (name: string): VoiWindow | null =>
  VOI_PRESETS.find((candidate) => candidate.name === name)?.voi ?? null;

/** The window for a finding; null when the one in use shows it well enough and is the reader's to keep. */
export function windowFor(finding: Finding, now: Voi | null): VoiWindow | null {
  if (now !== null && isSoftTissue(now)) return null;
  if (finding.descriptors.fat?.value === 'present') return preset('fat');
  return preset(finding.site === 'mediastinal' || finding.site === 'paracostal' ? 'mediastinum' : 'abdomen');
}

/** Equal sides will do: areas are compared within one frame's geometry only. */
const UNIT_SPACING = { betweenRowsMm: 1, betweenColumnsMm: 1 };

/**
 * The mark to jump to: on the stack in view rather than another, one with an area rather than words, the largest area
 * rather than a pole of the mass.
 */
export function bestRegion(finding: Finding): Region | null {
  const stackId = activeStackId();
  const score = (region: Region): number => {
    const place = framePlace(region.frame);
    if (place === null) return -1;
    const area = isAreaShape(region.shape) ? shapeAreaMm2(region.shape, UNIT_SPACING) : 0;
    // The share of the frame is below 1: it decides between marks that are otherwise equal.
    const share = Math.min(0.99, area / (place.stack.rows * place.stack.columns));
    return (place.stack.id === stackId ? 4 : 0) + (isAreaShape(region.shape) ? 2 : 0) + share;
  };
  return finding.regions.reduce<Region | null>(
    (best, region) => (score(region) > (best === null ? -1 : score(best)) ? region : best),
    null,
  );
}

/** Brings a region to the screen in the window that shows it. */
function show(finding: Finding, region: Region): void {
  const viewport = stackViewport();
  const voi = windowFor(finding, viewport?.voi ?? null);
  const place = framePlace(region.frame);
  if (place === null) return;
  if (place.stack.id === activeStackId()) {
    viewport?.setSlice(place.slice);
    if (voi !== null) viewport?.setVoi(voi);
  } else if (voi !== null && viewport !== null) {
    showStack(place.stack.id, { slice: place.slice, voi });
  } else {
    goToFrame(region.frame);
  }
  crossAt(region);
}

/** In MPR all planes go to the middle of the region; a slice of its own has gone there already. */
export function crossAt(region: Region): void {
  const place = framePlace(region.frame);
  const plane = place?.stack.frames[place.slice]?.plane ?? null;
  if (plane !== null) moveCrosshair(imageToPatient(plane, shapeCentre(region.shape)), 'into view');
}

export function jumpToFinding(uid: TrackingUID): void {
  const state = $annotationState.get();
  const finding = state === null ? null : findingOf(state, uid);
  if (finding === null) return;
  const region = bestRegion(finding);
  select(uid, region?.uid ?? null);
  if (region !== null) show(finding, region);
}

export function jumpToRegion(uid: RegionUID): void {
  const state = $annotationState.get();
  const place = state === null ? null : regionOf(state, uid);
  if (place === null) return;
  if (place.kind === 'finding') {
    select(place.finding.trackingUID, uid);
    show(place.finding, place.region);
  } else {
    select(null, uid);
    goToFrame(place.region.frame);
    crossAt(place.region);
  }
}

export function stepFinding(by: 1 | -1): void {
  const findings = $annotationState.get()?.findings ?? [];
  if (findings.length === 0) return;
  const at = findings.findIndex((finding) => finding.trackingUID === $selection.get().finding);
  const from = at < 0 ? (by === 1 ? -1 : 0) : at;
  const next = findings[(from + by + findings.length) % findings.length];
  if (next !== undefined) jumpToFinding(next.trackingUID);
}
