/** What readers are told about where and by whom annotations are kept. */
import type { WorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { LocatedAnnotations } from './annotation-place.ts';
import type { LockHolder } from './writer-lock.ts';

/** HH:MM here, with the day when it was another one. */
export function clock(iso: string): string {
  const time = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = (of: Date): string => `${of.getFullYear()}-${two(of.getMonth() + 1)}-${two(of.getDate())}`;
  const hours = `${two(time.getHours())}:${two(time.getMinutes())}`;
  return day(time) === day(new Date()) ? hours : `${hours} on ${day(time)}`;
}

export const heldBy = (holder: LockHolder | null): string =>
  holder === null
    ? 'Another window or computer has these annotations open.'
    : `${holder.user || 'Somebody'} has these annotations open on ${holder.host} since ${clock(holder.since)}.`;

/** Everything about the files of this study that a reader has to know. */
export function describeProblems(located: LocatedAnnotations, shown: WorkingCopy | null): string | null {
  const sentences = [...located.problems];
  if (located.broken !== null && shown !== null) {
    sentences.push(
      `Shown instead is the last version that the app kept, of ${clock(shown.saved.at)}; changes are saved in another file.`,
    );
  }
  return sentences.length === 0 ? null : sentences.join(' ');
}
