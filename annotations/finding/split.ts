/**
 * One finding that turned out to be two masses: which of its words and answers each of the two has.
 *
 * The reader says of each quotation whether it stays, speaks of both, or goes; an answer that the report gave follows
 * the words that gave it. What nobody can tell apart is said of both, until it is corrected; a number is said of one
 * mass, so it stays where it was. What was measured stays, too: it rests on the marks of the whole and is measured anew.
 */
import type { Descriptors, Question } from './descriptors.ts';
import type { Evidence, Finding } from './finding.ts';

export const SHARES = ['stays', 'both', 'goes'] as const;
export type Share = (typeof SHARES)[number];

export type Described = Pick<Finding, 'site' | 'laterality' | 'levels' | 'descriptors' | 'evidence'>;

/** Where the report's words for an answer stand; nothing where that is not known. */
export type AnswerWords = { readonly [K in Question | 'levels']?: readonly Evidence[] };

/** In the order of the whole's evidence; quotations without a share speak of both. */
export type Shares = readonly Share[];

export type SplitDescription = { readonly stays: Described; readonly goes: Described };

/** Given once, of one mass: a size, an attenuation in HU. */
const NUMBERS: readonly Question[] = ['sizeMm', 'attenuationHu', 'attenuationPhase'];

export function splitDescription(whole: Described, shares: Shares, words: AnswerWords): SplitDescription {
  const shareOf = (index: number): Share => shares[index] ?? 'both';
  const quotedIn = (span: Evidence): Share => {
    const at = whole.evidence.findIndex(({ start, end }) => start <= span.start && span.end <= end);
    return at < 0 ? 'both' : shareOf(at);
  };
  const wordsShare = (spans: readonly Evidence[] | undefined): Share => {
    const [first = 'both', ...others] = (spans ?? []).map(quotedIn);
    return others.every((other) => other === first) ? first : 'both';
  };
  const answerShare = (question: Question): Share => {
    if (question === 'attenuationPhase' && whole.descriptors.attenuationHu !== undefined) {
      return answerShare('attenuationHu');
    }
    const by = whole.descriptors[question]?.source.kind;
    const share = by === 'measurement' ? 'stays' : by === 'report' ? wordsShare(words[question]) : 'both';
    return share === 'both' && NUMBERS.includes(question) ? 'stays' : share;
  };
  const part = (other: Share): Described => {
    const own = (share: Share): boolean => share !== other;
    const questions = (Object.keys(whole.descriptors) as Question[]).filter((one) => own(answerShare(one)));
    const levels = whole.levels !== null && own(wordsShare(words.levels)) ? whole.levels : null;
    return {
      site: whole.site,
      // Of two halves of a bilateral finding hardly one is bilateral.
      laterality: other === 'stays' && whole.laterality === 'bilateral' ? null : whole.laterality,
      levels,
      descriptors: Object.fromEntries(questions.map((one) => [one, whole.descriptors[one]])) as Descriptors,
      evidence: whole.evidence.filter((_, index) => own(shareOf(index))),
    };
  };
  return { stays: part('goes'), goes: part('stays') };
}
