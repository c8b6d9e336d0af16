/**
 * Every code that is written or recognised, with its source: the context group of PS3.16 (CID), the template (TID), or
 * RadLex. `99LESION` codes are private: no public code with that meaning was found.
 */
import type {
  Attenuation,
  AttenuationReference,
  EnhancementDegree,
  EnhancementPattern,
  Laterality,
  Margin,
  Presence,
  Site,
  TissuePresence,
} from '../finding/descriptors.ts';
import type { Phase } from '../image/hierarchy.ts';
import { type CodedConcept, code, PRIVATE_SCHEME } from './coded-concept.ts';

const own = (value: string, meaning: string): CodedConcept => code(PRIVATE_SCHEME, value, meaning);
const dcm = (value: string, meaning: string): CodedConcept => code('DCM', value, meaning);
const sct = (value: string, meaning: string): CodedConcept => code('SCT', value, meaning);
const radlex = (value: string, meaning: string): CodedConcept => code('RADLEX', value, meaning);
const ucum = (value: string, meaning: string): CodedConcept => code('UCUM', value, meaning);

/** Names of content items. */
export const NAMES = {
  imagingMeasurementReport: dcm('126000', 'Imaging Measurement Report'), // CID 7021
  imagingMeasurements: dcm('126010', 'Imaging Measurements'), // TID 1500
  imageLibrary: dcm('111028', 'Image Library'), // TID 1600
  imageLibraryGroup: dcm('126200', 'Image Library Group'), // TID 1600
  measurementGroup: dcm('125007', 'Measurement Group'), // TID 1410, 1411, 1501
  trackingIdentifier: dcm('112039', 'Tracking Identifier'), // TID 1410, 1501
  trackingUid: dcm('112040', 'Tracking Unique Identifier'), // TID 1410, 1501
  finding: dcm('121071', 'Finding'), // TID 1410, 1501
  findingSite: sct('363698007', 'Finding Site'), // TID 1410, 1501
  laterality: sct('272741003', 'Laterality'), // CID 210
  topographicalModifier: sct('106233006', 'Topographical modifier'), // CID 210
  imageRegion: dcm('111030', 'Image Region'), // TID 1410
  derivation: dcm('121401', 'Derivation'), // CID 9000
  comment: dcm('121106', 'Comment'), // CID 12101
  procedureReported: dcm('121058', 'Procedure reported'), // TID 1500
  language: dcm('121049', 'Language of Content Item and Descendants'), // TID 1204
  observerType: dcm('121005', 'Observer Type'), // TID 1002
  personObserverName: dcm('121008', 'Person Observer Name'), // TID 1003
  qualitativeEvaluations: code('UMLS', 'C0034375', 'Qualitative Evaluations'), // TID 1500
  contrastPhase: dcm('109058', 'Contrast Phase'),
  attenuation: radlex('RID6037', 'attenuation characteristic'),
  attenuationReference: own('ATTNREF', 'Attenuation reference tissue'),
  enhancementDegree: radlex('RID43365', 'lesion enhancement'),
  enhancementPattern: radlex('RID6058', 'enhancement pattern'),
  calcification: radlex('RID5196', 'calcification'),
  fat: sct('256674009', 'Fat'), // CID 6211
  margin: radlex('RID43359', 'lesion margin'),
  presence: own('PRESENCE', 'Presence of the finding'),
  level: own('LEVEL', 'Vertebral level'),
  encases: own('ENCASES', 'Encased structure'),
  extendsTo: own('EXTENDS', 'Extends to structure'),
  reportedSize: own('REPSIZE', 'Reported diameter'),
  reportedAttenuation: own('REPHU', 'Reported attenuation'),
  reportedPhase: own('REPPHASE', 'Phase of the reported attenuation'),
  quotation: own('QUOTE', 'Quotation from the report'),
  answerSource: own('SOURCE', 'Source of the answer'),
  regionUid: own('REGION', 'Region identifier'),
  regionKind: own('KIND', 'Kind of region'),
  regionText: own('TEXT', 'Text beside the region'),
  reader: own('READER', 'Reader and time'),
  locked: own('LOCKED', 'Locked against change'),
  origin: own('ORIGIN', 'Origin of the finding'),
} as const;

/** CID 100: which part of the body was examined is not ours to say. */
export const CT_PROCEDURE = code('LN', '25045-6', 'CT unspecified body region');

export const MASS = sct('4147007', 'Mass'); // CID 6104
export const MUSCLE_REFERENCE = own('MUSCLEREF', 'Reference region of skeletal muscle');

/** Measured quantities. */
export const QUANTITIES = {
  length: sct('410668003', 'Length'), // CID 7470
  longAxis: sct('103339001', 'Long Axis'), // CID 7470
  shortAxis: sct('103340004', 'Short Axis'), // CID 7470
  area: sct('42798000', 'Area'), // CID 7469
  volume: sct('118565006', 'Volume'), // CID 7469
  attenuation: dcm('112031', 'Attenuation Coefficient'), // CID 7469
} as const;

