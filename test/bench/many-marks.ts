/** Annotations with 20 marks on each of 60 slices of the series that `writeSeries` makes. */
import { WORKING_COPY_VERSION, type WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { Finding } from '../../annotations/finding/finding.ts';
import { asUid, type StudyInstanceUID } from '../../annotations/ids.ts';

export const MARKS_A_SLICE = 20;
/** Slices around the middle, which comes up first, that hold the marks. */
const MARKED = { from: 170, to: 230 };

export const MARKS = MARKS_A_SLICE * (MARKED.to - MARKED.from);

/** Of `ctFile` and `writeSeries`. */
const STUDY = asUid<StudyInstanceUID>('1.2.826.0.1.3680043.10.1');
const instance = (slice: number) => `1.2.826.0.1.3680043.10.4.${slice}`;

/** As many findings as marks a slice, each with one ellipse on every marked slice, in rows over the body. */
export function manyMarks(): WorkingCopy {
  const stamp = { by: 'Benchmark', at: '2025-01-01T00:00:00Z' };
  const slices = Array.from({ length: MARKED.to - MARKED.from }, (_, i) => MARKED.from + i);
  const findings = Array.from({ length: MARKS_A_SLICE }, (_, index): Finding => {
    const center = { x: 130 + (index % 5) * 60, y: 150 + Math.floor(index / 5) * 60 };
    return {
      trackingUID: asUid(`2.25.${1000 + index}`),
      trackingIdentifier: `Mass ${index + 1}`,
      site: 'retroperitoneal',
      laterality: 'left',
      levels: null,
      descriptors: {},
      note: '',
      evidence: [],
      regions: slices.map((slice) => ({
        uid: asUid(`2.25.${100_000 + index * 1000 + slice}`),
        frame: { sopInstanceUID: asUid(instance(slice)), frameNumber: 1 },
        shape: { kind: 'ellipse', center, radiusX: 22, radiusY: 16, rotation: 0.3 },
        text: '',
      })),
      origin: null,
      locked: false,
      created: stamp,
      modified: stamp,
    };
  });
  return {
    format: 'marginalia-annotations',
    version: WORKING_COPY_VERSION,
    revision: 1,
    saved: stamp,
    studyInstanceUIDs: [STUDY],
    findings,
    references: [],
    phases: [],
    report: null,
    imports: [],
  };
}
