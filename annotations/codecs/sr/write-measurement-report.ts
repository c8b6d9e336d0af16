/**
 * Findings as an SR of TID 1500 (PS3.16), the content tree of a Comprehensive 3D SR. One Measurement Group a region,
 * all groups of a finding under one Tracking UID; what describes the finding as a whole stands in its first group.
 *
 * Every group begins as the template says (tracking, finding, site, region, numbers); what the template has no row for
 * (the reader's words, who gave an answer) follows as items of our private scheme, which others may pass over.
 */
import type { Answer, Descriptors, Laterality, Question } from '../../finding/descriptors.ts';
import type { Finding } from '../../finding/finding.ts';
import type { Region } from '../../finding/region.ts';
import type { CodedConcept } from '../coded-concept.ts';
import { code } from '../coded-concept.ts';
import {
  ATTENUATION_CODES,
  CT_PROCEDURE,
  DEGREE_CODES,
  LATERALITY_CODES,
  MARGIN_CODES,
  MASS,
  MUSCLE_REFERENCE,
  NAMES,
  PATTERN_CODES,
  PHASE_CODES,
  PRESENCE_CODES,
  QUANTITIES,
  REFERENCE_CODES,
  SITE_CODES,
  TISSUE_PRESENCE_CODES,
  UNIT_CODES,
} from '../codes.ts';
import type { ReferenceRegion } from '../working-copy.ts';
import {
  codeItem,
  container,
  type Dataset,
  numItem,
  personItem,
  type ReferencedImage,
  scoordItem,
  textItem,
  uidItem,
} from './content-item.ts';
import { ellipseGraphic, polygonGraphic } from './region-graphics.ts';

/** A number that was measured in a region; `derivation` for those that summarise its pixels. */
export type ReportedNumber = {
  readonly quantity: CodedConcept;
  readonly derivation: CodedConcept | null;
  readonly unit: CodedConcept;
  readonly value: number;
};

export type MeasurementReport = {
  readonly findings: readonly Finding[];
  readonly references: readonly ReferenceRegion[];
  /** The name on the document: who read. */
  readonly observer: string;
  /** Null for a region whose image is not at hand: it cannot be written. */
  readonly imageOf: (region: Region) => ReferencedImage | null;
  readonly numbersOf: (region: Region) => readonly ReportedNumber[];
};

export type WrittenContent = {
  readonly content: Dataset;
  /** Regions that could not be written because their image is not at hand. */
  readonly left: readonly Region[];
};

export function measurementReportContent(report: MeasurementReport): WrittenContent {
  const left: Region[] = [];
  const groups: Dataset[] = [];
  for (const finding of report.findings) {
    const placed = finding.regions.filter((region) => report.imageOf(region) !== null);
    left.push(...finding.regions.filter((region) => !placed.includes(region)));
    if (placed.length === 0) groups.push(findingGroup(finding, null, report, true));
    for (const [index, region] of placed.entries()) {
      groups.push(findingGroup(finding, region, report, index === 0));
    }
  }
  for (const { region } of report.references) {
    if (report.imageOf(region) === null) left.push(region);
    else groups.push(referenceGroup(region, report));
  }
  const content = container('CONTAINS', NAMES.imagingMeasurementReport, '1500', [
    codeItem('HAS CONCEPT MOD', NAMES.language, code('RFC5646', 'en', 'English')),
    codeItem('HAS OBS CONTEXT', NAMES.observerType, code('DCM', '121006', 'Person')),
    personItem('HAS OBS CONTEXT', NAMES.personObserverName, report.observer || 'Unknown'),
    codeItem('HAS CONCEPT MOD', NAMES.procedureReported, CT_PROCEDURE),
    container('CONTAINS', NAMES.imagingMeasurements, null, groups),
  ]);
  delete content.RelationshipType;
  return { content, left };
}

function findingGroup(
  finding: Finding,
  region: Region | null,
  report: MeasurementReport,
  leading: boolean,
): Dataset {
  return container('CONTAINS', NAMES.measurementGroup, templateOf(region), [
    textItem('HAS OBS CONTEXT', NAMES.trackingIdentifier, finding.trackingIdentifier || UNNAMED),
    uidItem('HAS OBS CONTEXT', NAMES.trackingUid, finding.trackingUID),
    codeItem('CONTAINS', NAMES.finding, MASS),
    ...siteItems(finding),
    ...(region === null ? [] : regionItems(region, report)),
    ...(leading ? descriptionItems(finding) : []),
  ]);
}

