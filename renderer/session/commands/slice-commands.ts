/** Through the slices and from series to series. */
import { activeStackId, activeViewport, showStack } from '../panes.ts';
import { $stacks } from '../studies.ts';
import { type Command, commandsOf, hasImage, viewportCommandsOf } from './command.ts';

/** The next or previous stack of the list on the left. */
function stepSeries(by: 1 | -1): void {
  const stacks = $stacks.get();
  const at = stacks.findIndex((place) => place.stack.id === activeStackId());
  const next = stacks[at + by];
  if (at >= 0 && next !== undefined) showStack(next.stack.id);
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
    else viewport.setSlice((viewport.slice + 1) % viewport.sliceCount);
  }, 1000 / CINE_FPS);
}

const command = commandsOf('Slices');
const inViewport = viewportCommandsOf('Slices');

export const SLICE_COMMANDS: readonly Command[] = [
  inViewport('slice.previous', 'Previous slice', (v) => v.setSlice(v.slice - 1)),
  inViewport('slice.next', 'Next slice', (v) => v.setSlice(v.slice + 1)),
  inViewport('slice.first', 'First slice', (v) => v.setSlice(0)),
  inViewport('slice.last', 'Last slice', (v) => v.setSlice(v.sliceCount - 1)),
  command('series.previous', 'Previous series', hasImage, () => stepSeries(-1)),
  command('series.next', 'Next series', hasImage, () => stepSeries(1)),
  command('slice.cine', 'Cine', hasImage, toggleCine),
];
