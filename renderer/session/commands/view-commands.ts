/** How the picture is shown: turned, zoomed, windowed; what lies over it; which panes and panels are there. */
import type { StackId } from '../../../annotations/ids.ts';
import { storedVoi, VOI_PRESETS, type Voi } from '../../../annotations/image/voi.ts';
import { MPR_PANES } from '../mpr.ts';
import { $activePane, $shown, activatePane, activeViewport, arrange, toggleLinked } from '../panes.ts';
import { $current } from '../selection.ts';
import { $stacks } from '../studies.ts';
import {
  $folded,
  $fullPane,
  $layout,
  type SidePanel,
  setFolded,
  setFullPane,
  toggleCrosshair,
  toggleIdentity,
  toggleMarks,
  toggleOverlayText,
  togglePlanes,
} from '../view.ts';
import { always, type Command, commandsOf, hasImage, viewportCommandsOf } from './command.ts';

/** The other phase that goes beside the one on the screen: the next stack alike of the same study. */
export function stackBeside(): StackId | null {
  const current = $current.get();
  if (current === null) return null;
  const others = $stacks
    .get()
    .filter(
      (place) =>
        place.study.studyInstanceUID === current.study.studyInstanceUID &&
        place.stack.id !== current.stack.id &&
        !place.stack.localizer,
    );
  const alike = others.find(
    (place) =>
      place.stack.orientation === current.stack.orientation &&
      place.stack.frameOfReferenceUID === current.stack.frameOfReferenceUID,
  );
  return (alike ?? others[0])?.stack.id ?? null;
}

function goPane(by: 1 | -1): void {
  const pane = $activePane.get() + by;
  const layout = $layout.get();
  const there =
    layout === 'mpr' ? pane >= 0 && pane < MPR_PANES : layout !== 'single' && $shown.get()[pane] != null;
  if (!there) return;
  activatePane(pane);
  if ($fullPane.get() !== null) setFullPane(pane);
}

/** The pane in use alone, and all of them again. */
function toggleFullPane(): void {
  setFullPane($fullPane.get() === null ? $activePane.get() : null);
}

function toggleFullScreen(): void {
  if (document.fullscreenElement === null) void document.documentElement.requestFullscreen();
  else void document.exitFullscreen();
}

const inMpr = (): boolean => hasImage() && $layout.get() === 'mpr';
const toggleMpr = (): void => arrange($layout.get() === 'mpr' ? 'single' : 'mpr', null);
const fold = (panel: SidePanel) => (): void => setFolded(panel, !$folded.get()[panel]);
const sideBySide = (): void => arrange('side-by-side', stackBeside());

const command = commandsOf('View');
const inViewport = viewportCommandsOf('View');

export const VIEW_COMMANDS: readonly Command[] = [
  command('pane.left', 'Viewport before', hasImage, () => goPane(-1)),
  command('pane.right', 'Next viewport', hasImage, () => goPane(1)),
  inViewport('view.zoomIn', 'Zoom in', (v) => v.zoomBy(1.25)),
  inViewport('view.zoomOut', 'Zoom out', (v) => v.zoomBy(0.8)),
  inViewport('view.fit', 'Fit to viewport', (v) => v.fit()),
  inViewport('view.rotateRight', 'Rotate right', (v) => v.rotate(90)),
  inViewport('view.rotateLeft', 'Rotate left', (v) => v.rotate(-90)),
  inViewport('view.flipHorizontal', 'Flip left to right', (v) => v.flipHorizontal()),
  inViewport('view.flipVertical', 'Flip top to bottom', (v) => v.flipVertical()),
  inViewport('view.invert', 'Invert grey', (v) => v.setInverted(!v.inverted)),
  inViewport('view.smooth', 'Smooth or show pixels', (v) => v.setSmoothed(!v.smoothed)),
  inViewport('view.reset', 'Reset view', (v) => v.reset()),
  command('view.text', 'Text over the image', always, toggleOverlayText),
  command('view.marks', 'Annotations on or off', always, toggleMarks),
  command('view.planes', 'Overlay planes on or off', always, togglePlanes),
  command('view.identity', 'Hide or show the patient', always, toggleIdentity),
  command('view.single', 'One viewport', hasImage, () => arrange('single', null)),
  command('view.sideBySide', 'Two phases side by side', () => stackBeside() !== null, sideBySide),
  command('view.mpr', 'Three planes (MPR), and back', hasImage, toggleMpr),
  command('view.fullPane', 'One plane full, and back', inMpr, toggleFullPane),
  command('view.crosshair', 'Crosshair on or off', inMpr, toggleCrosshair),
  command('view.link', 'Link the two viewports', hasImage, toggleLinked),
  command('view.studies', 'Fold the list of studies', always, fold('studies')),
  command('view.findings', 'Fold the findings', always, fold('findings')),
  command('view.fullScreen', 'Full screen', always, toggleFullScreen),
];

const asStored = (): Voi | null => {
  const frame = activeViewport()?.frame ?? null;
  return frame === null ? null : storedVoi(frame);
};
const windowed = viewportCommandsOf('Window');

export const WINDOW_COMMANDS: readonly Command[] = [
  ...VOI_PRESETS.map(({ name, voi }) =>
    windowed(`window.${name}`, `${name.slice(0, 1).toUpperCase()}${name.slice(1)} window`, (v) =>
      v.setVoi(voi),
    ),
  ),
  {
    ...windowed('window.stored', 'Window as stored', (v) => v.setVoi(asStored() ?? v.voi)),
    enabled: () => asStored() !== null,
  },
];
