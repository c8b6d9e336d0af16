/** The two cuts beside the stack in use or below it, and the link between all three planes. */
import { useEffect } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { linkPlanes } from '../../session/mpr.ts';
import { useViewport } from '../use-viewport.ts';
import workspace from '../workspace.module.css';
import { CutPane } from './cut-pane.tsx';
import classes from './viewer.module.css';

const CLIPPED = { overflow: 'hidden' } as const;

export function CutPanes({ orientation }: { readonly orientation: 'horizontal' | 'vertical' }) {
  const acquired = useViewport(0);
  const one = useViewport(1);
  const other = useViewport(2);
  useEffect(() => {
    if (acquired === null || one === null || other === null) return;
    return linkPlanes([acquired, one, other]);
  }, [acquired, one, other]);
  return (
    <Group id="cuts" orientation={orientation} className={classes.panes}>
      <Panel id="cut-1" minSize="20%" style={CLIPPED}>
        <CutPane pane={1} />
      </Panel>
      <Separator
        className={orientation === 'vertical' ? workspace.separatorAcross : workspace.separator}
        aria-label="Size of the first cut"
      />
      <Panel id="cut-2" minSize="20%" style={CLIPPED}>
        <CutPane pane={2} />
      </Panel>
    </Group>
  );
}
