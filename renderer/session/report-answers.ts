/** The report's answers to the questions about a finding, and which of its words gave them: read anew, not stored. */
import type { Descriptors, EnhancementDegree, Question } from '../../annotations/finding/descriptors.ts';
import type { Evidence, Finding } from '../../annotations/finding/finding.ts';
import type { AnswerWords } from '../../annotations/finding/split.ts';
import {
  type ExplainedFinding,
  explainFindings,
  type ReportField,
  type ReportFinding,
} from '../../annotations/report/report.ts';
import { same } from '../../annotations/same.ts';

const REPORT = { kind: 'report' } as const;

const list = (degrees: ReportFinding['enhancementDegree']): readonly EnhancementDegree[] | null =>
  degrees === null ? null : typeof degrees === 'string' ? [degrees] : degrees;

export function descriptorsOf(read: ReportFinding): Descriptors {
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

/** Site and side have no source of their own: both halves keep the site. */
const ASKED: { readonly [F in ReportField]: Question | 'levels' | null } = {
  site: null,
  laterality: null,
  levels: 'levels',
  present: 'presence',
  sizeMm: 'sizeMm',
  attenuationHU: 'attenuationHu',
  attenuationPhase: 'attenuationPhase',
  attenuation: 'attenuation',
  attenuationReference: 'attenuationReference',
  fat: 'fat',
  calcification: 'calcification',
  enhancementDegree: 'enhancementDegree',
  enhancementPattern: 'enhancementPattern',
  margin: 'margin',
  encases: 'encases',
  extendsTo: 'extendsTo',
};

type Words = { -readonly [K in keyof AnswerWords]: readonly Evidence[] };

export function answerWords({ reasons }: ExplainedFinding): AnswerWords {
  const words: Words = {};
  for (const { field, words: span } of reasons) {
    const asked = ASKED[field];
    if (asked !== null && span !== null) words[asked] = [...(words[asked] ?? []), span];
  }
  return words;
}

/** For answers that still are what the report says; with another report, or none, nothing is known. */
export function wordsOfFinding(finding: Finding, report: string | null): AnswerWords {
  const starts = new Set(finding.evidence.map(({ start }) => start));
  const words: Words = {};
  for (const explained of report === null ? [] : explainFindings(report)) {
    if (!explained.finding.evidence.some(({ start }) => starts.has(start))) continue;
    const read = { levels: explained.finding.levels, ...descriptorsOf(explained.finding) };
    const own = { levels: finding.levels, ...finding.descriptors };
    for (const [asked, spans] of Object.entries(answerWords(explained)) as [keyof Words, Evidence[]][]) {
      if (same(read[asked], own[asked])) words[asked] = [...(words[asked] ?? []), ...spans];
    }
  }
  return words;
}
