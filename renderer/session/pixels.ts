/** The decoded pixels of the stacks in use, and when some of them have arrived. */
import { atom, onMount, type ReadableAtom } from 'nanostores';
import type { Stack } from '../../annotations/image/hierarchy.ts';
import { reader } from '../host.ts';
import type { StackPixels } from '../viewport/stack-pixels.ts';
import { FrameClient } from './frame-client.ts';
import { $shown } from './panes.ts';
import { $settings } from './settings.ts';
import { $stacks } from './studies.ts';

const GB = 1e9;
/** A quarter of the machine's memory, 2 GB at most: room for two phases of a thin series. Product choice. */
const defaultBudget = (): number => {
  const { deviceMemory = 4 } = navigator as Navigator & { readonly deviceMemory?: number };
  return Math.min(2 * GB, (deviceMemory * GB) / 4);
};

const client = new FrameClient(reader, defaultBudget());

export const stackPixels = (stack: Stack): StackPixels => client.open(stack);

/** What the stacks that are held take, or will take when they have all arrived. */
export const heldBytes = (): number => client.heldBytes;

/** Often enough for a person, seldom enough for a form that measures anew. */
const ARRIVALS_MS = 250;

const arrivals = atom(0);
/** Rises while frames arrive: what could not be measured before may be measured now. */
export const $arrivals: ReadableAtom<number> = arrivals;

onMount(arrivals, () => {
  let noting: ReturnType<typeof setTimeout> | null = null;
  const stop = client.onProgress(() => {
    noting ??= setTimeout(() => {
      noting = null;
      arrivals.set(arrivals.get() + 1);
    }, ARRIVALS_MS);
  });
  return () => {
    stop();
    if (noting !== null) clearTimeout(noting);
  };
});

/** Keeps what is on the screen, lets go of what is closed, and keeps to the reader's budget. */
export function keepPixels(): void {
  $shown.subscribe((shown) => client.show(shown.flatMap((pane) => (pane === null ? [] : [pane.stackId]))));
  $settings.subscribe(({ pixelBudgetBytes }) => client.setBudget(pixelBudgetBytes ?? defaultBudget()));
  let open = new Set($stacks.get().map((place) => place.stack.id));
  $stacks.subscribe((stacks) => {
    const now = new Set(stacks.map((place) => place.stack.id));
    for (const id of open) if (!now.has(id)) client.close(id);
    open = now;
  });
}
