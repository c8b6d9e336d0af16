/** Whether files speak of one patient: images of two under one name are worse than none. */
import type { PatientIdentity } from '../../../annotations/image/hierarchy.ts';

/**
 * Name and ID agree, in whatever case and punctuation; what a file does not say contradicts nothing. Under one ID a name
 * may have more parts in one file (a middle name, another script) than in the next.
 */
export function samePatient(a: PatientIdentity, b: PatientIdentity): boolean {
  const [id, otherId] = [essence(a.id), essence(b.id)];
  if (id !== '' && otherId !== '' && id !== otherId) return false;
  const [name, otherName] = [essence(a.name), essence(b.name)];
  if (name === '' || otherName === '' || name === otherName) return true;
  return id !== '' && id === otherId && (name.startsWith(otherName) || otherName.startsWith(name));
}

const essence = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** For an image that names another patient than the first of its series. */
export const OTHER_IN_SERIES =
  'The file names another patient (name or ID) than the first image of its series.';

/** For the stacks of a study; a clause. */
export const OTHER_IN_STUDY =
  'the files of this study do not all name the same patient (name or ID differ); the name shown may be another one’s';
