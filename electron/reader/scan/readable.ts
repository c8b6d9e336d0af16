/** Values as people read them: names without carets, dates with dashes, ages in words (PS3.5 6.2). */

/**
 * A person name (PN): "Family, Given Middle, Prefix, Suffix"; ideographic and phonetic groups follow in brackets.
 */
export function readableName(value: string): string {
  const groups = value.split('=').map((group) => group.trim());
  const alphabetic = alphabeticName(groups[0] ?? '');
  const others = groups
    .slice(1)
    .map((group) => group.split('^').filter(Boolean).join(' '))
    .filter((group) => group !== '');
  if (others.length === 0) return alphabetic;
  return alphabetic === '' ? others.join(', ') : `${alphabetic} (${others.join(', ')})`;
}

function alphabeticName(group: string): string {
  const [family = '', given = '', middle = '', prefix = '', suffix = ''] = group
    .split('^')
    .map((part) => part.trim());
  const names = [given, middle].filter(Boolean).join(' ');
  return [family, names, prefix, suffix].filter(Boolean).join(', ');
}

/** YYYY-MM-DD; what is no date of the calendar comes back as it stands. */
export function readableDate(value: string): string {
  const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value) ?? [];
  if (year === undefined || !isDay(Number(year), Number(month), Number(day))) return value;
  return `${year}-${month}-${day}`;
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** HH:MM:SS as far as given, fractions left out; what is no time of a day comes back as it stands. */
export function readableTime(value: string): string {
  const match = /^(\d{2}):?(\d{2})?:?(\d{2})?(?:\.\d*)?$/.exec(value);
  if (match === null || !isTime(match[1], match[2], match[3])) return value;
  return [match[1], match[2], match[3]].filter((part) => part !== undefined).join(':');
}

/** 60 is a leap second (PS3.5 6.2). */
const isTime = (hours = '0', minutes = '0', seconds = '0'): boolean =>
  Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 61;

const AGE_UNITS: { readonly [unit: string]: string } = { D: 'day', W: 'week', M: 'month', Y: 'year' };

/** "63 years" from 063Y. */
export function readableAge(value: string): string {
  const match = /^(\d{1,3})([DWMY])$/.exec(value);
  if (match === null) return value;
  const count = Number(match[1]);
  return `${count} ${AGE_UNITS[match[2] as string]}${count === 1 ? '' : 's'}`;
}

/** Seconds since midnight from a TM or DT value; null when there is none or it is not one. */
export function secondsOfDay(value: string | null): number | null {
  if (value === null) return null;
  const time = value.length >= 12 && /^\d{12}/.test(value) ? value.slice(8) : value;
  const match = /^(\d{2}):?(\d{2})?:?(\d{2}(?:\.\d+)?)?/.exec(time);
  if (match === null || !isTime(match[1], match[2], match[3])) return null;
  return Number(match[1]) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
}
