/** The window of the active viewport, by name where it is a preset. */
import { Button, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { VOI_PRESETS, type VoiWindow } from '../../../annotations/image/voi.ts';
import { runCommand } from '../../session/commands.ts';
import { KeyHint } from '../key-hint.tsx';
import { useActiveViewport, useVoi } from '../use-viewport.ts';
import { capitalized, voiText } from '../words.ts';
import classes from './toolbar.module.css';

const presetName = (voi: VoiWindow): string | null =>
  VOI_PRESETS.find((preset) => preset.voi.centerHu === voi.centerHu && preset.voi.widthHu === voi.widthHu)
    ?.name ?? null;

export function WindowMenu() {
  const viewport = useActiveViewport();
  const voi = useVoi(viewport);
  const name = voi === null ? null : presetName(voi);
  const narrow = useMediaQuery('(max-width: 1000px)');
  const words = [name === null ? null : capitalized(name), voi === null ? 'Window' : voiText(voi)];
  const label = words
    .filter((word) => word !== null)
    .slice(0, narrow ? 1 : 2)
    .join(' ');
  return (
    <Menu width={230} position="bottom-end">
      <Menu.Target>
        <Button
          disabled={voi === null}
          px={9}
          className={classes.window}
          rightSection={<IconChevronDown size={14} />}
          aria-label="Window presets"
          data-testid="window-menu"
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Width / level in HU</Menu.Label>
        {VOI_PRESETS.map((preset) => (
          <Menu.Item
            key={preset.name}
            rightSection={<KeyHint command={`window.${preset.name}`} />}
            onClick={() => runCommand(`window.${preset.name}`)}
            aria-current={preset.name === name}
          >
            <span style={{ display: 'flex' }}>
              <span className={classes.presetName}>{capitalized(preset.name)}</span>
              <span className={classes.presetValue}>{voiText(preset.voi)}</span>
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => runCommand('window.stored')}>As stored</Menu.Item>
        <Menu.Item rightSection={<KeyHint command="view.invert" />} onClick={() => runCommand('view.invert')}>
          Invert grey
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
