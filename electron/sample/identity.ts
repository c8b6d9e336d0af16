/** Names and identifiers of the sample case: all made up, all the same in every copy of one version. */
import { createHash } from 'node:crypto';
import {
  type AnyUID,
  type FrameOfReferenceUID,
  makeUid,
  type RegionUID,
  type SeriesInstanceUID,
  type SOPInstanceUID,
  type StudyInstanceUID,
  type TrackingUID,
} from '../../annotations/ids.ts';

/** Rises whenever pixels, report or annotations change: every identifier changes with it. */
export const sampleVersion = 1;

export const phases = [
  {
    phase: 'noncontrast',
    folder: 'noncontrast',
    seriesNumber: 2,
    description: 'Abdomen noncontrast 2.5 B30f',
    protocol: 'Abdomen 2 phases',
    acquisitionTime: '101412',
    contrast: null,
  },
  {
    phase: 'portal-venous',
    folder: 'portal-venous',
    seriesNumber: 3,
    description: 'Abdomen portal venous 2.5 B30f',
    protocol: 'Abdomen 2 phases',
    acquisitionTime: '101853',
    contrast: {
      agent: 'Iohexol 350',
      route: 'INTRAVENOUS',
      startTime: '101743',
      stopTime: '101813',
      volumeMl: '100',
      flowMlPerS: '3.3',
    },
  },
] as const;

export type SamplePhase = (typeof phases)[number];
export type PhaseName = SamplePhase['phase'];

export const patient = {
  name: 'Sample^Teaching Case',
  id: 'MARGINALIA-SAMPLE',
  birthDate: '19850611',
  sex: 'M',
  age: '039Y',
} as const;
export const studyDate = '20250303';
export const studyDescription = 'CT abdomen, synthetic teaching case';

export const studyInstanceUID = uidOf<StudyInstanceUID>('study');
export const frameOfReferenceUID = uidOf<FrameOfReferenceUID>('frame of reference');
export const seriesInstanceUID = (phase: PhaseName): SeriesInstanceUID => uidOf(`series ${phase}`);
/** `slice` counts from 0 at the top. */
export const sopInstanceUID = (phase: PhaseName, slice: number): SOPInstanceUID =>
  uidOf(`slice ${phase} ${slice}`);
export const trackingUID = (finding: string): TrackingUID => uidOf(`finding ${finding}`);
export const regionUID = (name: string): RegionUID => uidOf(`region ${name}`);

/** File of a slice below the case's folder. */
export const sliceFile = (phase: SamplePhase, slice: number): string =>
  `${phase.folder}/${String(slice + 1).padStart(4, '0')}.dcm`;

function uidOf<U extends AnyUID>(name: string): U {
  const digest = createHash('sha256').update(`marginalia sample case ${sampleVersion}: ${name}`).digest();
  return makeUid<U>(Uint8Array.from(digest.subarray(0, 16)));
}
