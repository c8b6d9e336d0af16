/** The top line: case, series of the study, tools, window, layout, export, help. */
import { Divider } from '@mantine/core';
import { $sources } from '../../session/sources.ts';
import { useTold } from '../use-told.ts';
import { CaseMenu } from './case-menu.tsx';
import { CommandButton } from './command-button.tsx';
import { LayoutMenu } from './layout-menu.tsx';
import { SeriesSwitch } from './series-switch.tsx';
import { ToolSwitch } from './tool-switch.tsx';
import classes from './toolbar.module.css';
import { UndoButtons } from './undo-buttons.tsx';
import { WindowMenu } from './window-menu.tsx';

export function Toolbar() {
  const open = useTold($sources).length > 0;
  return (
    <header className={classes.bar} data-testid="toolbar">
      <CaseMenu />
      {open && (
        <>
          <SeriesSwitch />
          <Divider orientation="vertical" className={classes.divider} />
          <ToolSwitch />
          <Divider orientation="vertical" className={classes.divider} />
          <UndoButtons />
          <span className={classes.space} />
          <WindowMenu />
          <LayoutMenu />
          <CommandButton command="case.export" icon="export" label="Export" />
        </>
      )}
      {!open && <span className={classes.space} />}
      <CommandButton command="help.keys" icon="keys" />
    </header>
  );
}
