/**
 * A guess at the phase of contrast from what headers say, with the reason in words. Only a guess: the reader can
 * correct it, and a guess without evidence is 'unspecified'.
 */
import type { Phase, PhaseGuess } from './hierarchy.ts';

export type PhaseEvidence = {
  readonly modality: string;
  /** ContrastBolusAgent (0018,0010) or the meaning of its code; '' when the file has none. */
  readonly contrastAgent: string;
  /** ContrastBolusRoute (0018,1040). */
  readonly contrastRoute: string;
  readonly seriesDescription: string;
  readonly protocolName: string;
  readonly studyDescription: string;
  /** Seconds since midnight: ContrastBolusStartTime (0018,1042) and the acquisition. */
  readonly contrastStartTime: number | null;
  readonly acquisitionTime: number | null;
  /** Passes over the same part of the body that may be of different phases; 1 as a rule. */
  readonly passes: number;
};

type Rule = { readonly phase: Phase; readonly pattern: RegExp };

/**
 * Words of series and protocol names, the telling ones first: "non contrast" holds "contrast", "late arterial" is
 * arterial. German, French, Spanish, Italian and Portuguese words beside English ones. `_` counts as a blank.
 */
const RULES: readonly Rule[] = [
  {
    phase: 'noncontrast',
    pattern:
      /\b(non?[ -]?(iv[ -]?)?(contrast|con|enhanced|cont)|un[ -]?enhanced|without( iv)?( contrast)?|w\/?o( contrast| iv)?|no[ -]?c|nc(ct)?|native?|nativo|nativa|nativ|plain|pre[ -]?(contrast|con|c)|sans( injection| contraste| iv)?|sin( contraste| civ)?|senza( mdc| contrasto)?|ohne( km)?|smdc|sem contraste|c ?-|true non ?contrast|tnc|basal|vnc)(?![a-z0-9])/,
  },
  {
    phase: 'arterial',
    pattern:
      /\b((early|late)? ?arteri(al|el|elle|ell|a|ale|eller)|art|aort(ic|a) phase|angio(graph(y|ie))?|cta|hap|bolus ?tracking)\b/,
  },
  {
    phase: 'delayed',
    pattern:
      /\b(delay(ed|s)?|equilibrium|excretory|urogra(phic|m|phy)|tardi(f|ve|a|o|vo)|sp(ae|a|\u00e4)t(phase)?|retard(ada|o|ed)?|(3|5|10|15) ?min(utes?)?)\b/,
  },
  {
    phase: 'portal-venous',
    pattern:
      /\b(portal( ?-?ven(ous|ose?|oes|\u00f6se?))?|porto?[ -]?(ven(ous|eux|oso|\u00f6s)?|veineux)|ven(ous|\u00f6se?|oes|osa?|oso)?|veineux|pv(p|ph|s)?|hepatic ven(ous)?|70 ?s(ec)?)\b/,
  },
  { phase: 'delayed', pattern: /\blate( phase)?\b/ },
];

/** Names of examinations or protocols in two parts: "CT abdomen w/o & w". */
const WITH_AND_WITHOUT =
  /\b(w(ith)?( iv)?( contrast)? ?(&|and|\/)? ?w(ith)?\/?o(ut)?|w(ith)?\/?o(ut)?( iv)?( contrast)? ?(&|and|\/) ?w(ith)?)\b/;

/** Contrast was given, in no phase that is told. */
const CONTRAST_GIVEN =
  /\b(post[ -]?(contrast|con|km|iv)|contrast|enhanced|cect|w(ith)?\/? ?con|avec (injection|contraste)|con contraste|mit km|nach km)\b/;

/** Said of other phases, too: "late arterial". */
const LATER_WORDS = /^late( phase)?$/;

const AGENT_MEANS_NONE = /^(no|none|non|nil|n\/?a|without|ohne|0|-|c-|unknown)\.?$/;
const ORAL_ONLY = /\b(oral(ly)?|per ?os|po|gastrografin|telebrix gastro|rectal|water)\b/;
const INTRAVENOUS =
  /\b(i\.?v\.?|intra[ -]?ven(ous|oes|\u00f6s)|iohexol|iopamid(ol|e)|iomeprol|iodixanol|iopromide?|ioversol|omnipaque|ultravist|visipaque|isovue\d*|iomeron|optiray|oxilan|xenetix|imeron|iobitridol)\b/;

