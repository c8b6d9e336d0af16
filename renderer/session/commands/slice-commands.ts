/** Through the slices and from series to series. */
import type { ImageViewport } from '../../viewport/image-viewport.ts';
import { activeStackId, activeViewport, showStack } from '../panes.ts';
import { $settings } from '../settings.ts';
import { sliceDirection } from '../slice-direction.ts';
import { $stacks } from '../studies.ts';
import { type Command, commandsOf, hasImage, viewportCommandsOf } from './command.ts';

/** The next or previous stack of the list on the left. */
function stepSeries(by: 1 | -1): void {
  const stacks = $stacks.get();
  const at = stacks.findIndex((place) => place.stack.id === activeStackId());
  const next = stacks[at + by];
  if (at >= 0 && next !== undefined) showStack(next.stack.id);
}

/** In the order in which the stack is read: 1 is one slice down the bar. */
function step(viewport: ImageViewport, by: 1 | -1): void {
  viewport.setSlice(viewport.slice + by * sliceDirection(viewport.stack, $settings.get().headFirst));
}

function goToEnd(viewport: ImageViewport, end: 'first' | 'last'): void {
  const ascending = sliceDirection(viewport.stack, $settings.get().headFirst) === 1;
  viewport.setSlice(ascending === (end === 'first') ? 0 : viewport.sliceCount - 1);
}

/** Slices a second of the cine loop; product choice. */
const CINE_FPS = 12;
let cine: ReturnType<typeof setInterval> | null = null;

export function stopCine(): void {
  if (cine !== null) clearInterval(cine);
  cine = null;
}

function toggleCine(): void {
  if (cine !== null) {
    stopCine();
    return;
  }
  cine = setInterval(() => {
    const viewport = activeViewport();
    if (viewport?.stack == null) stopCine();
    else {
      const { slice, sliceCount, stack } = viewport;
      const next = slice + sliceDirection(stack, $settings.get().headFirst);
      viewport.setSlice((next + sliceCount) % sliceCount);
    }
  }, 1000 / CINE_FPS);
}

const command = commandsOf('Slices');
const inViewport = viewportCommandsOf('Slices');

export const SLICE_COMMANDS: readonly Command[] = [
  inViewport('slice.previous', 'Previous slice', (v) => step(v, -1)),
  inViewport('slice.next', 'Next slice', (v) => step(v, 1)),
  inViewport('slice.first', 'First slice', (v) => goToEnd(v, 'first')),
  inViewport('slice.last', 'Last slice', (v) => goToEnd(v, 'last')),
  command('series.previous', 'Previous series', hasImage, () => stepSeries(-1)),
  command('series.next', 'Next series', hasImage, () => stepSeries(1)),
  command('slice.cine', 'Cine', hasImage, toggleCine),
];
