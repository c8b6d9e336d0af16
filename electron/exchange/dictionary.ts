/** The data dictionary (PS3.6) as dcmjs ships it: tag number to keyword and VR. */
import dcmjs from 'dcmjs';

export type DictionaryEntry = { readonly keyword: string; readonly vr: string };

type DcmjsEntry = { readonly name?: string; readonly vr?: string } | undefined;

const asked = new Map<number, DictionaryEntry | null>();

/** Null for private, unknown and repeating elements. */
export function dictionaryEntry(tag: number): DictionaryEntry | null {
  const known = asked.get(tag);
  if (known !== undefined) return known;
  const digits = tag.toString(16).padStart(8, '0').toUpperCase();
  // dcmjs makes its entries when they are asked for: the dictionary cannot be listed.
  const found = dcmjs.data.DicomMetaDictionary.dictionary[
    `(${digits.slice(0, 4)},${digits.slice(4)})`
  ] as DcmjsEntry;
  const entry =
    found?.name === undefined || found.name === ''
      ? null
      : // Where the standard allows two ("US or SS"), the first is as good as any: the file says which.
        { keyword: found.name, vr: (found.vr ?? 'UN').slice(0, 2) };
  asked.set(tag, entry);
  return entry;
}
