/** How the window writes what the domain holds. */
import type { Finding } from '../../annotations/finding/finding.ts';
import type { PatientIdentity, Series, Stack, Study } from '../../annotations/image/hierarchy.ts';
import type { Voi } from '../../annotations/image/voi.ts';
import { lutName } from '../../annotations/image/voi-lut.ts';
import { oneLine } from '../../annotations/printable.ts';
import { formatNumber } from '../../annotations/units.ts';

export const capitalized = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

export const joined = (parts: readonly (string | null | undefined | false)[], by = ' · '): string =>
  oneLine(parts.filter((part) => typeof part === 'string' && part !== '').join(by));

/** Width first, as the presets are spoken: "400 / 40"; a table by its name. */
export const voiText = (voi: Voi): string =>
  voi.function === 'TABLE'
    ? oneLine(lutName(voi))
    : `${formatNumber(voi.widthHu, 0)} / ${formatNumber(voi.centerHu, 0)}`;

export const levelsText = (levels: Finding['levels']): string =>
  levels === null ? '' : levels[0] === levels[1] ? levels[0] : `${levels[0]}–${levels[1]}`;

/** Thousands apart by a narrow space, as everywhere in the window. */
export const counted = (count: number): string => count.toLocaleString('en-US').replace(/,/g, '\u202f');

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${counted(count)} ${count === 1 ? one : many}`;

export const patientName = (patient: PatientIdentity): string => oneLine(patient.name) || 'No name';

export const studyTitle = (study: Study): string => oneLine(study.description) || 'Study without description';

export const seriesTitle = (series: Series): string =>
  oneLine(series.description) ||
  joined([series.bodyPart, series.modality], ' ') ||
  'Series without description';

export function stackFacts(series: Series, stack: Stack): string {
  const thickness = stack.frames[0]?.sliceThicknessMm ?? stack.sliceSpacingMm;
  return joined([
    series.number === null ? null : `S${series.number}`,
    // Else nothing would tell a phase, or an energy, from the next.
    stack.pass?.label,
    plural(stack.frames.length, 'frame'),
    thickness === null || thickness === undefined
      ? null
      : `${formatNumber(thickness, thickness < 10 ? 1 : 0)} mm`,
    // Axial goes without saying.
    stack.localizer ? 'localizer' : /axial|unknown/.test(stack.orientation) ? null : stack.orientation,
  ]);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** HH:MM today, the day otherwise. */
export function savedTime(iso: string): string {
  const today = dayAndTime(new Date().toISOString()).slice(0, 10);
  const [day, time] = dayAndTime(iso).split(' ');
  return day === today ? `${time}` : `${day}`;
}

/** HH:MM in the reader's own time. */
function clockTime(iso: string): string {
  const time = new Date(iso);
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Where several fall into one minute. */
export const toTheSecond = (iso: string): string => `${dayAndTime(iso)}:${two(new Date(iso).getSeconds())}`;

export const dayAndTime = (iso: string): string => {
  const time = new Date(iso);
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${clockTime(iso)}`;
};
