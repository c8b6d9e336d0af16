/** Studies, viewports, findings: three panels that fold and resize and are remembered. */
import { useMediaQuery } from '@mantine/hooks';
import { useStore } from '@nanostores/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Group, type Layout, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import { $settings, rememberLayout } from '../session/settings.ts';
import { $folded, type SidePanel, setFolded } from '../session/view.ts';
import { FindingsPanel } from './findings/findings-panel.tsx';
import { StudiesPanel } from './studies/studies-panel.tsx';
import { Viewer } from './viewer/viewer.tsx';
import classes from './workspace.module.css';

/** Below this width the side panels begin as narrow as they can: the image stays the largest thing. */
const ROOMY_FROM_PX = 1180;

const SIZES = {
  studies: { usual: 252, least: 196, most: 420 },
  findings: { usual: 344, least: 312, most: 560 },
} as const;

/** A window that gets narrow takes its width from the panels, and one that gets roomy gives it back. */
function useRoom(panel: SidePanel, handle: ReturnType<typeof usePanelRef>): void {
  const roomy = useMediaQuery(`(min-width: ${ROOMY_FROM_PX}px)`, window.innerWidth >= ROOMY_FROM_PX, {
    getInitialValueInEffect: false,
  });
  const before = useRef(roomy);
  useEffect(() => {
    if (before.current === roomy) return;
    before.current = roomy;
    if (handle.current?.isCollapsed() === false) handle.current.resize(widthOf(panel));
  }, [panel, handle, roomy]);
}

/** Keeps a side panel's fold in step with the session, both ways. */
function useFold(panel: SidePanel) {
  const ref = usePanelRef();
  const folded = useStore($folded)[panel];
  useEffect(() => {
    const handle = ref.current;
    if (handle === null || handle.isCollapsed() === folded) return;
    if (folded) handle.collapse();
    else handle.expand();
  }, [ref, folded]);
  return ref;
}

const widthOf = (panel: SidePanel): number => {
  const remembered = $settings.get().layout[`width.${panel}`];
  const { least, usual } = SIZES[panel];
  if (window.innerWidth < ROOMY_FROM_PX) return least;
  return typeof remembered === 'number' && remembered >= least ? remembered : usual;
};

/** The library's panels scroll unless told otherwise. */
const CLIPPED = { overflow: 'hidden' } as const;

type FrameProps = {
  readonly id: SidePanel;
  readonly handle: ReturnType<typeof usePanelRef>;
  readonly children: ReactNode;
};

const SidePanelFrame = ({ id, handle, children }: FrameProps) => (
  <Panel
    id={id}
    panelRef={handle}
    className={classes.side}
    style={CLIPPED}
    collapsible
    collapsedSize={0}
    defaultSize={widthOf(id)}
    minSize={SIZES[id].least}
    maxSize={SIZES[id].most}
    groupResizeBehavior="preserve-pixel-size"
  >
    {children}
  </Panel>
);

export function Workspace() {
  const studies = useFold('studies');
  const findings = useFold('findings');
  useRoom('studies', studies);
  useRoom('findings', findings);

  const remember = (_: Layout, meta?: { readonly isUserInteraction: boolean }): void => {
    if (meta?.isUserInteraction === false) return;
    const widths = { studies, findings };
    for (const panel of ['studies', 'findings'] as const) {
      const size = widths[panel].current?.getSize().inPixels ?? 0;
      setFolded(panel, size === 0);
      if (size > 0) rememberLayout({ [`width.${panel}`]: Math.round(size) });
    }
  };

  return (
    <Group className={classes.group} onLayoutChanged={remember} id="workspace">
      <SidePanelFrame id="studies" handle={studies}>
        <StudiesPanel />
      </SidePanelFrame>
      <Separator className={classes.separator} aria-label="Width of the list of studies" />
      <Panel id="viewer" minSize="35%" className={classes.viewer} style={CLIPPED}>
        <Viewer />
      </Panel>
      <Separator className={classes.separator} aria-label="Width of the findings" />
      <SidePanelFrame id="findings" handle={findings}>
        <FindingsPanel />
      </SidePanelFrame>
    </Group>
  );
}
