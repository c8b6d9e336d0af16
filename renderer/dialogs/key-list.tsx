/** The list of keys, from the one table. */
import { Modal } from '@mantine/core';
import { KeyCap } from '../panels/key-hint.tsx';
import { COMMANDS, type CommandGroup, commandOf } from '../session/commands.ts';
import { keysOf, SHORTCUTS } from '../session/shortcuts.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

/** In an order that fills the columns evenly. */
const GROUPS: readonly CommandGroup[] = ['Tools', 'Slices', 'Case', 'View', 'Help', 'Window', 'Findings'];

/** What the mouse does, and keys that a mark in hand takes. */
const BY_HAND: readonly (readonly [string, string])[] = [
  ['Left button', 'tool in hand'],
  ['Middle button', 'pan'],
  ['Right button', 'zoom'],
  ['Wheel', 'slice'],
  ['Ctrl+wheel', 'zoom'],
  ['Click on three planes', 'crosshair there'],
  ['Shift+move on three planes', 'crosshair comes along'],
  ['Double click', 'one viewport full, and back'],
  ['Enter', 'finish an outline'],
  ['Alt+arrows', 'nudge the mark; with Shift farther'],
  ['Shift while drawing', 'circle; lines in steps of 45°'],
];

export function KeyList() {
  const shown = new Set(SHORTCUTS.map((shortcut) => shortcut.command));
  return (
    <Modal opened onClose={closeDialog} title="Keys" size={980} data-testid="keys-dialog">
      {/* Takes the focus, so that the arrow keys scroll. */}
      <div className={classes.keys} tabIndex={-1} data-autofocus>
        {GROUPS.map((group) => (
          <section key={group} className={classes.keyGroup}>
            <h3 className={classes.groupTitle}>{group}</h3>
            {COMMANDS.filter((command) => command.group === group && shown.has(command.id)).map(({ id }) => (
              <div key={id} className={classes.keyRow}>
                <span>{commandOf(id).name.replace('…', '')}</span>
                <span className={classes.keyCaps}>
                  {keysOf(id).map((key) => (
                    <KeyCap key={key}>{key}</KeyCap>
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
        <section className={classes.keyGroup}>
          <h3 className={classes.groupTitle}>Mouse and marks</h3>
          {BY_HAND.map(([what, does]) => (
            <div key={what} className={classes.keyRow}>
              <span>{what}</span>
              <span className={classes.soft}>{does}</span>
            </div>
          ))}
        </section>
      </div>
    </Modal>
  );
}
