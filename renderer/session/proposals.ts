/** Findings read from the report, offered to the reader: to accept, to add to one that is there, or to leave. */
import type { VertebralLevel } from '../../annotations/finding/descriptors.ts';
import {
  type AnswerWords,
  type Described,
  type Shares,
  splitDescription,
} from '../../annotations/finding/split.ts';
import type { TrackingUID } from '../../annotations/ids.ts';
import { explainFindings, type ReportFinding } from '../../annotations/report/report.ts';
import { findingTitle } from '../../annotations/scene/label-text.ts';
import type { AnnotationState } from '../../annotations/store/annotation-store.ts';
import { nameOfPart } from '../../annotations/store/split-edit.ts';
import { answerWords, descriptorsOf } from './report-answers.ts';

/** A draft that knows its place, its answers and its quotations. */
export type ProposedFinding = Described & { readonly name: string; readonly origin: null };

export type Proposal = {
  readonly draft: ProposedFinding;
  /** Which words gave which answer, for a proposal that is two masses. */
  readonly words: AnswerWords;
  /** The finding that most likely is the same mass; null for none. */
  readonly same: TrackingUID | null;
  /** That finding is linked to the report already, by one of these quotations: nothing is left to do. */
  readonly known: boolean;
};

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
  return explainFindings(report).map((explained) => {
    const read = explained.finding;
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
      words: answerWords(explained),
      same,
      known:
        own !== undefined &&
        read.evidence.some((one) => own.evidence.some((known) => known.start === one.start)),
    };
  });
}

/** What was read as one and is two masses. */
export function splitProposal(
  { draft, words }: Proposal,
  shares: Shares,
): readonly [ProposedFinding, ProposedFinding] {
  const { stays, goes } = splitDescription(draft, shares, words);
  const sameSide = goes.laterality === draft.laterality;
  const name = sameSide ? nameOfPart(draft.name, []) : findingTitle({ trackingIdentifier: '', ...goes });
  return [
    { ...draft, ...stays },
    { ...draft, ...goes, name },
  ];
}
