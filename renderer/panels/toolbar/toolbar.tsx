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
      <div className={classes.zone}>
        <CaseMenu />
        {open && <SeriesSwitch />}
      </div>
      {/* In the middle: a long name or another series never moves a tool from under the hand. */}
      <div className={classes.zone}>
        {open && (
          <>
            <ToolSwitch />
            <Divider orientation="vertical" className={classes.divider} />
            <UndoButtons />
          </>
        )}
      </div>
      <div className={classes.zone}>
        <span className={classes.space} />
        {open && (
          <>
            <WindowMenu />
            <LayoutMenu />
            <CommandButton command="case.export" icon="export" label="Export" />
          </>
        )}
        <CommandButton command="help.keys" icon="keys" />
      </div>
    </header>
  );
}