/** CID 7464. */
export const DERIVATIONS = {
  mean: sct('373098007', 'Mean'),
  sd: sct('386136009', 'Standard Deviation'),
  min: sct('255605001', 'Minimum'),
  max: sct('56851009', 'Maximum'),
} as const;

/** CID 7460, 7461, 7462, 7181. */
export const UNIT_CODES = {
  mm: ucum('mm', 'millimeter'),
  mm2: ucum('mm2', 'square millimeter'),
  mm3: ucum('mm3', 'cubic millimeter'),
  hu: ucum("[hnsf'U]", 'Hounsfield unit'),
} as const;

/** A site, and the modifier that makes it exact where the code alone is too wide. */
export const SITE_CODES: {
  readonly [S in Site]: { readonly site: CodedConcept; readonly modifier: CodedConcept | null };
} = {
  paraspinal: { site: own('PARASPINAL', 'Paraspinal region'), modifier: null },
  perirenal: { site: radlex('RID434', 'perirenal space'), modifier: null },
  pararenal: { site: own('PARARENAL', 'Pararenal space, unspecified'), modifier: null },
  periaortic: { site: sct('7832008', 'Abdominal aorta'), modifier: own('PERIAORTIC', 'Periaortic') }, // CID 4030
  retroperitoneal: { site: sct('82849001', 'Retroperitoneum'), modifier: null }, // CID 4
  paracostal: { site: sct('78904004', 'Chest wall'), modifier: own('PARACOSTAL', 'Paracostal') }, // CID 6129
  prevertebral: { site: own('PREVERTEBRAL', 'Prevertebral space'), modifier: null },
  presacral: { site: own('PRESACRAL', 'Presacral space'), modifier: null },
  mediastinal: { site: sct('72410000', 'Mediastinum'), modifier: null }, // CID 4
  other: { site: own('OTHERSITE', 'Other site'), modifier: null },
};

/** CID 244; midline of CID 5. */
export const LATERALITY_CODES: { readonly [L in Laterality]: CodedConcept } = {
  right: sct('24028007', 'Right'),
  left: sct('7771000', 'Left'),
  bilateral: sct('51440002', 'Bilateral'),
  midline: sct('261129000', 'Midline'),
};

/** CID 240. */
export const PRESENCE_CODES: { readonly [P in Presence]: CodedConcept } = {
  present: sct('52101004', 'Present'),
  absent: sct('272519000', 'Absent'),
  uncertain: sct('373068000', 'Undetermined'),
};

export const TISSUE_PRESENCE_CODES: { readonly [P in TissuePresence]: CodedConcept } = {
  present: PRESENCE_CODES.present,
  absent: PRESENCE_CODES.absent,
};

export const ATTENUATION_CODES: { readonly [A in Attenuation]: CodedConcept } = {
  hypo: radlex('RID6039', 'low attenuation'),
  iso: radlex('RID6040', 'isoattenuating'),
  hyper: radlex('RID6038', 'high attenuation'),
};

export const REFERENCE_CODES: { readonly [R in AttenuationReference]: CodedConcept } = {
  muscle: sct('127954009', 'Skeletal muscle'), // CID 7710
  liver: sct('10200004', 'Liver'), // CID 4
  spleen: sct('78961009', 'Spleen'), // CID 4
  kidney: sct('64033007', 'Kidney'), // CID 4
  'blood-pool': own('BLOODPOOL', 'Blood pool'),
};

export const DEGREE_CODES: { readonly [D in EnhancementDegree]: CodedConcept } = {
  none: radlex('RID28454', 'none'),
  minimal: radlex('RID5670', 'minimal'),
  mild: radlex('RID5671', 'mild'),
  moderate: radlex('RID5672', 'moderate'),
  marked: radlex('RID34299', 'marked'),
};

export const PATTERN_CODES: { readonly [P in EnhancementPattern]: CodedConcept } = {
  homogeneous: radlex('RID39563', 'homogeneous enhancement'),
  heterogeneous: radlex('RID39457', 'heterogeneous enhancement'),
  peripheral: own('PERIPHERAL', 'Peripheral enhancement'),
};

export const MARGIN_CODES: { readonly [M in Margin]: CodedConcept } = {
  'well-defined': sct('260409000', 'Well defined'), // CID 6120
  'ill-defined': sct('300841009', 'Poorly defined'), // CID 6120
  infiltrative: radlex('RID6282', 'infiltrative'),
};

export const PHASE_CODES: { readonly [P in Phase]: CodedConcept } = {
  noncontrast: radlex('RID11086', 'unenhanced phase'),
  arterial: radlex('RID11080', 'arterial phase'),
  'portal-venous': radlex('RID11085', 'portal venous phase'),
  delayed: radlex('RID11081', 'delayed phase'),
  unspecified: own('PHASENOS', 'Phase not specified'),
};
