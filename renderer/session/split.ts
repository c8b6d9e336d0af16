/** The finding that is being split: its form stands in the place of its answers until the reader decides. */
import { atom, type ReadableAtom } from 'nanostores';
import type { Finding } from '../../annotations/finding/finding.ts';
import type { TrackingUID } from '../../annotations/ids.ts';
import { findingOf } from '../../annotations/store/state.ts';
import { annotationStore } from './annotations.ts';
import { $selection } from './selection.ts';
import { showTab } from './view.ts';

const splitting = atom<TrackingUID | null>(null);
export const $splitting: ReadableAtom<TrackingUID | null> = splitting;

export const endSplit = (): void => splitting.set(null);

// Whoever goes to another finding has left the form.
$selection.listen(({ finding }) => {
  if (finding !== splitting.get()) endSplit();
});

/** Whether it may be changed and has marks or sentences to choose from. */
export const canSplit = (finding: Finding): boolean =>
  annotationStore()?.readOnly === null &&
  !finding.locked &&
  finding.regions.length + finding.evidence.length > 0;

function selectedFinding(): Finding | null {
  const store = annotationStore();
  const { finding } = $selection.get();
  return store === null || finding === null ? null : findingOf(store.state, finding);
}

export function canSplitSelected(): boolean {
  const finding = selectedFinding();
  return finding !== null && canSplit(finding);
}

/** Opens the form of the selected finding. */
export function beginSplit(): void {
  const finding = selectedFinding();
  if (finding === null || !canSplit(finding)) return;
  showTab('findings');
  splitting.set(finding.trackingUID);
}
