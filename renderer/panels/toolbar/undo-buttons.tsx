/** Undo and redo, each saying what it would bring back. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { $annotationState, $annotations } from '../../session/annotations.ts';
import { runCommand } from '../../session/commands.ts';
import { NameWithKey } from '../key-hint.tsx';

function HistoryButton({ direction }: { readonly direction: 'undo' | 'redo' }) {
  useStore($annotationState);
  const store = useStore($annotations)?.store;
  const step = (direction === 'undo' ? store?.undoName : store?.redoName) ?? null;
  const verb = direction === 'undo' ? 'Undo' : 'Redo';
  const label = step === null ? verb : `${verb}: ${step}`;
  const Icon = direction === 'undo' ? IconArrowBackUp : IconArrowForwardUp;
  const command = `edit.${direction}`;
  return (
    <Tooltip label={<NameWithKey name={label} command={command} />}>
      <ActionIcon
        aria-label={label}
        disabled={step === null}
        data-testid={direction}
        onClick={() => runCommand(command)}
      >
        <Icon size={17} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

export function UndoButtons() {
  return (
    <>
      <HistoryButton direction="undo" />
      <HistoryButton direction="redo" />
    </>
  );
}
