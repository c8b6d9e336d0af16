/** What is open, and everything that opens or closes. */
import { Button, Menu } from '@mantine/core';
import { useStore } from '@nanostores/react';
import {
  IconChevronDown,
  IconFileExport,
  IconFileImport,
  IconFiles,
  IconFolderOpen,
  IconHistory,
  IconInfoCircle,
  IconSettings,
  IconStack2,
  IconTags,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { oneLine } from '../../../annotations/printable.ts';
import type { RecentSource } from '../../../electron/contract.ts';
import { request } from '../../host.ts';
import { $annotationState } from '../../session/annotations.ts';
import { commandOf, runCommand } from '../../session/commands.ts';
import { $current } from '../../session/selection.ts';
import { $sources, closeSource, openRecent } from '../../session/sources.ts';
import { $identityShown } from '../../session/view.ts';
import { KeyHint } from '../key-hint.tsx';
import { useTold } from '../use-told.ts';
import classes from './toolbar.module.css';

const ICON = { size: 15, stroke: 1.6 } as const;
/** As many as fit a menu; the start lists all. */
const RECENTS_SHOWN = 6;

export function CaseMenu() {
  const sources = useTold($sources);
  const current = useTold($current);
  const identity = useStore($identityShown);
  const hasImports = (useStore($annotationState)?.imports.length ?? 0) > 0;
  const [recents, setRecents] = useState<readonly RecentSource[]>([]);
  const shown = sources.find((open) => open.source.id === current?.sourceId) ?? sources[sources.length - 1];
  const closed = recents.filter((recent) => !sources.some((open) => open.source.path === recent.path));

  return (
    <Menu
      width={290}
      position="bottom-start"
      onOpen={() => void request('recents.list', {}).then(setRecents)}
    >
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          px={8}
          rightSection={<IconChevronDown size={14} />}
          data-testid="case-menu"
        >
          <span className={classes.caseName}>
            {shown === undefined ? 'Marginalia' : identity ? oneLine(shown.source.name) : 'Case'}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFolderOpen {...ICON} />}
          rightSection={<KeyHint command="case.openFolder" />}
          onClick={() => runCommand('case.openFolder')}
        >
          Open folder…
        </Menu.Item>
        <Menu.Item leftSection={<IconFiles {...ICON} />} onClick={() => runCommand('case.openFiles')}>
          Open files…
        </Menu.Item>
        <Menu.Item leftSection={<IconStack2 {...ICON} />} onClick={() => runCommand('case.openSample')}>
          Open sample case
        </Menu.Item>
        {closed.length > 0 && <Menu.Label>Recent</Menu.Label>}
        {closed.slice(0, RECENTS_SHOWN).map((recent) => (
          <Menu.Item key={recent.id} title={oneLine(recent.path)} onClick={() => void openRecent(recent.id)}>
            {oneLine(recent.name)}
          </Menu.Item>
        ))}
        {sources.length > 0 && <Menu.Label>Open now</Menu.Label>}
        {sources.map(({ source }) => (
          <Menu.Item
            key={source.id}
            leftSection={<IconX {...ICON} />}
            title={oneLine(source.path)}
            onClick={() => void closeSource(source.id)}
          >
            Close {oneLine(source.name)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTags {...ICON} />}
          disabled={current === null}
          onClick={() => runCommand('case.tags')}
        >
          DICOM tags
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileExport {...ICON} />}
          disabled={!commandOf('case.saveReport').enabled()}
          onClick={() => runCommand('case.saveReport')}
        >
          Save as DICOM measurement report…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileExport {...ICON} />}
          disabled={!commandOf('case.savePresentation').enabled()}
          onClick={() => runCommand('case.savePresentation')}
        >
          Save as DICOM presentation state…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconHistory {...ICON} />}
          disabled={current === null}
          onClick={() => runCommand('case.history')}
        >
          Earlier versions…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileImport {...ICON} />}
          disabled={!hasImports}
          onClick={() => runCommand('case.imports')}
        >
          Imported marks…
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSettings {...ICON} />}
          rightSection={<KeyHint command="case.settings" />}
          onClick={() => runCommand('case.settings')}
        >
          Settings…
        </Menu.Item>
        <Menu.Item leftSection={<IconInfoCircle {...ICON} />} onClick={() => runCommand('help.about')}>
          About Marginalia
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
