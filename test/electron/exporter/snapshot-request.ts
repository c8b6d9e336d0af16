/** A small request for tests: a ramp of HU with a bright square, one finding marked on it. */
import type { Finding } from '../../../annotations/finding/finding.ts';
import { asUid } from '../../../annotations/ids.ts';
import { UNTURNED } from '../../../annotations/image/orientation.ts';
import { DEFAULT_CT_VOI } from '../../../annotations/image/voi.ts';
import { LAYERS, type SnapshotRequest } from '../../../annotations/scene/snapshot.ts';
import { plainFrame } from '../../annotations/image/plain-stack.ts';

const stamp = { by: 'Reader', at: '2026-01-01T00:00:00Z' };
const source = { kind: 'reader' } as const;

export const finding: Finding = {
  trackingUID: asUid('2.25.77'),
  trackingIdentifier: 'Left paraspinal mass',
  site: 'paraspinal',
  laterality: 'left',
  levels: null,
  descriptors: {
    attenuation: { value: 'hypo', source },
    attenuationReference: { value: 'muscle', source },
    enhancementDegree: { value: ['mild', 'moderate'], source },
  },
  note: '',
  evidence: [],
  regions: [
    {
      uid: asUid('2.25.78'),
      frame: { sopInstanceUID: asUid('1.2.840.3'), frameNumber: 1 },
      shape: { kind: 'ellipse', center: { x: 128, y: 150 }, radiusX: 30, radiusY: 20, rotation: 0.3 },
      text: '',
    },
    {
      uid: asUid('2.25.79'),
      frame: { sopInstanceUID: asUid('1.2.840.4'), frameNumber: 1 },
      shape: { kind: 'point', point: { x: 5, y: 5 } },
      text: '',
    },
  ],
  origin: null,
  locked: false,
  created: stamp,
  modified: stamp,
};

export function snapshotRequest(changes: Partial<SnapshotRequest> = {}): SnapshotRequest {
  const rescale = { slope: 1, intercept: -1024, type: 'HU' };
  const values = Int16Array.from({ length: 256 * 256 }, (_, index) => {
    const [column, row] = [index % 256, Math.floor(index / 256)];
    const inSquare = column >= 100 && column < 150 && row >= 130 && row < 180;
    return 1024 + (inSquare ? 60 : Math.round((column - 128) * 1.5));
  });
  const spacing = { betweenRowsMm: 0.8, betweenColumnsMm: 0.8 };
  return {
    frame: plainFrame('1.2.840.3', {
      plane: {
        position: { x: -100, y: -100, z: 0 },
        rowDirection: { x: 1, y: 0, z: 0 },
        columnDirection: { x: 0, y: 1, z: 0 },
        spacing,
      },
      rescale,
      sliceLocationMm: 12.5,
      sliceThicknessMm: 2.5,
      acquisitionNumber: 1,
    }),
    photometric: 'MONOCHROME2',
    pixels: { rows: 256, columns: 256, storedType: 'int16', values, rescale, padding: null },
    context: {
      patient: { name: 'Doe, Jane', id: 'P-77', birthDate: '1950-01-02', sex: 'F', age: '74 years' },
      institution: 'St. Elsewhere',
      studyInstanceUID: '1.2.840.1',
      studyDate: '2024-02-29',
      studyDescription: 'CT abdomen',
      seriesInstanceUID: '1.2.840.2',
      seriesNumber: 3,
      seriesDescription: 'portal venous',
      phase: 'portal-venous',
      position: 1,
      count: 12,
    },
    voi: DEFAULT_CT_VOI,
    overlays: [],
    invert: false,
    turn: UNTURNED,
    area: null,
    size: { kind: 'scale', scale: 1 },
    layers: LAYERS,
    identity: 'hide',
    findings: [finding],
    format: 'png',
    ...changes,
  };
}