/** Text values must not be empty; reading makes an empty name of it again. */
export const UNNAMED = '(unnamed)';

/** Planar regions by TID 1410, lines and groups without a region by TID 1501. */
const templateOf = (region: Region | null): string =>
  region !== null && ['ellipse', 'polygon', 'point', 'arrow', 'text'].includes(region.shape.kind)
    ? '1410'
    : '1501';

function referenceGroup(region: Region, report: MeasurementReport): Dataset {
  return container('CONTAINS', NAMES.measurementGroup, templateOf(region), [
    textItem('HAS OBS CONTEXT', NAMES.trackingIdentifier, 'Reference muscle'),
    uidItem('HAS OBS CONTEXT', NAMES.trackingUid, region.uid),
    codeItem('CONTAINS', NAMES.finding, MUSCLE_REFERENCE),
    codeItem('HAS CONCEPT MOD', NAMES.findingSite, REFERENCE_CODES.muscle),
    ...regionItems(region, report),
  ]);
}

/** "Midline" is no laterality of CID 244: it stands as a topographical modifier. */
const sideItem = (laterality: Laterality): Dataset =>
  codeItem(
    'HAS CONCEPT MOD',
    laterality === 'midline' ? NAMES.topographicalModifier : NAMES.laterality,
    LATERALITY_CODES[laterality],
  );

function siteItems({ site, laterality }: Finding): readonly Dataset[] {
  const side = laterality === null ? [] : [sideItem(laterality)];
  if (site === null) return side;
  const { site: code, modifier } = SITE_CODES[site];
  const exact = modifier === null ? [] : [codeItem('HAS CONCEPT MOD', NAMES.topographicalModifier, modifier)];
  return [codeItem('HAS CONCEPT MOD', NAMES.findingSite, code, [...side, ...exact])];
}

function regionItems(region: Region, report: MeasurementReport): readonly Dataset[] {
  const image = report.imageOf(region) as ReferencedImage;
  const numbers = report.numbersOf(region);
  const { shape } = region;
  const common: Dataset[] = [uidItem('CONTAINS', NAMES.regionUid, region.uid)];
  if (region.text !== '') common.push(textItem('CONTAINS', NAMES.regionText, region.text));
  switch (shape.kind) {
    case 'ellipse': {
      const { type, points } = ellipseGraphic(shape);
      return [
        scoordItem('CONTAINS', NAMES.imageRegion, type, points, image),
        ...numbers.map(plainNumber),
        ...common,
      ];
    }
    case 'polygon': {
      const { type, points } = polygonGraphic(shape.points);
      return [
        scoordItem('CONTAINS', NAMES.imageRegion, type, points, image),
        ...numbers.map(plainNumber),
        ...common,
      ];
    }
    case 'point':
      return [scoordItem('CONTAINS', NAMES.imageRegion, 'POINT', [shape.point], image), ...common];
    case 'text':
      return [
        scoordItem('CONTAINS', NAMES.imageRegion, 'POINT', [shape.anchor], image),
        textItem('CONTAINS', NAMES.regionKind, 'text'),
        ...common,
      ];
    case 'arrow':
      return [
        scoordItem('CONTAINS', NAMES.imageRegion, 'POINT', [shape.tip], image),
        scoordItem('CONTAINS', NAMES.regionKind, 'POLYLINE', [shape.tip, shape.tail], image),
        ...common,
      ];
    case 'polyline':
      return [
        axisItem(
          QUANTITIES.length,
          numbers,
          scoordItem('INFERRED FROM', null, 'POLYLINE', shape.points, image),
        ),
        ...common,
      ];
    case 'bidirectional':
      return [
        axisItem(
          QUANTITIES.longAxis,
          numbers,
          scoordItem('INFERRED FROM', null, 'POLYLINE', shape.long, image),
        ),
        axisItem(
          QUANTITIES.shortAxis,
          numbers,
          scoordItem('INFERRED FROM', null, 'POLYLINE', shape.short, image),
        ),
        ...common,
      ];
  }
}

const plainNumber = (number: ReportedNumber): Dataset =>
  numItem(
    'CONTAINS',
    number.quantity,
    number.value,
    number.unit,
    number.derivation === null ? [] : [codeItem('HAS CONCEPT MOD', NAMES.derivation, number.derivation)],
  );

