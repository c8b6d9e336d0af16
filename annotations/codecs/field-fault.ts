/** What is wrong with a document of annotations, in words for whoever wrote it: where it stands, what was expected. */
import type { z } from 'zod';

type Step = PropertyKey;

/** "findings[2].regions[0].shape". */
export const placeOf = (path: readonly Step[]): string => steps(path).replace(/^\./, '') || 'the document';

const steps = (path: readonly Step[]): string =>
  path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');

const THINGS: { readonly [type: string]: string } = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  datetime: 'a date and time in UTC such as 2026-01-02T03:04:05Z',
};

const choice = (values: readonly unknown[]): string => {
  const words = values.map((value) => JSON.stringify(value));
  return words.length === 1 ? (words[0] as string) : `one of ${words.join(', ')}`;
};

/** Texts of any length may stand in a file. */
const SHOWN_LETTERS = 40;

/** Lists of so few numbers or words say more than their length: a point, a size. */
const SHOWN_ENTRIES = 4;

function found(value: unknown): string {
  if (Array.isArray(value)) {
    const plain = value.every((entry) => typeof entry !== 'object' || entry === null);
    return plain && value.length > 0 && value.length <= SHOWN_ENTRIES
      ? `[${value.map(found).join(', ')}]`
      : `a list of ${value.length}`;
  }
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? foundText(value) : String(value);
}

/** In quotation marks, its beginning at least. */
export function foundText(text: string): string {
  const letters = [...text.slice(0, 2 * SHOWN_LETTERS + 2)];
  return JSON.stringify(
    letters.length > SHOWN_LETTERS ? `${letters.slice(0, SHOWN_LETTERS).join('')}…` : text,
  );
}

/** What should have stood there; null where the schema's own words are all there is. */
function expected(issue: z.core.$ZodIssue): string | null {
  switch (issue.code) {
    case 'invalid_type':
      return THINGS[issue.expected] ?? null;
    case 'invalid_value':
      return choice(issue.values);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? choice(issue.options)
        : spokenOf(issue.message);
    case 'invalid_format':
      return THINGS[issue.format] ?? spokenOf(issue.message);
    case 'too_small': {
      const { minimum, origin, inclusive } = issue;
      if (origin === 'array') return entries(issue.exact === true ? 'exactly' : 'at least', Number(minimum));
      if (origin === 'string') return 'a text that is not empty';
      return `a number ${inclusive ? `of ${minimum} or more` : `above ${minimum}`}`;
    }
    case 'too_big': {
      const { maximum, origin } = issue;
      if (origin === 'array') return entries(issue.exact === true ? 'exactly' : 'at most', Number(maximum));
      if (origin === 'string') return `a text of at most ${maximum} characters`;
      return `a number of at most ${maximum}`;
    }
    case 'custom':
      return spokenOf(issue.message);
    default:
      return null;
  }
}

const entries = (how: string, count: number): string =>
  `${how} ${count} ${count === 1 ? 'entry' : 'entries'}`;

/** Schemas of this program say what they expect; the library's own words are for programmers. */
const spokenOf = (message: string): string | null =>
  message.startsWith('expected ') ? message.slice('expected '.length) : null;

export type FieldFault = {
  /** "findings[2].regions[0].shape.radiusX"; behind `place`, when the whole is part of a larger document. */
  readonly where: string;
  /** "a number is missing", "expected a number, found "abc"". */
  readonly why: string;
};

/** The first field that is wrong. `value` is what was checked, and `place` where it stands in its document. */
export function faultIn(error: z.ZodError, value: unknown, place = ''): FieldFault {
  const issue = error.issues[0];
  const at = (path: readonly Step[]): string => (place === '' ? placeOf(path) : `${place}${steps(path)}`);
  if (issue === undefined) return { where: at([]), why: 'it is not as the format says' };
  const where = at(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return { where: at([...issue.path, key]), why: 'no such field is known' };
  }
  let there = value;
  for (const step of issue.path)
    there = (there as Readonly<Record<Step, unknown>> | null | undefined)?.[step];
  const wanted = expected(issue);
  if (wanted === null) return { where, why: `it is not as the format says, found ${found(there)}` };
  if (there !== undefined) return { where, why: `expected ${wanted}, found ${found(there)}` };
  return {
    where,
    why: /^(an?|true|one) /.test(wanted) ? `${wanted} is missing` : `expected ${wanted}, found nothing`,
  };
}

/** The same in one: "findings[2].regions[0].shape.radiusX: a number is missing". */
export function fieldFault(error: z.ZodError, document: unknown): string {
  const { where, why } = faultIn(error, document);
  return `${where}: ${why}`;
}
