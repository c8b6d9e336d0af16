/** The answers in a form's or a list's few words; sentences are the scene's. */
import type {
  Attenuation,
  AttenuationReference,
  Descriptors,
  EnhancementDegree,
  Site,
} from '../../../annotations/finding/descriptors.ts';

export const ATTENUATION_NAMES: { readonly [A in Attenuation]: string } = {
  hypo: 'Hypo',
  iso: 'Iso',
  hyper: 'Hyper',
};

export const REFERENCE_NAMES: { readonly [R in AttenuationReference]: string } = {
  muscle: 'to muscle',
  liver: 'to liver',
  spleen: 'to spleen',
  kidney: 'to kidney',
  'blood-pool': 'to blood pool',
};

export const SITE_NAMES: { readonly [S in Site]: string } = {
  paraspinal: 'Paraspinal',
  perirenal: 'Perirenal',
  pararenal: 'Pararenal',
  periaortic: 'Periaortic',
  retroperitoneal: 'Retroperitoneal',
  paracostal: 'Paracostal',
  prevertebral: 'Prevertebral',
  presacral: 'Presacral',
  mediastinal: 'Mediastinal',
  other: 'Other',
};

/** "hypo to muscle"; null when nothing is known. */
export function attenuationShort({ attenuation, attenuationReference }: Descriptors): string | null {
  if (attenuation === undefined) return null;
  const to = attenuationReference === undefined ? '' : ` ${REFERENCE_NAMES[attenuationReference.value]}`;
  return `${attenuation.value}${to === '' ? 'attenuating' : to}`;
}

const range = (degrees: readonly EnhancementDegree[]): string => {
  const [first] = degrees;
  const last = degrees[degrees.length - 1];
  return first === last ? `${first}` : `${first}–${last}`;
};

/** "mild–moderate homogeneous", "no enhancement"; null when nothing is known. */
export function enhancementShort(descriptors: Descriptors): string | null {
  const degrees = descriptors.enhancementDegree?.value ?? [];
  const pattern = descriptors.enhancementPattern?.value;
  if (degrees.length === 0) return pattern ?? null;
  if (degrees.length === 1 && degrees[0] === 'none') return 'no enhancement';
  return pattern === undefined ? `${range(degrees)} enh.` : `${range(degrees)} ${pattern}`;
}
