/** What is pointed at: the study on the screen, the selected finding and region, what the pointer is over. */
import { atom, computed, type ReadableAtom } from 'nanostores';
import type { RegionUID, TrackingUID } from '../../annotations/ids.ts';
import { $shown, $stackPane } from './panes.ts';
import { $stacks, type StackPlace } from './studies.ts';

/** The stack in use, with its series and study. */
export const $current: ReadableAtom<StackPlace | null> = computed(
  [$shown, $stackPane, $stacks],
  (shown, pane, stacks) => stacks.find((place) => place.stack.id === shown[pane]?.stackId) ?? null,
);

export type Selection = { readonly finding: TrackingUID | null; readonly region: RegionUID | null };

const NOTHING: Selection = { finding: null, region: null };
const selection = atom<Selection>(NOTHING);
export const $selection: ReadableAtom<Selection> = selection;

const hover = atom<Selection>(NOTHING);
export const $hover: ReadableAtom<Selection> = hover;

const set = (store: typeof selection, finding: TrackingUID | null, region: RegionUID | null): void => {
  const now = store.get();
  if (now.finding !== finding || now.region !== region) store.set({ finding, region });
};

/** A region may be selected without a finding: a reference tissue belongs to none. */
export const select = (finding: TrackingUID | null, region: RegionUID | null = null): void =>
  set(selection, finding, region);
export const hoverOver = (finding: TrackingUID | null, region: RegionUID | null = null): void =>
  set(hover, finding, region);
