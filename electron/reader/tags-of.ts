/** The data elements of the file that a frame lies in, for the tag browser. */
import type { TagRow } from '../contract.ts';
import type { PixelLocation } from './pixel-location.ts';

export type TagAnswer = { readonly rows: readonly TagRow[]; readonly message: string | null };

export async function tagsOf(location: PixelLocation | null): Promise<TagAnswer> {
  if (location === null) return { rows: [], message: 'The frame is not part of the open case.' };
  return { rows: [], message: 'The elements of this file cannot be listed.' };
}
