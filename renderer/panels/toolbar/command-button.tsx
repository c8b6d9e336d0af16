/** A command as a button with an icon, its name and key in the tooltip. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconFileExport, IconKeyboard } from '@tabler/icons-react';
import { commandOf, runCommand } from '../../session/commands.ts';
import { $viewports } from '../../session/panes.ts';
import { $current } from '../../session/selection.ts';
import { NameWithKey } from '../key-hint.tsx';
import { useTold } from '../use-told.ts';
import classes from './toolbar.module.css';

const ICONS = { export: IconFileExport, keys: IconKeyboard } as const;

type Props = {
  readonly command: string;
  readonly icon: keyof typeof ICONS;
  /** Shown beside the icon where there is room. */
  readonly label?: string;
};

export function CommandButton({ command, icon, label }: Props) {
  useStore($viewports);
  useTold($current);
  const { name, enabled } = commandOf(command);
  const Icon = ICONS[icon];
  const common = {
    'aria-label': name,
    'data-testid': `command-${command}`,
    disabled: !enabled(),
    onClick: () => runCommand(command),
  };
  return (
    <Tooltip label={<NameWithKey name={name} command={command} />}>
      {label === undefined ? (
        <ActionIcon {...common}>
          <Icon size={17} stroke={1.6} />
        </ActionIcon>
      ) : (
        <Button {...common} leftSection={<Icon size={16} stroke={1.6} />} px={9}>
          <span className={classes.hideNarrow}>{label}</span>
        </Button>
      )}
    </Tooltip>
  );
}
