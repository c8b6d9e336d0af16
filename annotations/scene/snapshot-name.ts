/**
 * File names of snapshots: "01-left-paraspinal-mass_portal-venous_image-058.png". Nothing in them tells who was
 * examined: the finding's name, the phase and the place in the stack.
 */
import type { SnapshotContext } from './snapshot.ts';

const LONGEST_NAME = 60;

/** Lower-case letters and digits of any script without accents, words joined by hyphens. */
export function plainWords(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return [...words].slice(0, LONGEST_NAME).join('').replace(/-+$/, '');
}

/**
 * @param finding its number in the list (from 1) and its name; null for a picture of all findings on a frame
 * @param extension without the dot
 */
export function snapshotName(
  finding: { readonly number: number; readonly name: string } | null,
  context: Pick<SnapshotContext, 'phase' | 'seriesNumber' | 'position' | 'count'>,
  extension: 'png' | 'jpg',
): string {
  const digits = Math.max(3, String(context.count).length);
  const series = context.seriesNumber === null ? 'series' : `series-${context.seriesNumber}`;
  const parts = [
    finding === null
      ? ''
      : `${String(finding.number).padStart(2, '0')}-${plainWords(finding.name) || 'finding'}`,
    context.phase === 'unspecified' ? series : context.phase,
    `image-${String(context.position).padStart(digits, '0')}`,
  ];
  return `${parts.filter((part) => part !== '').join('_')}.${extension}`;
}
