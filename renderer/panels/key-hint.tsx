/** A name with its key, for tooltips and menus. */
import { Kbd } from '@mantine/core';
import { keyOf } from '../session/shortcuts.ts';
import classes from './key-hint.module.css';

export function KeyHint({ command }: { readonly command: string }) {
  const key = keyOf(command);
  return key === null ? null : <Kbd className={classes.key}>{key}</Kbd>;
}

export function NameWithKey({ name, command }: { readonly name: string; readonly command: string }) {
  return (
    <span className={classes.line}>
      {name}
      <KeyHint command={command} />
    </span>
  );
}
