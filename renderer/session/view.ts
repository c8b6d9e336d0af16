/** How things are shown, apart from what is shown: tool in hand, what lies over the picture, open dialogs. */
import { atom, type ReadableAtom } from 'nanostores';
import type { ImportUID } from '../../annotations/ids.ts';
import { MARK_TOOLS, type MarkTool } from '../overlay/drawing.ts';

export const NAVIGATION_TOOLS = ['window', 'pan', 'zoom', 'scroll'] as const;
export type NavigationTool = (typeof NAVIGATION_TOOLS)[number];
export const DRAWING_TOOLS = MARK_TOOLS;
export type DrawingTool = MarkTool;
export type Tool = NavigationTool | DrawingTool;

export const isDrawingTool = (tool: Tool): tool is DrawingTool =>
  (DRAWING_TOOLS as readonly string[]).includes(tool);

const tool = atom<Tool>('window');
export const $tool: ReadableAtom<Tool> = tool;
export const chooseTool = (next: Tool): void => tool.set(next);

/** `mpr`: the stack in use as it was acquired, and cut from its two other sides. */
export type Layout = 'single' | 'side-by-side' | 'mpr';
const layout = atom<Layout>('single');
export const $layout: ReadableAtom<Layout> = layout;
export const setLayout = (next: Layout): void => layout.set(next);

const fullPane = atom<number | null>(null);
/** The one of several panes that fills the place of all; null while they stand beside each other. */
export const $fullPane: ReadableAtom<number | null> = fullPane;
export const setFullPane = (pane: number | null): void => fullPane.set(pane);

const crosshair = atom(true);
export const $crosshairShown: ReadableAtom<boolean> = crosshair;
export const toggleCrosshair = (): void => crosshair.set(!crosshair.get());

const overlayText = atom(true);
export const $overlayText: ReadableAtom<boolean> = overlayText;
export const toggleOverlayText = (): void => overlayText.set(!overlayText.get());

const planesShown = atom(true);
/** The overlay planes that files bring along. */
export const $planesShown: ReadableAtom<boolean> = planesShown;
export const togglePlanes = (): void => planesShown.set(!planesShown.get());

const marksShown = atom(true);
export const $marksShown: ReadableAtom<boolean> = marksShown;
export const toggleMarks = (): void => marksShown.set(!marksShown.get());

const identityShown = atom(true);
export const $identityShown: ReadableAtom<boolean> = identityShown;
export const toggleIdentity = (): void => identityShown.set(!identityShown.get());

export type DialogName =
  | 'export'
  | 'keys'
  | 'about'
  | 'settings'
  | 'tags'
  | 'skipped'
  | 'commands'
  | 'report'
  | 'history'
  | 'imports'
  | 'recovery';
const dialog = atom<DialogName | null>(null);
export const $dialog: ReadableAtom<DialogName | null> = dialog;
export const openDialog = (name: DialogName): void => dialog.set(name);
export const closeDialog = (): void => dialog.set(null);

const importShown = atom<ImportUID | null>(null);
/** The import whose ledger is unfolded in the list of imports. */
export const $importShown: ReadableAtom<ImportUID | null> = importShown;
export function showImports(unfolded: ImportUID | null = null): void {
  importShown.set(unfolded);
  openDialog('imports');
}

export type SidePanel = 'studies' | 'findings';
const folded = atom<{ readonly [P in SidePanel]: boolean }>({ studies: false, findings: false });
export const $folded: ReadableAtom<{ readonly [P in SidePanel]: boolean }> = folded;
export const setFolded = (panel: SidePanel, to: boolean): void => {
  if (folded.get()[panel] !== to) folded.set({ ...folded.get(), [panel]: to });
};

export type FindingsTab = 'findings' | 'report';
const tab = atom<FindingsTab>('findings');
export const $findingsTab: ReadableAtom<FindingsTab> = tab;
export const showTab = (next: FindingsTab): void => tab.set(next);
