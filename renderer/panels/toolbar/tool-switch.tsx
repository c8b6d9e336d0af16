/** The tool of the left mouse button: four to look, seven to draw. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { useStore } from '@nanostores/react';
import {
  IconArrowsMove,
  IconArrowsVertical,
  IconArrowUpRight,
  IconContrast,
  IconLasso,
  IconOvalVertical,
  type IconPlusMinus,
  IconPointFilled,
  IconRulerMeasure,
  IconTypography,
  IconZoomIn,
} from '@tabler/icons-react';
import { $annotations } from '../../session/annotations.ts';
import { commandOf, runCommand } from '../../session/commands.ts';
import { $viewports } from '../../session/panes.ts';
import { $current } from '../../session/selection.ts';
import { $tool, DRAWING_TOOLS, NAVIGATION_TOOLS, type Tool } from '../../session/view.ts';
import { NameWithKey } from '../key-hint.tsx';
import { useTold } from '../use-told.ts';
import { IconBidirectional } from './icon-bidirectional.tsx';
import classes from './toolbar.module.css';

export const TOOL_ICONS: { readonly [T in Tool]: typeof IconPlusMinus } = {
  window: IconContrast,
  pan: IconArrowsMove,
  zoom: IconZoomIn,
  scroll: IconArrowsVertical,
  ellipse: IconOvalVertical,
  polygon: IconLasso,
  bidirectional: IconBidirectional,
  length: IconRulerMeasure,
  arrow: IconArrowUpRight,
  point: IconPointFilled,
  text: IconTypography,
};

function ToolButton({ tool }: { readonly tool: Tool }) {
  const chosen = useStore($tool) === tool;
  const Icon = TOOL_ICONS[tool];
  const command = `tool.${tool}`;
  const { name, enabled } = commandOf(command);
  return (
    <Tooltip label={<NameWithKey name={name} command={command} />}>
      <ActionIcon
        variant={chosen ? 'light' : 'subtle'}
        color={chosen ? 'accent' : 'gray'}
        aria-label={name}
        aria-pressed={chosen}
        disabled={!enabled()}
        data-testid={`tool-${tool}`}
        onClick={() => runCommand(command)}
      >
        <Icon size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

export function ToolSwitch() {
  // What a tool needs: an image, and for drawing a place to keep the marks.
  useStore($viewports);
  useTold($current);
  useStore($annotations);
  return (
    <div className={classes.tools} role="toolbar" aria-label="Tools">
      {NAVIGATION_TOOLS.map((tool) => (
        <ToolButton key={tool} tool={tool} />
      ))}
      <span className={classes.toolGap} />
      {DRAWING_TOOLS.map((tool) => (
        <ToolButton key={tool} tool={tool} />
      ))}
    </div>
  );
}
