/** An anchor: one noun phrase that speaks of a lesion, of a distractor, or points back at one. */
import type { Laterality, Presence, Site } from '../../finding/descriptors.ts';
import type { StandInPick } from '../lexicon/entry.ts';
import type { Cue } from '../scopes/reach.ts';
import type { MeaningOf, Term } from '../terms.ts';

export type SiteMention = {
  readonly site: Site;
  readonly space: string;
  readonly from: number;
  readonly to: number;
  side: Laterality | null;
};

/** A place where the words name it, without a side so far. */
export const siteMention = ({ meaning, from, to }: Term<MeaningOf<'site'>>): SiteMention => ({
  site: meaning.site,
  space: meaning.space,
  from,
  to,
  side: null,
});

export type AnchorForm = 'lesion' | 'stand-in' | 'site' | 'side' | 'distractor';

export type Anchor = {
  readonly form: AnchorForm;
  /** Noun phrase in tokens. */
  from: number;
  to: number;
  readonly head: number;
  readonly strong: boolean;
  readonly diagnosis: boolean;
  readonly pick: StandInPick | null;
  sites: SiteMention[];
  /** Further sites of one continuous mass. */
  side: Laterality | null;
  sideFrom: number;
  plural: boolean;
  definite: boolean;
  indefinite: boolean;
  novel: boolean;
  number: string | null;
  /** The lesion is of an organ: no finding. */
  organ: boolean;
  /** Only a part of the lesion spoken of. */
  part: boolean;
  status: Presence;
  statusCue: Cue | null;
  gone: boolean;
  history: boolean;
  /** How the site was found. */
  siteRule: string;
};

export function blank(form: AnchorForm, from: number, to: number, head: number): Anchor {
  return {
    form,
    from,
    to,
    head,
    strong: false,
    diagnosis: false,
    pick: null,
    sites: [],
    side: null,
    sideFrom: -1,
    plural: false,
    definite: false,
    indefinite: false,
    novel: false,
    number: null,
    organ: false,
    part: false,
    status: 'present',
    statusCue: null,
    gone: false,
    history: false,
    siteRule: '',
  };
}

export const CUFFS = /^(?:cuff|rind|mantle|cloak|sheath|sleeve|collar)$/;

export const INTO_KINDS = new Set(['extend', 'encase', 'touch', 'spare']);
