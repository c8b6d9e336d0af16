/** The data elements of the file that a frame lies in, for the tag browser. */
import type { PixelLocation } from './pixel-location.ts';
import { readTags, type TagList } from './scan/read-tags.ts';

export async function tagsOf(location: PixelLocation | null): Promise<TagList> {
  if (location === null) return { rows: [], message: 'The frame is not part of the open case.' };
  return readTags(location.file, location.zipEntries);
}