/** Ends of the phases in seconds after the start of the injection (abdominal CT; product choice). */
const ARTERIAL_UNTIL_S = 50;
const PORTAL_UNTIL_S = 120;
const LATEST_S = 1800;

export function guessPhase(evidence: PhaseEvidence): PhaseGuess {
  if (evidence.modality !== 'CT') return guess('unspecified', 'phases are guessed for CT only');
  const described = phaseInWords('series description', evidence.seriesDescription);
  // Several phases in one series: the protocol, the agent and the times of one image do not speak for the others.
  if (evidence.passes > 1) {
    return described !== null && described.phase !== 'unspecified'
      ? described
      : guess(
          'unspecified',
          `the series holds ${evidence.passes} passes over the same part of the body, perhaps of different phases`,
        );
  }
  const protocol = phaseInWords('protocol name', evidence.protocolName);
  const words = [described, protocol].filter((one) => one !== null);
  const named = words.find(({ phase }) => phase !== 'unspecified');
  if (named !== undefined) return named;

  const agent = plain(evidence.contrastAgent);
  const hasAgent = agent !== '' && !AGENT_MEANS_NONE.test(agent);
  const { contrastStartTime: start, acquisitionTime: acquired } = evidence;
  if (start !== null && acquired !== null && hasAgent) {
    const delay = acquired - start;
    if (delay > 0 && delay <= LATEST_S) {
      const phase =
        delay <= ARTERIAL_UNTIL_S ? 'arterial' : delay <= PORTAL_UNTIL_S ? 'portal-venous' : 'delayed';
      return guess(phase, `acquired ${Math.round(delay)} s after the start of the injection`);
    }
  }
  if (words[0] !== undefined) return words[0];
  const agentAndRoute = `${agent} ${plain(evidence.contrastRoute)}`;
  if (hasAgent && ORAL_ONLY.test(agentAndRoute) && !INTRAVENOUS.test(agentAndRoute)) {
    return guess('unspecified', `the contrast agent is "${evidence.contrastAgent}", perhaps oral only`);
  }
  if (hasAgent) {
    return guess('unspecified', `contrast was given ("${evidence.contrastAgent}"), but no phase is named`);
  }
  const study = phaseInWords('study description', evidence.studyDescription);
  if (study !== null && study.phase === 'noncontrast') return study;
  const given =
    contrastInWords('series description', evidence.seriesDescription) ??
    contrastInWords('protocol name', evidence.protocolName);
  if (given !== null) return given;
  if (agent !== '') return guess('noncontrast', `the contrast agent is given as "${evidence.contrastAgent}"`);
  return guess('unspecified', 'nothing in the file tells of contrast');
}

/** Null where no phase is named; unspecified where several are, as in the name of a protocol for all of them. */
function phaseInWords(where: string, text: string): PhaseGuess | null {
  const words = plain(text);
  const both = WITH_AND_WITHOUT.exec(words);
  if (both !== null) {
    const why = `"${both[0].trim()}" in the ${where} "${text}" names images with and without contrast`;
    return guess('unspecified', why);
  }
  const found = RULES.flatMap(({ phase, pattern }) => {
    const match = pattern.exec(words);
    return match === null ? [] : [{ phase, word: match[0].trim() }];
  });
  const told = found.filter(({ word }) => !LATER_WORDS.test(word));
  const [first] = told.length > 0 ? told : found;
  if (first === undefined) return null;
  const other = told.find(({ phase }) => phase !== first.phase);
  return other === undefined
    ? guess(first.phase, `"${first.word}" in the ${where} "${text}"`)
    : guess('unspecified', `"${first.word}" and "${other.word}" are both in the ${where} "${text}"`);
}

const guess = (phase: Phase, reason: string): PhaseGuess => ({ phase, reason, corrected: false });

function contrastInWords(where: string, text: string): PhaseGuess | null {
  const match = CONTRAST_GIVEN.exec(plain(text));
  return match === null
    ? null
    : guess('unspecified', `"${match[0].trim()}" in the ${where} "${text}" names no phase`);
}

/** Lower case, with `_`, `^`, `.` and `,` as blanks, so that word borders are found. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[_^.,;:()[\]+]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
