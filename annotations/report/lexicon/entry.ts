/**
 * The shape of the lexicon. A line of data gives one meaning and all the wordings that carry it, separated by "|".
 * A word that ends in "*" stands for every word that begins so. Hyphens, plurals, British and American spelling need
 * no line of their own (`spelling.ts`).
 */
import type {
  Attenuation,
  AttenuationReference,
  EnhancementDegree,
  EnhancementPattern,
  Laterality,
  Margin,
  Site,
} from '../../finding/descriptors.ts';
import type { ReportPhase } from '../schema.ts';

export type StructureMeaning = {
  readonly kind: 'structure';
  /** The name under which it stands in `encases` and `extendsTo`. */
  readonly name: string;
  /** A lesion *of* it is no finding (solid organs, bone, lung, bowel). */
  readonly organ?: true;
  /** Where a lesion lies that is inside, beside, around or in front of it. */
  readonly inside?: Site;
  readonly beside?: Site;
  readonly around?: Site;
  readonly before?: Site;
  readonly reference?: AttenuationReference;
  /** A name of a place rather than of a thing: "pelvis", "chest". It may point back at a lesion that lies there. */
  readonly region?: readonly Site[];
};

export type Meaning =
  | { readonly kind: 'site'; readonly site: Site; readonly space: string; readonly noun?: true }
  | StructureMeaning
  | {
      readonly kind: 'lesion';
      /** Weak nouns ("swelling") need a site and something said of them; strong ones need a site only. */
      readonly strength: 'strong' | 'weak';
      /** The noun is a diagnosis: a hedge on it is a hedge on the diagnosis. */
      readonly diagnosis?: true;
    }
  | { readonly kind: 'stand-in'; readonly pick: StandInPick }
  | { readonly kind: 'distractor' }
  | { readonly kind: 'side'; readonly side: Laterality }
  | { readonly kind: 'degree'; readonly degree: EnhancementDegree; readonly general?: true }
  | { readonly kind: 'degree-range'; readonly degrees: readonly EnhancementDegree[] }
  | { readonly kind: 'pattern'; readonly pattern: EnhancementPattern }
  | {
      readonly kind: 'enhancement';
      readonly degree?: EnhancementDegree;
      readonly pattern?: EnhancementPattern;
    }
  | { readonly kind: 'margin'; readonly margin: Margin | null; readonly needsNoun?: true }
  | { readonly kind: 'margin-noun' }
  | {
      readonly kind: 'attenuation';
      readonly attenuation: Attenuation;
      /** "low", "darker": only with a density noun, or with "than" and a reference. */
      readonly needs?: 'noun' | 'reference';
    }
  | { readonly kind: 'density' }
  | { readonly kind: 'null-density' }
  | { readonly kind: 'fat'; readonly polarity?: 'absent' }
  | { readonly kind: 'calcium'; readonly polarity?: 'absent' }
  | { readonly kind: 'phase'; readonly phase: ReportPhase | 'after-contrast' }
  | { readonly kind: 'component' }
  | { readonly kind: 'encase'; readonly passive?: true }
  | { readonly kind: 'extend' }
  | { readonly kind: 'extension'; readonly name: string }
  | { readonly kind: 'touch' }
  | { readonly kind: 'spare' }
  | { readonly kind: 'relation'; readonly relation: 'beside' | 'around' | 'before' | 'between' }
  | { readonly kind: 'negation'; readonly direction: 'ahead' | 'back' | 'both' }
  | { readonly kind: 'hedge'; readonly direction: 'ahead' | 'back' | 'both' }
  | { readonly kind: 'exclusion' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'affirm' }
  | { readonly kind: 'time'; readonly time: 'prior' | 'current' }
  | { readonly kind: 'change' }
  | { readonly kind: 'known' }
  | { readonly kind: 'novel' }
  | { readonly kind: 'dimension' }
  | { readonly kind: 'distance' }
  | { readonly kind: 'history' }
  | { readonly kind: 'advice' }
  | { readonly kind: 'plain' };

export type StandInPick =
  | 'one'
  | 'other'
  | 'first'
  | 'second'
  | 'third'
  | 'upper'
  | 'lower'
  | 'former'
  | 'latter'
  | 'larger'
  | 'smaller'
  | 'dominant'
  | 'both'
  | 'others'
  | 'first-two'
  | 'last-two'
  | 'all'
  | 'it'
  | 'they';

export type LexiconEntry = {
  readonly meaning: Meaning;
  readonly words: string;
  /** Coding scheme and value where the concept has one, as "SCT 82849001" or "RADLEX RID434". */
  readonly code?: string;
  /** Where the wording or its reading comes from, when it is not plain usage. */
  readonly source?: string;
};

export const entry = (meaning: Meaning, words: string, code?: string, source?: string): LexiconEntry => ({
  meaning,
  words,
  ...(code === undefined ? {} : { code }),
  ...(source === undefined ? {} : { source }),
});
