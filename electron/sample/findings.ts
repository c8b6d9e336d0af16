/** The saved annotations of the case: four findings with their regions, descriptors, notes and evidence. */
import {
  type ReferenceRegion,
  WORKING_COPY_FORMAT,
  WORKING_COPY_VERSION,
  type WorkingCopy,
} from '../../annotations/codecs/working-copy.ts';
import type { Descriptors, Laterality, Site, VertebralLevel } from '../../annotations/finding/descriptors.ts';
import type { Finding, Stamp } from '../../annotations/finding/finding.ts';
import type { Region } from '../../annotations/finding/region.ts';
import { regionUID, sopInstanceUID, studyDate, studyInstanceUID, trackingUID } from './identity.ts';
import { type MassName, massNames } from './mass-shapes.ts';
import type { MeasuredMass, MeasuredShape } from './measured.ts';
import { evidenceOf, type ReportSentences, sizeCm } from './report.ts';

const stamp: Stamp = {
  by: 'Marginalia sample',
  at: `${studyDate.slice(0, 4)}-${studyDate.slice(4, 6)}-${studyDate.slice(6)}T12:00:00Z`,
};
const source = { kind: 'report' } as const;

type Entry = {
  name: string;
  site: Site;
  laterality: Laterality;
  descriptors: (mass: MeasuredMass) => Descriptors;
};

const present = { value: 'present', source } as const;
const absent = { value: 'absent', source } as const;
const moderate = { value: ['moderate'] as const, source };

const statedHu = (mass: MeasuredMass): Descriptors => {
  const value = Math.round(mass.contourHu.native);
  return {
    attenuationHu: { value: { fromHu: value, toHu: value }, source },
    attenuationPhase: { value: 'noncontrast', source },
  };
};
const stated = (mass: MeasuredMass): Descriptors => ({
  sizeMm: { value: sizeCm(mass).map((cm) => Math.round(cm * 10)), source },
});

const entries: Readonly<Record<MassName, Entry>> = {
  paraspinal: {
    name: 'Left paraspinal mass',
    site: 'paraspinal',
    laterality: 'left',
    descriptors: (mass) => ({
      presence: present,
      attenuation: { value: 'hypo', source },
      attenuationReference: { value: 'muscle', source },
      ...statedHu(mass),
      fat: absent,
      calcification: absent,
      enhancementDegree: moderate,
      enhancementPattern: { value: 'homogeneous', source },
      margin: { value: 'well-defined', source },
      ...stated(mass),
    }),
  },
  paracostal: {
    name: 'Right paracostal mass',
    site: 'paracostal',
    laterality: 'right',
    descriptors: (mass) => ({
      presence: present,
      attenuation: { value: 'iso', source },
      attenuationReference: { value: 'muscle', source },
      fat: present,
      enhancementDegree: { value: ['none'], source },
      ...stated(mass),
    }),
  },
  periaortic: {
    name: 'Periaortic mass',
    site: 'periaortic',
    laterality: 'midline',
    descriptors: (mass) => ({
      presence: present,
      ...statedHu(mass),
      enhancementDegree: moderate,
      enhancementPattern: { value: 'heterogeneous', source },
      encases: { value: ['aorta'], source },
      ...stated(mass),
    }),
  },
  perirenal: {
    name: 'Left perirenal tissue',
    site: 'perirenal',
    laterality: 'left',
    descriptors: (mass) => ({
      presence: present,
      ...statedHu(mass),
      enhancementDegree: moderate,
      enhancementPattern: { value: 'heterogeneous', source },
      margin: { value: 'ill-defined', source },
      encases: { value: ['kidney'], source },
    }),
  },
};

export const findingName = (mass: MassName): string => entries[mass].name;

export function annotationsOf(
  masses: Readonly<Record<MassName, MeasuredMass>>,
  muscle: readonly MeasuredShape[],
  report: ReportSentences,
): WorkingCopy {
  return {
    format: WORKING_COPY_FORMAT,
    version: WORKING_COPY_VERSION,
    revision: 1,
    saved: stamp,
    studyInstanceUIDs: [studyInstanceUID],
    findings: massNames.map((mass) => finding(masses[mass], report)),
    references: muscle.map((shape): ReferenceRegion => ({ tissue: 'muscle', region: region(shape) })),
    phases: [],
    report: { text: report.text, source: 'report.txt' },
    imports: [],
  };
}

function finding(measured: MeasuredMass, report: ReportSentences): Finding {
  const { mass, levels } = measured;
  const { name, site, laterality, descriptors } = entries[mass];
  const evidence = evidenceOf(report, mass);
  return {
    trackingUID: trackingUID(mass),
    trackingIdentifier: name,
    site,
    laterality,
    levels: levels as readonly [VertebralLevel, VertebralLevel],
    descriptors: descriptors(measured),
    note: report.sentences[mass].slice(0, -1).join(' '),
    evidence,
    regions: measured.shapes.map(region),
    origin: null,
    locked: false,
    created: stamp,
    modified: stamp,
  };
}

function region({ name, phase, slice, shape, text }: MeasuredShape): Region {
  return {
    uid: regionUID(name),
    frame: { sopInstanceUID: sopInstanceUID(phase, slice), frameNumber: 1 },
    shape,
    text,
  };
}
