import { describe, expect, it } from 'vitest';
import { VOI_PRESETS } from '../../../annotations/image/voi.ts';
import { COMMANDS, commandOf } from '../../../renderer/session/commands.ts';
import { keyName, keyOf, SHORTCUTS } from '../../../renderer/session/shortcuts.ts';

const pressed = (key: string, modifiers: Partial<KeyboardEvent> = {}) =>
  keyName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers });

describe('the table of keys', () => {
  it('names what is pressed as the table writes it', () => {
    expect(pressed('ArrowUp')).toBe('↑');
    expect(pressed(' ')).toBe('Space');
    expect(pressed('n')).toBe('N');
    expect(pressed('N', { shiftKey: true })).toBe('Shift+N');
    expect(pressed('z', { ctrlKey: true })).toBe('Ctrl+Z');
    expect(pressed('Z', { metaKey: true, shiftKey: true })).toBe('Ctrl+Shift+Z');
  });

  it('takes signs as they are, with or without Shift', () => {
    expect(pressed('?', { shiftKey: true })).toBe('?');
    expect(pressed('+', { shiftKey: true })).toBe('+');
    expect(pressed('=')).toBe('=');
  });

  it('gives each key to one command, and only to commands that exist', () => {
    const keys = SHORTCUTS.flatMap((shortcut) => shortcut.keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { command } of SHORTCUTS) expect(() => commandOf(command)).not.toThrow();
  });

  it('gives the presets of windows the keys that the presets name', () => {
    for (const preset of VOI_PRESETS) expect(keyOf(`window.${preset.name}`)).toBe(preset.key);
  });

  it('has no two commands of one id', () => {
    expect(new Set(COMMANDS.map((command) => command.id)).size).toBe(COMMANDS.length);
  });
});
