/** What is wrong with a document of annotations, in words for whoever wrote it: where it stands, what was expected. */
import type { z } from 'zod';
import type { WorkingCopy } from './working-copy.ts';

type Step = PropertyKey;

/** "findings[2].regions[0].shape". */
const placeOf = (path: readonly Step[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '') || 'the document';

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

function found(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  const letters = [...value];
  return JSON.stringify(
    letters.length > SHOWN_LETTERS ? `${letters.slice(0, SHOWN_LETTERS).join('')}…` : value,
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
      return 'options' in issue && Array.isArray(issue.options) ? choice(issue.options) : null;
    case 'invalid_format':
      return THINGS[issue.format] ?? issue.message.replace(/^expected /, '');
    case 'too_small': {
      const { minimum, origin, inclusive } = issue;
      if (origin === 'array') return `at least ${minimum} ${Number(minimum) === 1 ? 'entry' : 'entries'}`;
      if (origin === 'string') return 'a text that is not empty';
      return `a number ${inclusive ? `of ${minimum} or more` : `above ${minimum}`}`;
    }
    case 'too_big': {
      const { maximum, origin } = issue;
      if (origin === 'array') return `at most ${maximum} ${Number(maximum) === 1 ? 'entry' : 'entries'}`;
      if (origin === 'string') return `a text of at most ${maximum} characters`;
      return `a number of at most ${maximum}`;
    }
    default:
      return null;
  }
}

/** The first field that is wrong: "findings[2].regions[0].shape.radiusX: a number is missing". */
export function fieldFault(error: z.ZodError, document: unknown): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'the document: it does not fit the schema';
  const place = placeOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return `${placeOf([...issue.path, key])}: no such field is known`;
  }
  const wanted = expected(issue);
  if (wanted === null) return `${place}: ${issue.message}`;
  let value = document;
  for (const step of issue.path)
    value = (value as Readonly<Record<Step, unknown>> | null | undefined)?.[step];
  return value === undefined
    ? `${place}: ${wanted} is missing`
    : `${place}: expected ${wanted}, found ${found(value)}`;
}

/** Findings and regions are known by their UIDs alone: one that stands twice, with both places; null when none does. */
export function repeatedIdentity(copy: WorkingCopy): string | null {
  const findings = copy.findings.map(
    ({ trackingUID }, i) => [trackingUID, placeOf(['findings', i, 'trackingUID'])] as const,
  );
  const regions = [
    ...copy.findings.flatMap((finding, i) =>
      finding.regions.map(({ uid }, k) => [uid, placeOf(['findings', i, 'regions', k, 'uid'])] as const),
    ),
    ...copy.references.map(
      ({ region }, i) => [region.uid, placeOf(['references', i, 'region', 'uid'])] as const,
    ),
  ];
  return (
    repeated(findings, 'every finding needs a UID of its own') ??
    repeated(regions, 'every region needs a UID of its own')
  );
}

function repeated(uids: readonly (readonly [uid: string, place: string])[], rule: string): string | null {
  const first = new Map<string, string>();
  for (const [uid, place] of uids) {
    const before = first.get(uid);
    if (before !== undefined) return `${place}: ${rule}, but ${before} is ${uid} too`;
    first.set(uid, place);
  }
  return null;
}
