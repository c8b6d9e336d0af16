/**
 * File names of snapshots, the same from window and command line:
 * "01-left-paraspinal-mass_portal-venous_image-058.png" for a finding, "series-3_portal-venous_image-058.png" for a
 * whole frame, with "_three-planes" before the image where cuts stand beside it. Dates, UIDs and free text of the
 * files are in none of them. A finding's name is the reader's own text: while identity is hidden the words of it that
 * are the patient's (name, number, date of birth) are left out.
 */
import type { PatientIdentity } from '../image/hierarchy.ts';
import type { SnapshotContext, SnapshotRequest } from './snapshot.ts';

const LONGEST_NAME = 60;

/** Lower-case letters and digits of any script without accents, words joined by hyphens. */
export function plainWords(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...words].slice(0, LONGEST_NAME).join('').replace(/-+$/, '');
}

export type SnapshotNaming = Pick<SnapshotRequest, 'format' | 'identity' | 'planes'> & {
  readonly context: Pick<
    SnapshotContext,
    'patient' | 'phase' | 'seriesNumber' | 'pass' | 'position' | 'count'
  >;
};

/** @param finding its number in the list (from 1) and its title; null for a picture of a whole frame */
export function snapshotName(
  finding: { readonly number: number; readonly name: string } | null,
  { context, format, identity, planes }: SnapshotNaming,
): string {
  const digits = Math.max(3, String(context.count).length);
  const series = context.seriesNumber === null ? 'series' : `series-${context.seriesNumber}`;
  const phase = context.phase === 'unspecified' ? null : context.phase;
  const pass = context.pass === undefined ? null : `pass-${context.pass.number}`;
  const parts = [
    ...(finding === null
      ? [series, phase]
      : [findingWords(finding, identity === 'show' ? null : context.patient), phase ?? series]),
    pass,
    planes === undefined ? null : 'three-planes',
    `image-${String(context.position).padStart(digits, '0')}`,
  ];
  return `${parts.filter((part) => part !== null).join('_')}.${format === 'png' ? 'png' : 'jpg'}`;
}

/** @param hidden whose words are left out; null for nobody's */
function findingWords(
  { number, name }: { readonly number: number; readonly name: string },
  hidden: PatientIdentity | null,
): string {
  const identifying = hidden === null ? [] : [hidden.name, hidden.id, hidden.birthDate];
  const secret = new Set(identifying.flatMap((text) => [plainWords(text), ...plainWords(text).split('-')]));
  const words = plainWords(name)
    .split('-')
    .filter((word) => !secret.has(word));
  return [String(number).padStart(2, '0'), words.join('-') || 'finding'].join('-');
}

/** The name, or with -2, -3… before its ending when it is taken; names differ by more than case. */
export function uniqueName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.');
  let free = name;
  for (let count = 2; taken.has(free.toLowerCase()); count += 1) {
    free = `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
  }
  taken.add(free.toLowerCase());
  return free;
}
