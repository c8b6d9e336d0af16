/**
 * The directory of a media set (PS3.3 F.3): the files that its records refer to. The records' own links are not
 * followed; many writers get them wrong, and the sequence holds every record.
 */
import type { DataSet } from './data-set.ts';
import { T } from './tags.ts';

/** Paths as components, relative to the directory's folder, in the order of the records. */
export function directoryFiles(dataSet: DataSet): (readonly string[])[] {
  return dataSet.items(T.DirectoryRecordSequence).flatMap((record) => {
    const components = record.strings(T.ReferencedFileID).filter((part) => part !== '');
    return components.length === 0 ? [] : [components];
  });
}

/**
 * Whether a component is a plain name: nothing that climbs out of the set's root or starts anew. Separators and
 * drive letters within a component are refused, too.
 */
export const isPlainComponent = (component: string): boolean =>
  component !== '.' && component !== '..' && !/[/\\:]/.test(component) && !component.includes('\0');
