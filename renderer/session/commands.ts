/**
 * Everything that the reader can do, once: menus, palette, buttons and keys all run these. The keys stand in
 * `shortcuts.ts`.
 */
import { VOI_PRESETS, type VoiWindow } from '../../annotations/image/voi.ts';
import { $annotationState, $annotations, annotationStore } from './annotations.ts';
import { saveAsDicom } from './exchange.ts';
import { jumpToFinding, stepFinding } from './findings.ts';
import { accepted, notifyBriefly } from './notices.ts';
import {
  $shown,
  activatePane,
  activeStackId,
  activeViewport,
  arrange,
  showStack,
  toggleLinked,
} from './panes.ts';
import { $current, $selection, select } from './selection.ts';
import { closeSource, openFiles, openFolder, openSample } from './sources.ts';
import { $stacks } from './studies.ts';
import {
  $folded,
  $layout,
  $tool,
  chooseTool,
  DRAWING_TOOLS,
  isDrawingTool,
  openDialog,
  setFolded,
  showTab,
  type Tool,
  toggleIdentity,
  toggleMarks,
  toggleOverlayText,
} from './view.ts';

export type CommandGroup = 'Case' | 'Tools' | 'Slices' | 'View' | 'Window' | 'Findings' | 'Help';

export type Command = {
  readonly id: string;
  readonly name: string;
  readonly group: CommandGroup;
  run(): void;
  /** Whether it would do something now. */
  enabled(): boolean;
};

const always = (): boolean => true;
const hasImage = (): boolean => activeViewport()?.stack != null;
const hasAnnotations = (): boolean => $annotations.get() !== null;
const hasFindings = (): boolean => ($annotationState.get()?.findings.length ?? 0) > 0;
const hasSelection = (): boolean => $selection.get().finding !== null || $selection.get().region !== null;

const viewportCommand = (
  id: string,
  name: string,
  group: CommandGroup,
  run: (viewport: NonNullable<ReturnType<typeof activeViewport>>) => void,
): Command => ({
  id,
  name,
  group,
  enabled: hasImage,
  run() {
    const viewport = activeViewport();
    if (viewport !== null) run(viewport);
  },
});

const tool = (id: Tool, name: string): Command => ({
  id: `tool.${id}`,
  name,
  group: 'Tools',
  enabled: isDrawingTool(id) ? () => hasImage() && hasAnnotations() : hasImage,
  run: () => chooseTool(id),
});

/** The next or previous stack of the list on the left. */
function stepSeries(by: 1 | -1): void {
  const stacks = $stacks.get();
  const at = stacks.findIndex((place) => place.stack.id === activeStackId());
  const next = stacks[at + by];
  if (at >= 0 && next !== undefined) showStack(next.stack.id);
}

function removeSelected(): void {
  const store = annotationStore();
  const { finding, region } = $selection.get();
  if (store === null) return;
  if (region !== null) {
    if (accepted(store.removeRegion(region))) select(finding, null);
  } else if (finding !== null && accepted(store.removeFinding(finding))) {
    select(null);
  }
}

/** Undo brings things back silently; the name of the change says what it was. */
function travel(direction: 'undo' | 'redo'): void {
  const store = annotationStore();
  if (store === null) return;
  const done = store[direction]();
  if (done.ok) notifyBriefly(`${direction === 'undo' ? 'Undone' : 'Redone'}: ${done.value}`);
  else if (done.error.kind === 'read-only') accepted(done);
}

