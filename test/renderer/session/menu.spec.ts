import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandOf } from '../../../renderer/session/commands.ts';

/** Read as text: the menu itself needs Electron. */
const menu = readFileSync(fileURLToPath(new URL('../../../electron/main/menu.ts', import.meta.url)), 'utf8');

describe('the system menu', () => {
  it('names only commands that the window has', () => {
    const ids = [...menu.matchAll(/item\('[^']+', '([a-zA-Z]+\.[a-zA-Z]+)'\)/g)].map(
      (match) => match[1] as string,
    );
    expect(ids.length).toBeGreaterThan(5);
    for (const id of ids) expect(() => commandOf(id)).not.toThrow();
  });
});
