/** The window of the active viewport, by name where it is a preset; the file's own windows and tables. */
import { Button, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import { sameVoi, VOI_PRESETS, type Voi } from '../../../annotations/image/voi.ts';
import type { VoiLut } from '../../../annotations/image/voi-lut.ts';
import { runCommand } from '../../session/commands.ts';
import { KeyHint } from '../key-hint.tsx';
import { useStackViewport, useViewportValue, useVoi, type ViewportEvent } from '../use-viewport.ts';
import { capitalized, voiText } from '../words.ts';
import classes from './toolbar.module.css';

const presetName = (voi: Voi): string | null =>
  VOI_PRESETS.find((preset) => sameVoi(preset.voi, voi))?.name ?? null;

const noTables: readonly VoiLut[] = [];
const TABLES: readonly ViewportEvent[] = ['onStackChanged', 'onSliceChanged'];

export function WindowMenu() {
  const viewport = useStackViewport();
  const voi = useVoi(viewport);
  const tables = useViewportValue(viewport, TABLES, (v) => v.frame?.voiLuts ?? noTables, noTables);
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
          justify="space-between"
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
        {tables.map((table, index) => (
          <Menu.Item
            // biome-ignore lint/suspicious/noArrayIndexKey: the order is the file's; names may be equal.
            key={index}
            onClick={() => viewport?.setVoi(table)}
            aria-current={voi !== null && sameVoi(table, voi)}
            data-testid="stored-table"
          >
            {voiText(table)}
          </Menu.Item>
        ))}
        <Menu.Item rightSection={<KeyHint command="view.invert" />} onClick={() => runCommand('view.invert')}>
          Invert grey
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
