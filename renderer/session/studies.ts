/** The opened studies as one tree, and where in it each frame lies. */
import { computed, type ReadableAtom } from 'nanostores';
import type { StackId } from '../../annotations/ids.ts';
import {
  type FrameRef,
  frameKey,
  type PatientIdentity,
  type Series,
  type Stack,
  type Study,
} from '../../annotations/image/hierarchy.ts';
import type { SourceId } from '../../electron/contract.ts';
import { $sources } from './sources.ts';

export type StackPlace = {
  readonly sourceId: SourceId;
  readonly study: Study;
  readonly series: Series;
  readonly stack: Stack;
};

export type PatientGroup = {
  readonly key: string;
  readonly patient: PatientIdentity;
  readonly studies: readonly { readonly sourceId: SourceId; readonly study: Study }[];
};

/** A study that was opened twice counts once. */
export const $patients: ReadableAtom<readonly PatientGroup[]> = computed($sources, (sources) => {
  const groups = new Map<
    string,
    { patient: PatientIdentity; studies: { sourceId: SourceId; study: Study }[] }
  >();
  const seen = new Set<string>();
  for (const { source, studies } of sources) {
    for (const study of studies) {
      if (seen.has(study.studyInstanceUID)) continue;
      seen.add(study.studyInstanceUID);
      const key = `${study.patient.id}\n${study.patient.name}`;
      const group = groups.get(key) ?? { patient: study.patient, studies: [] };
      group.studies.push({ sourceId: source.id, study });
      groups.set(key, group);
    }
  }
  return [...groups].map(([key, group]) => ({ key, ...group }));
});

/** All stacks in the order in which they are listed. */
export const $stacks: ReadableAtom<readonly StackPlace[]> = computed($patients, (patients) =>
  patients.flatMap(({ studies }) =>
    studies.flatMap(({ sourceId, study }) =>
      study.series.flatMap((series) => series.stacks.map((stack) => ({ sourceId, study, series, stack }))),
    ),
  ),
);

export const stackPlace = (id: StackId): StackPlace | null =>
  $stacks.get().find((place) => place.stack.id === id) ?? null;

export type FramePlace = StackPlace & { readonly slice: number };

let indexed: readonly StackPlace[] | null = null;
let frames = new Map<string, FramePlace>();

/** Where a frame is shown; null when its file has not been opened. */
export function framePlace(ref: FrameRef): FramePlace | null {
  const stacks = $stacks.get();
  if (stacks !== indexed) {
    indexed = stacks;
    frames = new Map();
    for (const place of stacks) {
      place.stack.frames.forEach((frame, slice) => {
        frames.set(frameKey(frame.ref), { ...place, slice });
      });
    }
  }
  return frames.get(frameKey(ref)) ?? null;
}
