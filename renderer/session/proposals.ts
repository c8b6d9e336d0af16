/** Findings read from the report, offered to the reader: to accept, to add to one that is there, or to leave. */
import type {
  Descriptors,
  EnhancementDegree,
  Question,
  VertebralLevel,
} from '../../annotations/finding/descriptors.ts';
import type { TrackingUID } from '../../annotations/ids.ts';
import { extractFindings, type ReportFinding } from '../../annotations/report/report.ts';
import { findingTitle } from '../../annotations/scene/label-text.ts';
import type { AnnotationState, FindingDraft } from '../../annotations/store/annotation-store.ts';

export type Proposal = {
  readonly draft: FindingDraft & { readonly name: string };
  /** The finding that most likely is the same mass; null for none. */
  readonly same: TrackingUID | null;
  /** That finding is linked to the report already, by one of these quotations: nothing is left to do. */
  readonly known: boolean;
};

const REPORT = { kind: 'report' } as const;

const list = (degrees: ReportFinding['enhancementDegree']): readonly EnhancementDegree[] | null =>
  degrees === null ? null : typeof degrees === 'string' ? [degrees] : degrees;

function descriptorsOf(read: ReportFinding): Descriptors {
  const hu = read.attenuationHU;
  const values: { readonly [Q in Question]: unknown } = {
    presence: read.present,
    attenuation: read.attenuation,
    attenuationReference: read.attenuationReference,
    attenuationHu:
      hu === null ? null : typeof hu === 'number' ? { fromHu: hu, toHu: hu } : { fromHu: hu[0], toHu: hu[1] },
    attenuationPhase: read.attenuationPhase,
    fat: read.fat,
    calcification: read.calcification,
    enhancementDegree: list(read.enhancementDegree),
    enhancementPattern: read.enhancementPattern,
    margin: read.margin,
    sizeMm: read.sizeMm,
    encases: read.encases.length === 0 ? null : read.encases,
    extendsTo: read.extendsTo.length === 0 ? null : read.extendsTo,
  };
  const answered = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(answered.map(([question, value]) => [question, { value, source: REPORT }]));
}

/** Shared quotations say most; the same site, on a side that does not contradict, says enough. */
function sameFinding(read: ReportFinding, state: AnnotationState): TrackingUID | null {
  const starts = new Set(read.evidence.map((one) => one.start));
  const scores = state.findings.map((finding) => {
    const shared = finding.evidence.filter((one) => starts.has(one.start)).length;
    const side =
      finding.laterality === null || read.laterality === null || finding.laterality === read.laterality;
    const score = 4 * shared + (finding.site === read.site ? 2 : -2) + (side ? 1 : -2);
    return { uid: finding.trackingUID, score };
  });
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a), {
    uid: null as TrackingUID | null,
    score: 0,
  });
  return best.score >= 3 ? best.uid : null;
}

export function proposalsOf(report: string, state: AnnotationState): readonly Proposal[] {
  return extractFindings(report).map((read) => {
    const same = sameFinding(read, state);
    const own = state.findings.find((finding) => finding.trackingUID === same);
    const { site, laterality } = read;
    return {
      draft: {
        name: findingTitle({ trackingIdentifier: '', site, laterality }),
        site,
        laterality,
        levels: read.levels as readonly [VertebralLevel, VertebralLevel] | null,
        descriptors: descriptorsOf(read),
        evidence: read.evidence,
        origin: null,
      },
      same,
      known:
        own !== undefined &&
        read.evidence.some((one) => own.evidence.some((known) => known.start === one.start)),
    };
  });
}
