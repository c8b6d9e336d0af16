/**
 * Everything that the reader can do, once: menus, palette, buttons and keys all run these. The keys stand in
 * `shortcuts.ts`, the commands themselves in `commands/`, a file a group.
 */
import { CASE_COMMANDS, HELP_COMMANDS } from './commands/case-commands.ts';
import type { Command } from './commands/command.ts';
import { FINDING_COMMANDS } from './commands/finding-commands.ts';
import { SLICE_COMMANDS } from './commands/slice-commands.ts';
import { TOOL_COMMANDS } from './commands/tool-commands.ts';
import { VIEW_COMMANDS, WINDOW_COMMANDS } from './commands/view-commands.ts';

export type { Command, CommandGroup } from './commands/command.ts';

export const COMMANDS: readonly Command[] = [
  ...CASE_COMMANDS,
  ...TOOL_COMMANDS,
  ...SLICE_COMMANDS,
  ...VIEW_COMMANDS,
  ...WINDOW_COMMANDS,
  ...FINDING_COMMANDS,
  ...HELP_COMMANDS,
];

const byId = new Map(COMMANDS.map((command) => [command.id, command]));

/** Whether it was run: ids come from main's menu as well, and not everything is possible at any time. */
export function runCommand(id: string): boolean {
  const command = byId.get(id);
  if (command === undefined || !command.enabled()) return false;
  command.run();
  return true;
}

/** For buttons, whose id is known: an unknown one is a bug. */
export const commandOf = (id: string): Command => {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`There is no command ${id}.`);
  return command;
};
