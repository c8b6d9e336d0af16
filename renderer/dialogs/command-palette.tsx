/** Every command by its name: type, arrows, Enter. */
import { Combobox, Modal, ScrollArea, TextInput, useCombobox } from '@mantine/core';
import { useEffect, useState } from 'react';
import { KeyHint } from '../panels/key-hint.tsx';
import { COMMANDS, runCommand } from '../session/commands.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

export function CommandPalette() {
  const combobox = useCombobox({ opened: true });
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().split(/\s+/);
  const found = COMMANDS.filter(
    (command) =>
      command.id !== 'help.commands' &&
      command.enabled() &&
      words.every((word) => `${command.group} ${command.name}`.toLowerCase().includes(word)),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search has another first hit.
  useEffect(() => void combobox.selectFirstOption(), [search]);
  return (
    <Modal
      opened
      onClose={closeDialog}
      withCloseButton={false}
      centered={false}
      size={520}
      padding={8}
      aria-label="All commands"
      data-testid="command-palette"
    >
      <Combobox
        store={combobox}
        onOptionSubmit={(id) => {
          closeDialog();
          runCommand(id);
        }}
      >
        <Combobox.EventsTarget>
          <TextInput
            data-autofocus
            size="sm"
            placeholder="What do you want to do?"
            aria-label="Search commands"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') closeDialog();
            }}
          />
        </Combobox.EventsTarget>
        <ScrollArea.Autosize mah={380} type="auto" mt={6}>
          <Combobox.Options>
            {found.map((command) => (
              <Combobox.Option key={command.id} value={command.id} className={classes.paletteRow}>
                <span className={classes.soft}>{command.group}</span>
                <span>{command.name}</span>
                <KeyHint command={command.id} />
              </Combobox.Option>
            ))}
            {found.length === 0 && <Combobox.Empty>No such command</Combobox.Empty>}
          </Combobox.Options>
        </ScrollArea.Autosize>
      </Combobox>
    </Modal>
  );
}
