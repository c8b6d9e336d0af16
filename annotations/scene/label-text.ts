/** Descriptors and numbers in the words that stand beside a mark. */
import type { ReferenceRegion } from '../codecs/working-copy.ts';
import type {
  Attenuation,
  AttenuationReference,
  Descriptors,
  EnhancementDegree,
  Laterality,
  Site,
} from '../finding/descriptors.ts';
import type { Finding } from '../finding/finding.ts';

const ATTENUATION_WORDS: { readonly [K in Attenuation]: string } = {
  hypo: 'hypoattenuating',
  iso: 'isoattenuating',
  hyper: 'hyperattenuating',
};

const REFERENCE_WORDS: { readonly [K in AttenuationReference]: string } = {
  muscle: 'muscle',
  liver: 'liver',
  spleen: 'spleen',
  kidney: 'kidney',
  'blood-pool': 'blood pool',
};

const DEGREE_WORDS: { readonly [K in EnhancementDegree]: string } = {
  none: 'no',
  minimal: 'minimal',
  mild: 'mild',
  moderate: 'moderate',
  marked: 'marked',
};

/** "hypoattenuating to muscle"; null when nobody has answered. */
function attenuationWords(descriptors: Descriptors): string | null {
  const { attenuation, attenuationReference } = descriptors;
  if (attenuation === undefined) return null;
  const words = ATTENUATION_WORDS[attenuation.value];
  return attenuationReference === undefined
    ? words
    : `${words} to ${REFERENCE_WORDS[attenuationReference.value]}`;
}

/** "mild to moderate homogeneous enhancement"; null when nobody has answered. */
function enhancementWords(descriptors: Descriptors): string | null {
  const degrees = descriptors.enhancementDegree?.value ?? [];
  const pattern = descriptors.enhancementPattern?.value ?? null;
  const first = degrees[0];
  const last = degrees[degrees.length - 1];
  if (first === undefined || last === undefined) return pattern === null ? null : `${pattern} enhancement`;
  const degree = first === last ? DEGREE_WORDS[first] : `${DEGREE_WORDS[first]} to ${DEGREE_WORDS[last]}`;
  // Nothing that does not enhance has a pattern.
  return degrees.length === 1 && first === 'none'
    ? 'no enhancement'
    : [degree, pattern, 'enhancement'].filter((word) => word !== null).join(' ');
}

/** "contains fat", "contains calcification"; null when neither is present. */
function contentWords(descriptors: Descriptors): string | null {
  const contents = [
    descriptors.fat?.value === 'present' ? 'fat' : null,
    descriptors.calcification?.value === 'present' ? 'calcification' : null,
  ].filter((word) => word !== null);
  return contents.length === 0 ? null : `contains ${contents.join(' and ')}`;
}

/** The notes of a finding, one a line. */
export const findingNotes = (descriptors: Descriptors): readonly string[] =>
  [attenuationWords(descriptors), enhancementWords(descriptors), contentWords(descriptors)].filter(
    (line) => line !== null,
  );

const LATERALITY_WORDS: { readonly [K in Laterality]: string } = {
  left: 'left',
  right: 'right',
  bilateral: 'bilateral',
  midline: 'midline',
};

const siteWords = (site: Site | null): string => (site === null || site === 'other' ? '' : site);

/** The finding's name, or its place in words while it has none: "Left paraspinal mass". */
export function findingTitle(finding: Pick<Finding, 'trackingIdentifier' | 'site' | 'laterality'>): string {
  const name = finding.trackingIdentifier.trim();
  if (name !== '') return name;
  const side = finding.laterality === null ? '' : LATERALITY_WORDS[finding.laterality];
  const words = [side, siteWords(finding.site), 'mass'].filter((word) => word !== '').join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const TISSUE_TITLES: { readonly [T in ReferenceRegion['tissue']]: string } = { muscle: 'Muscle reference' };

/** What stands beside a region of normal tissue. */
export const referenceTitle = ({ tissue }: Pick<ReferenceRegion, 'tissue'>): string => TISSUE_TITLES[tissue];
