/** A coded concept (PS3.3 8.8): matched by value and scheme, never by its meaning, which is for people. */
export type CodedConcept = {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
};

export const code = (scheme: string, value: string, meaning: string): CodedConcept => ({
  scheme,
  value,
  meaning,
});

export const sameConcept = (
  a: { readonly value: string; readonly scheme: string } | null | undefined,
  b: { readonly value: string; readonly scheme: string },
): boolean =>
  a !== null && a !== undefined && a.value === b.value && schemeOf(a.scheme) === schemeOf(b.scheme);

/** SNOMED has three designators in real files (PS3.16 8.1, Table 8-1): SRT and SNM3 for old codes, SCT for new ones. */
const schemeOf = (scheme: string): string => (scheme === '99SDM' || scheme === 'SNM3' ? 'SRT' : scheme);

/** Our private scheme, declared in CodingSchemeIdentificationSequence of every document that we write. */
export const PRIVATE_SCHEME = '99LESION';
