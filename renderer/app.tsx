/** The window: theme, messages, and the workspace or, with no case open, the start. */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useStore } from '@nanostores/react';
import { useEffect } from 'react';
import classes from './app.module.css';
import { Dialogs } from './dialogs/dialogs.tsx';
import { DropTarget } from './panels/start/drop-target.tsx';
import { Start } from './panels/start/start.tsx';
import { StatusBar } from './panels/status/status-bar.tsx';
import { Toolbar } from './panels/toolbar/toolbar.tsx';
import { Workspace } from './panels/workspace.tsx';
import { $current } from './session/selection.ts';
import { $sources } from './session/sources.ts';
import { theme } from './theme.ts';

export function App() {
  const sources = useStore($sources);
  const current = useStore($current);
  const name = sources.find((open) => open.source.id === current?.sourceId)?.source.name;
  useEffect(() => {
    document.title = name === undefined ? 'Marginalia' : `${name} – Marginalia`;
  }, [name]);
  return (
    <MantineProvider theme={theme} forceColorScheme="dark">
      <Notifications position="bottom-center" limit={4} transitionDuration={0} containerWidth={360} />
      <div className={classes.window} data-testid="window">
        <Toolbar />
        <main className={classes.middle}>{sources.length === 0 ? <Start /> : <Workspace />}</main>
        <StatusBar />
      </div>
      <Dialogs />
      <DropTarget />
    </MantineProvider>
  );
}
