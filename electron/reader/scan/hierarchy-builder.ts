/**
 * Headers, as they come in from any thread in any order, to Study > Series > Stack. The result for a set of files
 * does not depend on the order: doubles are settled by the order of the walk, everything is sorted.
 */
import { createHash } from 'node:crypto';
import type { Series, SkippedFile, Study } from '../../../annotations/image/hierarchy.ts';
import { guessPhase } from '../../../annotations/image/phase.ts';
import type { FramePlane } from '../../../annotations/image/plane.ts';
import type { FrameLocations } from './frame-locations.ts';
import { type FrameHeader, type ImageHeader, type SeriesHeader, shownName } from './header.ts';
import { skippedFile } from './read-header.ts';
import { OTHER_IN_STUDY, samePatient } from './same-patient.ts';
import { StackGroup } from './stack-group.ts';
import { VoiLutPool } from './voi-luts.ts';

type SeriesState = {
  readonly header: SeriesHeader;
  readonly groups: StackGroup[];
  /** Lowest acquisition and contrast times seen: the phase is guessed from the earliest image. */
  acquisitionTime: number | null;
  contrastStartTime: number | null;
  /** Threads that met different patients in it. */
  patientsDiffer: boolean;
  built: Series | null;
};

type Known = { readonly order: number; readonly image: ImageHeader; readonly groups: readonly StackGroup[] };

export class HierarchyBuilder {
  readonly #locations: FrameLocations;
  readonly #series = new Map<string, SeriesState>();
  readonly #known = new Map<string, Known>();
  readonly #tables = new VoiLutPool();
  /** Images taken so far, doubles not counted. */
  images = 0;

  constructor(locations: FrameLocations) {
    this.#locations = locations;
  }

  /** Takes an image; `order` is its place in the walk. Returns the file that was left out as a double, if any. */
  add(image: ImageHeader, order: number): SkippedFile | null {
    const known = this.#known.get(image.sopInstanceUID);
    if (known !== undefined) {
      if (known.order <= order) return double(image, known.image);
      for (const group of known.groups) group.remove(image.sopInstanceUID);
      this.#touch(known.image);
      this.images -= 1;
    }
    const series = this.#seriesOf(image);
    series.patientsDiffer ||= !samePatient(series.header.study.patient, image.series.study.patient);
    const groups: StackGroup[] = [];
    for (const [plane, frames] of byDirection(this.#tables.shared(image.frames))) {
      const group = this.#groupOf(series, image, plane);
      group.add(image, frames);
      groups.push(group);
    }
    series.acquisitionTime = least(series.acquisitionTime, image.acquisitionTime);
    series.contrastStartTime = least(series.contrastStartTime, image.contrastStartTime);
    series.built = null;
    this.#known.set(image.sopInstanceUID, { order, image, groups });
    this.#locations.set(image.sopInstanceUID, image.location);
    this.images += 1;
    return known === undefined ? null : double(known.image, image);
  }

  /** All studies so far; what has not changed since the last call is the same object. */
  studies(): readonly Study[] {
    const studies = new Map<
      string,
      { header: SeriesHeader['study']; series: Series[]; patientsDiffer: boolean }
    >();
    for (const state of this.#series.values()) {
      const series = builtSeries(state);
      if (series.stacks.length === 0) continue;
      const { study } = state.header;
      const entry = studies.get(study.studyInstanceUID);
      if (entry === undefined) {
        const { patientsDiffer } = state;
        studies.set(study.studyInstanceUID, { header: study, series: [series], patientsDiffer });
      } else {
        entry.series.push(series);
        entry.patientsDiffer ||= state.patientsDiffer || !samePatient(entry.header.patient, study.patient);
      }
    }
    return [...studies.values()]
      .map(({ header, series, patientsDiffer }) => ({
        ...header,
        series: (patientsDiffer ? series.map(ofUnsurePatient) : series).sort(bySeriesNumber),
      }))
      .sort(byStudyDate);
  }

  #seriesOf(image: ImageHeader): SeriesState {
    // The same series in two studies happens in badly anonymised sets: kept apart.
    const key = `${image.series.study.studyInstanceUID}|${image.series.seriesInstanceUID}`;
    let state = this.#series.get(key);
    if (state === undefined) {
      state = {
        header: image.series,
        groups: [],
        acquisitionTime: null,
        contrastStartTime: null,
        patientsDiffer: false,
        built: null,
      };
      this.#series.set(key, state);
    }
    return state;
  }

