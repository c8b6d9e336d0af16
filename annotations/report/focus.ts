/** Who is spoken of next: the lesions in focus after a sentence, and what a line or a relative side takes from them. */
import type { Laterality } from '../finding/descriptors.ts';
import { isAbsent, type Lesion } from './lesions.ts';
import { normAt, type Reading, tokenAt } from './terms.ts';
import { isReal, type Scene, sideOf, type Threads } from './thread-state.ts';

/** After the sentence: the last lesion spoken of is the one that is meant next. */
export function settleFocus(threads: Threads, scene: Scene): void {
  const here = scene.here;
  const last = here[here.length - 1];
  if (last === undefined) return;
  // "It is hypodense, causing hydronephrosis": the lesion spoken of stays the one that is meant.
  if (/^(?:it|its|they|their)$/.test(normAt(scene.reading, 0)) && here.every((l) => l.distractor)) return;
  const real = [...new Set(here.filter(isReal))];
  if (
    real.length > 1 ||
    (real.length === 1 && (threads.group.length < 2 || !threads.group.includes(real[0] ?? last)))
  ) {
    const added = real.filter((l) => !threads.group.includes(l));
    if (real.length > 1) threads.group = real;
    else threads.group = [...threads.group, ...added].slice(-6);
  }
  const lastOwn = [...here].reverse().find((l) => !l.distractor);
  threads.focus =
    lastOwn === undefined || last.strong ? lastTargets(here) : lastTargets(here.filter((l) => !l.distractor));
  const lastReal = real[real.length - 1];
  if (lastReal !== undefined) threads.lastNamed = lastReal;
}

/** An addendum speaks of the one lesion of the report again, whatever was named last. */
export function focusOnOnly(threads: Threads): void {
  const real = threads.lesions.filter(
    (l) => isReal(l) && l.site !== null && l.whole === null && !isAbsent(l),
  );
  if (real.length === 1 && threads.focus.every((l) => l.distractor)) threads.focus = [...real];
}

const ATTRIBUTES: ReadonlySet<string> = new Set([
  'density',
  'enhancement',
  'fat',
  'calcium',
  'margin-noun',
  'attenuation',
  'dimension',
]);

/** "DENSITY: …", "Margins: …" at the start of a line: of the lesion named last, whatever stood beside it. */
export function opensAttribute(reading: Reading): boolean {
  const first = reading.covering[0]?.kind ?? '';
  const named = ATTRIBUTES.has(first) || normAt(reading, 0) === 'density';
  return named && [1, 2, 3].some((i) => normAt(reading, i) === ':');
}

export function focusOnLast(threads: Threads): void {
  if (threads.lastNamed !== null && threads.focus.every((l) => l.distractor))
    threads.focus = [threads.lastNamed];
}

/** Lesions named together at the end ("deposits in the presacral and perirenal regions") stay in focus together. */
function lastTargets(here: readonly Lesion[]): Lesion[] {
  const last = here[here.length - 1];
  if (last === undefined) return [];
  if (last.whole !== null && last.statements.length === 0) return [last.whole];
  return [last.whole !== null && here.filter((l) => l.whole === last.whole).length > 1 ? last.whole : last];
}

/** "R: …" */
export const isSideLabel = (reading: Reading): boolean => {
  const first = reading.covering[0] ?? null;
  return (
    first?.kind === 'side' &&
    (normAt(reading, first.to) === ':' || tokenAt(reading, first.to).kind === 'number')
  );
};

/** A line of its own after "R: …" and "L: …" is about both. */
export function wholeOf(focus: readonly Lesion[]): Lesion[] {
  const [only] = focus;
  const whole = only?.whole ?? null;
  return focus.length === 1 && whole !== null && whole.halves.size + whole.members.length > 1
    ? [whole]
    : [...focus];
}

export const sideInFocus = (threads: Threads): Laterality | null => {
  const lesion = threads.focus.find((l) => !l.distractor) ?? threads.lastNamed;
  return lesion === null || lesion === undefined ? null : sideOf(lesion);
};
