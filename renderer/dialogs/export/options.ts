/** What can be chosen for a snapshot. */
import type { Layer } from '../../../annotations/scene/snapshot.ts';
import type { SnapshotOptions } from '../../session/snapshot.ts';

export type Scope = 'slice' | 'planes' | 'findings';

export const LAYER_NAMES: { readonly [L in Layer]: string } = {
  image: 'Image',
  marks: 'Marks',
  labels: 'Labels',
  orientation: 'Orientation letters',
  scale: 'Scale bar',
  text: 'Corner text',
};

/** Identifying text is opt-in. */
export const FIRST_OPTIONS: SnapshotOptions = {
  layers: ['image', 'marks', 'labels', 'orientation', 'scale', 'text'],
  voi: null,
  size: { kind: 'scale', scale: 2 },
  format: 'png',
  identity: 'hide',
  checks: false,
  visiblePart: false,
};

/** Journals ask for 1,200 px and more; slides seldom need over 4,000. */
export const WIDTH_PX = { least: 128, most: 8192, first: 1600 } as const;