  #touch(image: ImageHeader): void {
    this.#seriesOf(image).built = null;
  }

  #groupOf(series: SeriesState, image: ImageHeader, plane: FramePlane | null): StackGroup {
    const existing = series.groups.find((group) => group.takes(image, plane));
    if (existing !== undefined) return existing;
    const base = stackId(image, plane);
    const taken = series.groups.filter((group) => group.id.startsWith(base)).length;
    const group = new StackGroup(taken === 0 ? base : `${base}.${taken + 1}`, image, plane);
    series.groups.push(group);
    return group;
  }
}

const ofUnsurePatient = (series: Series): Series => ({
  ...series,
  stacks: series.stacks.map((stack) => ({
    ...stack,
    warnings: [{ kind: 'image', message: OTHER_IN_STUDY }, ...stack.warnings],
  })),
});

function builtSeries(state: SeriesState): Series {
  if (state.built !== null) return state.built;
  const { study: _study, patientBytes: _bytes, evidence, ...header } = state.header;
  const stacks = state.groups.filter((group) => !group.empty).flatMap((group) => group.stacks());
  const { acquisitionTime, contrastStartTime } = state;
  const passes = Math.max(1, ...state.groups.filter((group) => !group.empty).map(({ phases }) => phases));
  state.built = {
    ...header,
    phase: guessPhase({ ...evidence, acquisitionTime, contrastStartTime, passes }),
    // The largest stack is the series as people think of it; localizers come last.
    stacks: [...stacks].sort(
      (a, b) =>
        Number(a.localizer) - Number(b.localizer) ||
        b.frames.length - a.frames.length ||
        (a.id < b.id ? -1 : 1),
    ),
  };
  return state.built;
}

/** Frames of one image by orientation: a multi-frame localizer may hold two planes. */
function byDirection(frames: readonly FrameHeader[]): [FramePlane | null, FrameHeader[]][] {
  const [only] = frames;
  if (only !== undefined && frames.length === 1) return [[only.frame.plane, [only]]];
  const groups: [FramePlane | null, FrameHeader[]][] = [];
  for (const frame of frames) {
    const { plane } = frame.frame;
    const group = groups.find(([other]) => directionKey(other) === directionKey(plane));
    if (group === undefined) groups.push([plane, [frame]]);
    else group[1].push(frame);
  }
  return groups;
}

function directionKey(plane: FramePlane | null): string {
  if (plane === null) return '';
  const { rowDirection: r, columnDirection: c } = plane;
  return [r.x, r.y, r.z, c.x, c.y, c.z].map((v) => (Math.round(v * 1000) || 0).toString()).join(',');
}

/** Stable for the same files: a digest of what the frames of the stack share. */
function stackId(image: ImageHeader, plane: FramePlane | null): string {
  const shared = [
    image.series.study.studyInstanceUID,
    image.series.seriesInstanceUID,
    image.frameOfReferenceUID ?? '',
    image.location.rows,
    image.location.columns,
    image.storedType,
    image.photometric,
    image.localizer,
    directionKey(plane),
    plane === null
      ? ''
      : `${plane.spacing.betweenRowsMm.toFixed(2)},${plane.spacing.betweenColumnsMm.toFixed(2)}`,
  ].join('|');
  return createHash('sha256').update(shared).digest('hex').slice(0, 24);
}

const double = (left: ImageHeader, kept: ImageHeader): SkippedFile =>
  skippedFile(
    left.location,
    'duplicate',
    `It holds the same image (SOPInstanceUID) as ${shownName(kept.location)}.`,
  );

const least = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

const bySeriesNumber = (a: Series, b: Series): number =>
  (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER) ||
  (a.seriesInstanceUID < b.seriesInstanceUID ? -1 : 1);

const byStudyDate = (a: Study, b: Study): number => {
  const [left, right] = [
    `${a.date} ${a.time} ${a.studyInstanceUID}`,
    `${b.date} ${b.time} ${b.studyInstanceUID}`,
  ];
  return left < right ? -1 : left > right ? 1 : 0;
};
