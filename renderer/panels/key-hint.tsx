/** Keys as they stand in tooltips, menus and lists. */
import { Kbd } from '@mantine/core';
import { keyOf } from '../session/shortcuts.ts';
import classes from './key-hint.module.css';

/** A key's name, or what the mouse does, as on a key's cap. */
export const KeyCap = ({ children }: { readonly children: string }) => (
  <Kbd className={classes.key}>{children}</Kbd>
);

/** The first key of a command; nothing where it has none. */
export function KeyHint({ command }: { readonly command: string }) {
  const key = keyOf(command);
  return key === null ? null : <KeyCap>{key}</KeyCap>;
}

export function NameWithKey({ name, command }: { readonly name: string; readonly command: string }) {
  return (
    <span className={classes.line}>
      {name}
      <KeyHint command={command} />
    </span>
  );
}
