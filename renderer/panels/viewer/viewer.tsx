/** The middle of the window: one pane, or two phases side by side; in place of them what there is to say. */
import { useStore } from '@nanostores/react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { $nothingShown } from '../../session/panes.ts';
import { $sources } from '../../session/sources.ts';
import { $layout } from '../../session/view.ts';
import { useTold } from '../use-told.ts';
import workspace from '../workspace.module.css';
import { NothingShown } from './nothing-shown.tsx';
import { PaneLink } from './pane-link.tsx';
import classes from './viewer.module.css';
import { ViewportPane } from './viewport-pane.tsx';

/** The library's panels scroll unless told otherwise. */
const CLIPPED = { overflow: 'hidden' } as const;

export function Viewer() {
  const layout = useStore($layout);
  const nothing = useTold($nothingShown);
  const sources = useTold($sources);
  return (
    <div className={classes.viewer} data-testid="viewer">
      {nothing && sources.length > 0 && <NothingShown sources={sources} />}
      <PaneLink />
      <Group id="panes" className={classes.panes} inert={nothing}>
        <Panel id="pane-0" minSize="20%" style={CLIPPED}>
          <ViewportPane pane={0} />
        </Panel>
        {layout === 'side-by-side' && (
          <>
            <Separator className={workspace.separator} aria-label="Width of the left viewport" />
            <Panel id="pane-1" minSize="20%" style={CLIPPED}>
              <ViewportPane pane={1} />
            </Panel>
          </>
        )}
      </Group>
    </div>
  );
}