/** The other phase that goes beside the one on the screen: the next placed stack of the same study. */
export function stackBeside() {
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

const asStored = (): VoiWindow | null => activeViewport()?.frame?.voi[0] ?? null;

/** Slices a second of the cine loop; product choice. */
const CINE_FPS = 12;
let cine: ReturnType<typeof setInterval> | null = null;

function stopCine(): void {
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

export function cancel(): void {
  stopCine();
  if (isDrawingTool($tool.get())) chooseTool('window');
  else select(null);
}

function goPane(pane: number): void {
  if ($layout.get() === 'side-by-side' && $shown.get()[pane] !== null) activatePane(pane);
}

function toggleFullScreen(): void {
  if (document.fullscreenElement === null) void document.documentElement.requestFullscreen();
  else void document.exitFullscreen();
}

const slices = 'Slices' satisfies CommandGroup;
const view = 'View' satisfies CommandGroup;

export const COMMANDS: readonly Command[] = [
  {
    id: 'case.openFolder',
    name: 'Open folder…',
    group: 'Case',
    enabled: always,
    run: () => void openFolder(),
  },
  { id: 'case.openFiles', name: 'Open files…', group: 'Case', enabled: always, run: () => void openFiles() },
  {
    id: 'case.openSample',
    name: 'Open sample case',
    group: 'Case',
    enabled: always,
    run: () => void openSample(),
  },
  {
    id: 'case.close',
    name: 'Close case',
    group: 'Case',
    enabled: () => $current.get() !== null,
    run() {
      const source = $current.get()?.sourceId;
      if (source !== undefined) void closeSource(source);
    },
  },
  {
    id: 'case.export',
    name: 'Export snapshot…',
    group: 'Case',
    enabled: hasImage,
    run: () => openDialog('export'),
  },
  {
    id: 'case.tags',
    name: 'Show DICOM tags',
    group: 'Case',
    enabled: hasImage,
    run: () => openDialog('tags'),
  },
  {
    id: 'case.saveReport',
    name: 'Save as DICOM measurement report',
    group: 'Case',
    enabled: hasFindings,
    run: () => void saveAsDicom('sr'),
  },
  {
    id: 'case.savePresentation',
    name: 'Save as DICOM presentation state',
    group: 'Case',
    enabled: hasFindings,
    run: () => void saveAsDicom('gsps'),
  },
  {
    id: 'case.skipped',
    name: 'Show skipped files',
    group: 'Case',
    enabled: always,
    run: () => openDialog('skipped'),
  },
  {
    id: 'case.history',
    name: 'Earlier versions of the annotations…',
    group: 'Case',
    enabled: hasAnnotations,
    run: () => openDialog('history'),
  },
  {
    id: 'case.settings',
    name: 'Settings…',
    group: 'Case',
    enabled: always,
    run: () => openDialog('settings'),
  },

  tool('window', 'Window and level'),
  tool('pan', 'Pan'),
  tool('zoom', 'Zoom'),
  tool('scroll', 'Scroll slices'),
  tool('ellipse', 'Draw ellipse'),
  tool('polygon', 'Draw outline'),
  tool('bidirectional', 'Draw bidirectional'),
  tool('length', 'Draw length'),
  tool('arrow', 'Draw arrow'),
  tool('point', 'Mark point'),
  tool('text', 'Write text'),
  { id: 'edit.cancel', name: 'Cancel, or put the tool down', group: 'Tools', enabled: always, run: cancel },

  viewportCommand('slice.previous', 'Previous slice', slices, (v) => v.setSlice(v.slice - 1)),
  viewportCommand('slice.next', 'Next slice', slices, (v) => v.setSlice(v.slice + 1)),
  viewportCommand('slice.first', 'First slice', slices, (v) => v.setSlice(0)),
  viewportCommand('slice.last', 'Last slice', slices, (v) => v.setSlice(v.sliceCount - 1)),
  {
    id: 'series.previous',
    name: 'Previous series',
    group: slices,
    enabled: hasImage,
    run: () => stepSeries(-1),
  },
  { id: 'series.next', name: 'Next series', group: slices, enabled: hasImage, run: () => stepSeries(1) },
  { id: 'slice.cine', name: 'Cine', group: slices, enabled: hasImage, run: toggleCine },

  { id: 'pane.left', name: 'Left viewport', group: view, enabled: hasImage, run: () => goPane(0) },
  { id: 'pane.right', name: 'Right viewport', group: view, enabled: hasImage, run: () => goPane(1) },
  viewportCommand('view.zoomIn', 'Zoom in', view, (v) => v.zoomBy(1.25)),
  viewportCommand('view.zoomOut', 'Zoom out', view, (v) => v.zoomBy(0.8)),
  viewportCommand('view.fit', 'Fit to viewport', view, (v) => v.fit()),
  viewportCommand('view.rotateRight', 'Rotate right', view, (v) => v.rotate(90)),
  viewportCommand('view.rotateLeft', 'Rotate left', view, (v) => v.rotate(-90)),
  viewportCommand('view.flipHorizontal', 'Flip left to right', view, (v) => v.flipHorizontal()),
  viewportCommand('view.flipVertical', 'Flip top to bottom', view, (v) => v.flipVertical()),
  viewportCommand('view.invert', 'Invert grey', view, (v) => v.setInverted(!v.inverted)),
  viewportCommand('view.smooth', 'Smooth or show pixels', view, (v) => v.setSmoothed(!v.smoothed)),
  viewportCommand('view.reset', 'Reset view', view, (v) => v.reset()),
  { id: 'view.text', name: 'Text over the image', group: view, enabled: always, run: toggleOverlayText },
  { id: 'view.marks', name: 'Annotations on or off', group: view, enabled: always, run: toggleMarks },
  {
    id: 'view.identity',
    name: 'Hide or show the patient',
    group: view,
    enabled: always,
    run: toggleIdentity,
  },
  {
    id: 'view.single',
    name: 'One viewport',
    group: view,
    enabled: hasImage,
    run: () => arrange('single', null),
  },
  {
    id: 'view.sideBySide',
    name: 'Two phases side by side',
    group: view,
    enabled: () => stackBeside() !== null,
    run: () => arrange('side-by-side', stackBeside()),
  },
  { id: 'view.link', name: 'Link the two viewports', group: view, enabled: hasImage, run: toggleLinked },
  {
    id: 'view.studies',
    name: 'Fold the list of studies',
    group: view,
    enabled: always,
    run: () => setFolded('studies', !$folded.get().studies),
  },
  {
    id: 'view.findings',
    name: 'Fold the findings',
    group: view,
    enabled: always,
    run: () => setFolded('findings', !$folded.get().findings),
  },
  { id: 'view.fullScreen', name: 'Full screen', group: view, enabled: always, run: toggleFullScreen },

  ...VOI_PRESETS.map((preset) =>
    viewportCommand(
      `window.${preset.name}`,
      `${preset.name[0]?.toUpperCase()}${preset.name.slice(1)} window`,
      'Window',
      (v) => v.setVoi(preset.voi),
    ),
  ),
  {
    id: 'window.stored',
    name: 'Window as stored',
    group: 'Window',
    enabled: () => asStored() !== null,
    run() {
      const voi = asStored();
      if (voi !== null) activeViewport()?.setVoi(voi);
    },
  },

  {
    id: 'finding.next',
    name: 'Next finding',
    group: 'Findings',
    enabled: hasFindings,
    run: () => stepFinding(1),
  },
  {
    id: 'finding.previous',
    name: 'Previous finding',
    group: 'Findings',
    enabled: hasFindings,
    run: () => stepFinding(-1),
  },
  {
    id: 'finding.add',
    name: 'New finding',
    group: 'Findings',
    enabled: hasAnnotations,
    run() {
      const added = annotationStore()?.addFinding({});
      if (added === undefined || !accepted(added) || !added.ok) return;
      showTab('findings');
      jumpToFinding(added.value);
    },
  },
  {
    id: 'edit.delete',
    name: 'Delete mark or finding',
    group: 'Findings',
    enabled: hasSelection,
    run: removeSelected,
  },
  {
    id: 'edit.undo',
    name: 'Undo',
    group: 'Findings',
    enabled: () => annotationStore()?.undoName != null,
    run: () => travel('undo'),
  },
  {
    id: 'edit.redo',
    name: 'Redo',
    group: 'Findings',
    enabled: () => annotationStore()?.redoName != null,
    run: () => travel('redo'),
  },
  {
    id: 'report.attach',
    name: 'Load or paste report…',
    group: 'Findings',
    enabled: hasAnnotations,
    run: () => openDialog('report'),
  },

  { id: 'help.keys', name: 'List of keys', group: 'Help', enabled: always, run: () => openDialog('keys') },
  {
    id: 'help.commands',
    name: 'All commands',
    group: 'Help',
    enabled: always,
    run: () => openDialog('commands'),
  },
  {
    id: 'help.about',
    name: 'About Marginalia',
    group: 'Help',
    enabled: always,
    run: () => openDialog('about'),
  },
];

const byId = new Map(COMMANDS.map((command) => [command.id, command]));

/** An unknown id is a bug of the caller, save for ids that main's menu sends: those are answered with `false`. */
export function runCommand(id: string): boolean {
  const command = byId.get(id);
  if (command === undefined || !command.enabled()) return false;
  command.run();
  return true;
}

export const commandOf = (id: string): Command => {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`There is no command ${id}.`);
  return command;
};

export const DRAWING_COMMANDS = DRAWING_TOOLS.map((name) => `tool.${name}`);
