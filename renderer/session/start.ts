/** Wires the session to main and the reader. Once, before the first painting. */
import { connectReader, onHost, reader, tellSaved } from '../host.ts';
import { closeAnnotations, openAnnotations, saveEverything } from './annotations.ts';
import { runCommand } from './commands.ts';
import { notify, notifyFailure } from './notices.ts';
import { $shown, clearPane, showStack } from './panes.ts';
import { keepPixels } from './pixels.ts';
import { $current } from './selection.ts';
import { loadSettings } from './settings.ts';
import { listenForKeys } from './shortcuts.ts';
import { $sources, noteSource, type OpenSource, receiveScan } from './sources.ts';
import { $stacks, type StackPlace } from './studies.ts';
import { receiveThumbnails } from './thumbnails.ts';

/** From here on a stack is more than the first files that the scan met. */
const GROWN_FRAMES = 3;

/** A picture says more than a localizer, and a stack more than a single frame. */
function firstToShow(stacks: readonly StackPlace[]): StackPlace | null {
  const pictures = stacks.filter((place) => !place.stack.localizer);
  return (
    pictures.find((place) => place.stack.frames.length >= GROWN_FRAMES) ?? pictures[0] ?? stacks[0] ?? null
  );
}

/** Shows something of a source as soon as there is something; what the reader chose meanwhile stays. */
function showFirstOf(open: OpenSource, done: Set<string>): void {
  if (done.has(open.source.id)) return;
  const stacks = $stacks.get().filter((place) => place.sourceId === open.source.id);
  const first = firstToShow(stacks);
  if (first === null) return;
  // A stack of its first files would be shown at a place that the next ones move away; and while the scan goes on,
  // something better than a localizer may still come.
  if (open.scan.kind === 'running' && (first.stack.localizer || first.stack.frames.length < GROWN_FRAMES))
    return;
  done.add(open.source.id);
  showStack(first.stack.id, {}, 0);
}

function followSources(): void {
  const shownOnce = new Set<string>();
  let before: readonly OpenSource[] = [];
  $sources.subscribe((sources) => {
    for (const open of sources) showFirstOf(open, shownOnce);
    const closed = before.filter((old) => !sources.some((open) => open.source.id === old.source.id));
    before = sources;
    if (closed.length === 0) return;
    $shown.get().forEach((pane, index) => {
      const open = $stacks.get().some((place) => place.stack.id === pane?.stackId);
      if (pane !== null && !open) clearPane(index);
    });
    for (const { source } of closed) void closeAnnotations(source.id);
    const next = firstToShow($stacks.get());
    if ($shown.get()[0] === null && next !== null) showStack(next.stack.id, {}, 0);
  });
}

export function startSession(): void {
  followSources();
  $current.subscribe((place) => {
    if (place !== null) void openAnnotations(place.sourceId, place.study.studyInstanceUID);
  });
  reader.subscribe(receiveScan);
  receiveThumbnails();
  keepPixels();
  onHost('source.opened', ({ source }) => noteSource(source));
  onHost('source.refused', ({ message }) => notifyFailure('Not opened', message));
  onHost('reader.restarted', ({ message }) => notifyFailure('The reader was started again', message));
  onHost('menu.command', ({ command }) => {
    if (!runCommand(command)) notify('That is not possible now.');
  });
  onHost('window.closing', () => void saveEverything().finally(tellSaved));
  listenForKeys();
  connectReader();
  void loadSettings();
}
