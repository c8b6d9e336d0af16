/** The middle of the window: one pane, two phases side by side, or three planes; in place of them what there is to say. */
import { useStore } from '@nanostores/react';
import { useRef } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { $nothingShown } from '../../session/panes.ts';
import { $sources } from '../../session/sources.ts';
import { $fullPane, $layout } from '../../session/view.ts';
import { useTold } from '../use-told.ts';
import workspace from '../workspace.module.css';
import { CutPanes } from './cut-panes.tsx';
import { NothingShown } from './nothing-shown.tsx';
import { PaneLink } from './pane-link.tsx';
import { useCutsPlace } from './use-cuts-place.ts';
import classes from './viewer.module.css';
import { ViewportPane } from './viewport-pane.tsx';

/** The library's panels scroll unless told otherwise. */
const CLIPPED = { overflow: 'hidden' } as const;

export function Viewer() {
  const layout = useStore($layout);
  const nothing = useTold($nothingShown);
  const sources = useTold($sources);
  const full = useStore($fullPane) !== null;
  const place = useRef<HTMLDivElement>(null);
  const below = useCutsPlace(place) === 'below' && layout === 'mpr';
  return (
    <div ref={place} className={classes.viewer} data-testid="viewer">
      {nothing && sources.length > 0 && <NothingShown sources={sources} />}
      <PaneLink />
      <Group
        id="panes"
        orientation={below ? 'vertical' : 'horizontal'}
        className={classes.panes}
        data-full={full}
        inert={nothing}
      >
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
        {layout === 'mpr' && (
          <>
            <Separator
              className={below ? workspace.separatorAcross : workspace.separator}
              aria-label="Size of the acquired plane"
            />
            <Panel id="pane-cuts" defaultSize="44%" minSize="20%" style={CLIPPED}>
              <CutPanes orientation={below ? 'horizontal' : 'vertical'} />
            </Panel>
          </>
        )}
      </Group>
    </div>
  );
}
