/** One viewport, two phases side by side or three planes, and what lies over the picture. */
import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconCheck, IconLayoutColumns, IconLayoutSidebarRight, IconSquare } from '@tabler/icons-react';
import { stackBeside } from '../../session/commands/view-commands.ts';
import { runCommand } from '../../session/commands.ts';
import { $linked } from '../../session/panes.ts';
import { $current } from '../../session/selection.ts';
import {
  $crosshairShown,
  $identityShown,
  $layout,
  $marksShown,
  $overlayText,
  $planesShown,
  type Layout,
} from '../../session/view.ts';
import { KeyHint } from '../key-hint.tsx';
import { useTold } from '../use-told.ts';

const ICON = { size: 16, stroke: 1.6 } as const;
const LAYOUT_ICONS: { readonly [L in Layout]: typeof IconSquare } = {
  single: IconSquare,
  'side-by-side': IconLayoutColumns,
  mpr: IconLayoutSidebarRight,
};
const checked = (on: boolean) => (on ? <IconCheck size={15} /> : <span style={{ width: 15 }} />);

export function LayoutMenu() {
  const layout = useStore($layout);
  const linked = useStore($linked);
  const text = useStore($overlayText);
  const marks = useStore($marksShown);
  const identity = useStore($identityShown);
  const planes = useStore($planesShown);
  const crosshair = useStore($crosshairShown);
  const none = useTold($current) === null;
  const Icon = LAYOUT_ICONS[layout];
  const beside = stackBeside() !== null;
  return (
    <Menu width={250} position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label="Layout and overlay">
          <ActionIcon
            variant="default"
            disabled={none}
            aria-label="Layout and overlay"
            data-testid="layout-menu"
          >
            <Icon {...ICON} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Layout</Menu.Label>
        <Menu.Item
          closeMenuOnClick
          leftSection={checked(layout === 'single')}
          onClick={() => runCommand('view.single')}
        >
          One viewport
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick
          leftSection={checked(layout === 'side-by-side')}
          disabled={!beside}
          onClick={() => runCommand('view.sideBySide')}
          data-testid="layout-side-by-side"
        >
          Two phases side by side
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick
          leftSection={checked(layout === 'mpr')}
          rightSection={<KeyHint command="view.mpr" />}
          disabled={none}
          onClick={() => runCommand('view.mpr')}
          data-testid="layout-mpr"
        >
          Three planes (MPR)
        </Menu.Item>
        <Menu.Item
          leftSection={checked(linked)}
          disabled={layout !== 'side-by-side'}
          onClick={() => runCommand('view.link')}
        >
          Move together
        </Menu.Item>
        <Menu.Label>Over the image</Menu.Label>
        {layout === 'mpr' && (
          <Menu.Item
            leftSection={checked(crosshair)}
            rightSection={<KeyHint command="view.crosshair" />}
            onClick={() => runCommand('view.crosshair')}
          >
            Crosshair
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={checked(marks)}
          rightSection={<KeyHint command="view.marks" />}
          onClick={() => runCommand('view.marks')}
        >
          Annotations
        </Menu.Item>
        <Menu.Item
          leftSection={checked(text)}
          rightSection={<KeyHint command="view.text" />}
          onClick={() => runCommand('view.text')}
        >
          Text
        </Menu.Item>
        <Menu.Item
          leftSection={checked(planes)}
          rightSection={<KeyHint command="view.planes" />}
          onClick={() => runCommand('view.planes')}
        >
          Overlay planes
        </Menu.Item>
        <Menu.Item
          leftSection={checked(identity)}
          rightSection={<KeyHint command="view.identity" />}
          onClick={() => runCommand('view.identity')}
        >
          Patient’s name
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
