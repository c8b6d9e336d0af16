/** The window: theme, messages, and the workspace or, with no case open, the start. */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useStore } from '@nanostores/react';
import { lazy, Suspense, startTransition, useEffect, useState } from 'react';
import { oneLine } from '../annotations/printable.ts';
import classes from './app.module.css';
import { Dialogs } from './dialogs/dialogs.tsx';
import { DropTarget } from './panels/start/drop-target.tsx';
import { Start } from './panels/start/start.tsx';
import { StatusBar } from './panels/status/status-bar.tsx';
import { Toolbar } from './panels/toolbar/toolbar.tsx';
import { useTold } from './panels/use-told.ts';
import { $current } from './session/selection.ts';
import { $nothingOpen, $sources } from './session/sources.ts';
import { $identityShown } from './session/view.ts';
import { theme } from './theme.ts';

/** The workspace is rendered while the start screen waits, so that choosing a case only has to fill it. */
function usePrepared(): boolean {
  const [prepared, setPrepared] = useState(false);
  useEffect(() => {
    const idle = requestIdleCallback(() => startTransition(() => setPrepared(true)), {
      timeout: PREPARED_AT_LAST_MS,
    });
    return () => cancelIdleCallback(idle);
  }, []);
  return prepared;
}

const PREPARED_AT_LAST_MS = 1000;
const Workspace = lazy(() =>
  import('./panels/workspace.tsx').then((module) => ({ default: module.Workspace })),
);
const WORKSPACE = (
  <Suspense fallback={null}>
    <Workspace />
  </Suspense>
);

function Middle() {
  const prepared = usePrepared();
  const empty = useStore($nothingOpen);
  return (
    <main className={classes.middle}>
      {(prepared || !empty) && (
        <div className={classes.workspace} inert={empty}>
          {WORKSPACE}
        </div>
      )}
      {empty && <Start />}
    </main>
  );
}

/** The window's own name. A folder is often named for its patient. */
function Title() {
  const sources = useTold($sources);
  const current = useTold($current);
  const identity = useStore($identityShown);
  const name = identity
    ? sources.find((open) => open.source.id === current?.sourceId)?.source.name
    : undefined;
  useEffect(() => {
    document.title = name === undefined ? 'Marginalia' : `${oneLine(name)} – Marginalia`;
  }, [name]);
  return null;
}

export function App() {
  return (
    <MantineProvider theme={theme} forceColorScheme="dark">
      <Title />
      <Notifications position="bottom-center" limit={4} transitionDuration={0} containerWidth={360} />
      <div className={classes.window} data-testid="window">
        <Toolbar />
        <Middle />
        <StatusBar />
      </div>
      <Dialogs />
      <DropTarget />
    </MantineProvider>
  );
}