/** A length with the line that it was taken along. Throws when the number is missing: a line without one is no line. */
function axisItem(quantity: CodedConcept, numbers: readonly ReportedNumber[], line: Dataset): Dataset {
  const number = numbers.find((each) => each.quantity === quantity);
  // Without a known spacing there is no length in mm; the line itself still travels.
  if (number === undefined)
    return { ...line, RelationshipType: 'CONTAINS', ConceptNameCodeSequence: codeOf(quantity) };
  return numItem('CONTAINS', number.quantity, number.value, number.unit, [line]);
}

const codeOf = (concept: CodedConcept): Dataset[] => [
  { CodeValue: concept.value, CodingSchemeDesignator: concept.scheme, CodeMeaning: concept.meaning },
];

/** What is true of the finding as a whole. */
function descriptionItems(finding: Finding): readonly Dataset[] {
  const items: Dataset[] = [...descriptorItems(finding.descriptors)];
  for (const level of finding.levels ?? []) items.push(textItem('CONTAINS', NAMES.level, level));
  if (finding.note !== '') items.push(textItem('CONTAINS', NAMES.comment, finding.note));
  for (const { start, end, text } of finding.evidence) {
    items.push(textItem('CONTAINS', NAMES.quotation, `${start}-${end} ${text}`));
  }
  items.push(
    textItem('CONTAINS', NAMES.reader, `created ${finding.created.at} ${finding.created.by}`),
    textItem('CONTAINS', NAMES.reader, `modified ${finding.modified.at} ${finding.modified.by}`),
  );
  if (finding.locked) items.push(codeItem('CONTAINS', NAMES.locked, PRESENCE_CODES.present));
  if (finding.origin !== null) items.push(textItem('CONTAINS', NAMES.origin, JSON.stringify(finding.origin)));
  return items;
}

/** One entry a question; the answer's source follows each as its property. */
const writers: {
  readonly [Q in Question]: (value: Answer<Q>['value'], source: readonly Dataset[]) => readonly Dataset[];
} = {
  presence: (value, source) => [codeItem('CONTAINS', NAMES.presence, PRESENCE_CODES[value], source)],
  attenuation: (value, source) => [codeItem('CONTAINS', NAMES.attenuation, ATTENUATION_CODES[value], source)],
  attenuationReference: (value, source) => [
    codeItem('CONTAINS', NAMES.attenuationReference, REFERENCE_CODES[value], source),
  ],
  attenuationHu: (value, source) => [
    numItem('CONTAINS', NAMES.reportedAttenuation, value.fromHu, UNIT_CODES.hu, source),
    numItem('CONTAINS', NAMES.reportedAttenuation, value.toHu, UNIT_CODES.hu),
  ],
  attenuationPhase: (value, source) => [
    codeItem('CONTAINS', NAMES.reportedPhase, PHASE_CODES[value], source),
  ],
  fat: (value, source) => [codeItem('CONTAINS', NAMES.fat, TISSUE_PRESENCE_CODES[value], source)],
  calcification: (value, source) => [
    codeItem('CONTAINS', NAMES.calcification, TISSUE_PRESENCE_CODES[value], source),
  ],
  enhancementDegree: (value, source) =>
    value.map((degree) => codeItem('CONTAINS', NAMES.enhancementDegree, DEGREE_CODES[degree], source)),
  enhancementPattern: (value, source) => [
    codeItem('CONTAINS', NAMES.enhancementPattern, PATTERN_CODES[value], source),
  ],
  margin: (value, source) => [codeItem('CONTAINS', NAMES.margin, MARGIN_CODES[value], source)],
  sizeMm: (value, source) =>
    value.map((size) => numItem('CONTAINS', NAMES.reportedSize, size, UNIT_CODES.mm, source)),
  encases: (value, source) => value.map((what) => textItem('CONTAINS', NAMES.encases, what, source)),
  extendsTo: (value, source) => value.map((what) => textItem('CONTAINS', NAMES.extendsTo, what, source)),
};

function descriptorItems(descriptors: Descriptors): readonly Dataset[] {
  return (Object.keys(writers) as Question[]).flatMap((question) => {
    const answer = descriptors[question];
    if (answer === undefined) return [];
    const { kind } = answer.source;
    const words = answer.source.kind === 'measurement' ? `measurement: ${answer.source.basis}` : kind;
    const source = [textItem('HAS PROPERTIES', NAMES.answerSource, words)];
    return (writers[question] as (value: unknown, source: readonly Dataset[]) => readonly Dataset[])(
      answer.value,
      source,
    );
  });
}
