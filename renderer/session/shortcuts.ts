/**
 * The one table of keys. A key is written as the reader sees it: modifiers in the order Ctrl, Alt, Shift, then the
 * key's name. Ctrl stands for Command on a Mac.
 */
import { runCommand } from './commands.ts';

export type Shortcut = { readonly command: string; readonly keys: readonly string[] };

export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'case.openFolder', keys: ['Ctrl+O'] },
  { command: 'case.export', keys: ['Ctrl+E'] },
  { command: 'case.settings', keys: ['Ctrl+,'] },
  { command: 'tool.window', keys: ['W'] },
  { command: 'tool.pan', keys: ['T'] },
  { command: 'tool.zoom', keys: ['Z'] },
  { command: 'tool.scroll', keys: ['S'] },
  { command: 'tool.ellipse', keys: ['E'] },
  { command: 'tool.polygon', keys: ['G'] },
  { command: 'tool.bidirectional', keys: ['B'] },
  { command: 'tool.length', keys: ['D'] },
  { command: 'tool.arrow', keys: ['Y'] },
  { command: 'tool.point', keys: ['P'] },
  { command: 'tool.text', keys: ['X'] },
  { command: 'edit.cancel', keys: ['Esc'] },
  { command: 'slice.previous', keys: ['↑'] },
  { command: 'slice.next', keys: ['↓'] },
  { command: 'slice.first', keys: ['Home'] },
  { command: 'slice.last', keys: ['End'] },
  { command: 'series.previous', keys: ['PgUp'] },
  { command: 'series.next', keys: ['PgDn'] },
  { command: 'slice.cine', keys: ['C'] },
  { command: 'pane.left', keys: ['←'] },
  { command: 'pane.right', keys: ['→'] },
  { command: 'view.zoomIn', keys: ['+'] },
  { command: 'view.zoomOut', keys: ['-'] },
  { command: 'view.fit', keys: ['='] },
  { command: 'view.rotateRight', keys: ['R'] },
  { command: 'view.rotateLeft', keys: ['L'] },
  { command: 'view.flipHorizontal', keys: ['H'] },
  { command: 'view.flipVertical', keys: ['V'] },
  { command: 'view.invert', keys: ['I'] },
  { command: 'view.reset', keys: ['Space'] },
  { command: 'view.text', keys: ['O'] },
  { command: 'view.marks', keys: ['A'] },
  { command: 'view.identity', keys: ['Shift+O'] },
  { command: 'view.studies', keys: ['['] },
  { command: 'view.findings', keys: [']'] },
  { command: 'view.fullScreen', keys: ['F'] },
  { command: 'view.mpr', keys: ['M'] },
  { command: 'view.fullPane', keys: ['Shift+F'] },
  { command: 'view.crosshair', keys: ['K'] },
  { command: 'window.abdomen', keys: ['1'] },
  { command: 'window.liver', keys: ['2'] },
  { command: 'window.mediastinum', keys: ['3'] },
  { command: 'window.lung', keys: ['4'] },
  { command: 'window.bone', keys: ['5'] },
  { command: 'window.brain', keys: ['6'] },
  { command: 'window.fat', keys: ['7'] },
  { command: 'finding.next', keys: ['N'] },
  { command: 'finding.previous', keys: ['Shift+N'] },
  { command: 'edit.delete', keys: ['Delete', 'Backspace'] },
  { command: 'edit.undo', keys: ['Ctrl+Z'] },
  { command: 'edit.redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] },
  { command: 'help.keys', keys: ['?'] },
  { command: 'help.commands', keys: ['Ctrl+K'] },
];

const byKey = new Map(SHORTCUTS.flatMap(({ command, keys }) => keys.map((key) => [key, command] as const)));
const byCommand = new Map(SHORTCUTS.map(({ command, keys }) => [command, keys]));

export const keysOf = (command: string): readonly string[] => byCommand.get(command) ?? [];
/** The first key of a command, for hints; null where it has none. */
export const keyOf = (command: string): string | null => keysOf(command)[0] ?? null;

const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Escape: 'Esc',
  ' ': 'Space',
};

/** What was pressed, as the table writes it. Shift counts for letters only: "?" and "+" need it on some keyboards. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const named = NAMES[event.key] ?? event.key;
  const letter = /^\p{L}$/u.test(named);
  const key = letter ? named.toUpperCase() : named;
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const shift = event.shiftKey && (letter || named.length > 1) ? 'Shift+' : '';
  return `${control}${event.altKey ? 'Alt+' : ''}${shift}${key}`;
}

/** Elements that have their own use for the keys that come to them. */
const TYPING = 'input, textarea, select, [contenteditable="true"], [role="textbox"]';
const OWN_ARROWS =
  '[role="slider"], [role="listbox"], [role="menu"], [role="tablist"], [role="separator"], [role="radiogroup"], [role="toolbar"]';

const OPEN = '[role="menu"], [role="listbox"], [aria-expanded="true"]';

function belongsToElement(event: KeyboardEvent, key: string): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"]') !== null) return true;
  if (target.closest(TYPING) !== null) {
    // A list to choose from: nothing is typed there that Ctrl+Z could take back but the choice itself.
    if (target instanceof HTMLInputElement && target.readOnly && key.startsWith('Ctrl+')) return false;
    const radio = target instanceof HTMLInputElement && /^(radio|checkbox)$/.test(target.type);
    return !radio || /^([←→↑↓]|Space)$/.test(key);
  }
  // Escape closes the open menu or list first.
  if (key === 'Esc' && target.closest(OPEN) !== null) return true;
  if (/^([←→↑↓]|Home|End)$/.test(key) && target.closest(OWN_ARROWS) !== null) return true;
  return key === 'Space' && target.closest('button, a, [role="button"], [role="option"]') !== null;
}

/** Listens for the table's keys on the whole window. */
export function listenForKeys(): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const key = keyName(event);
    const command = byKey.get(key);
    if (command === undefined || belongsToElement(event, key)) return;
    if (runCommand(command)) event.preventDefault();
  };
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
}
