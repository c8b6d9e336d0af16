/** What can be done with a finding as a whole. */
import { ActionIcon, Menu } from '@mantine/core';
import { useStore } from '@nanostores/react';
import {
  IconArrowMerge,
  IconArrowsSplit2,
  IconDots,
  IconLock,
  IconLockOpen,
  IconPhotoDown,
  IconTrash,
} from '@tabler/icons-react';
import type { Finding } from '../../../annotations/finding/finding.ts';
import { oneLine } from '../../../annotations/printable.ts';
import { findingTitle } from '../../../annotations/scene/label-text.ts';
import { $annotationState, annotationStore } from '../../session/annotations.ts';
import { runCommand } from '../../session/commands.ts';
import { accepted } from '../../session/notices.ts';
import { select } from '../../session/selection.ts';
import { beginSplit, canSplit } from '../../session/split.ts';

const ICON = { size: 15, stroke: 1.6 } as const;

export function FindingActions({ finding }: { readonly finding: Finding }) {
  const others = (useStore($annotationState)?.findings ?? []).filter(
    (other) => other.trackingUID !== finding.trackingUID,
  );
  const store = annotationStore();
  if (store === null) return null;
  const uid = finding.trackingUID;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label="Actions for this finding" data-testid="finding-actions">
          <IconDots size={17} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPhotoDown {...ICON} />} onClick={() => runCommand('case.export')}>
          Export snapshot…
        </Menu.Item>
        <Menu.Item
          leftSection={finding.locked ? <IconLockOpen {...ICON} /> : <IconLock {...ICON} />}
          onClick={() => accepted(store.setLocked(uid, !finding.locked))}
        >
          {finding.locked ? 'Unlock' : 'Lock'}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowsSplit2 {...ICON} />}
          disabled={!canSplit(finding)}
          onClick={beginSplit}
          data-testid="split-finding"
        >
          Split…
        </Menu.Item>
        {others.length > 0 && (
          <Menu.Sub>
            <Menu.Sub.Target>
              <Menu.Sub.Item leftSection={<IconArrowMerge {...ICON} />}>Merge into</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown>
              {others.map((other) => (
                <Menu.Item
                  key={other.trackingUID}
                  onClick={() => {
                    if (accepted(store.mergeFindings(other.trackingUID, uid))) select(other.trackingUID);
                  }}
                >
                  {oneLine(findingTitle(other))}
                </Menu.Item>
              ))}
            </Menu.Sub.Dropdown>
          </Menu.Sub>
        )}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconTrash {...ICON} />}
          color="red"
          onClick={() => {
            if (accepted(store.removeFinding(uid))) select(null);
          }}
          data-testid="delete-finding"
        >
          Delete finding
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
