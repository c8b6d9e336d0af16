/**
 * The system menu. Each entry names a command of the window, which has the table of all keys: no accelerators here,
 * so that one table rules (macOS keeps the roles that its users need).
 */
import { Menu, type MenuItemConstructorOptions } from 'electron';

export function showMenu(onCommand: (command: string) => void): void {
  const item = (label: string, command: string): MenuItemConstructorOptions => ({
    label,
    click: () => onCommand(command),
  });
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...mac,
      {
        label: 'Case',
        submenu: [
          item('Open folder…', 'case.openFolder'),
          item('Open files…', 'case.openFiles'),
          item('Open sample case', 'case.openSample'),
          { type: 'separator' },
          item('Export…', 'case.export'),
          { type: 'separator' },
          { role: process.platform === 'darwin' ? 'close' : 'quit' },
        ],
      },
      // Elsewhere its accelerators would take undo and redo away from the window.
      ...(process.platform === 'darwin' ? [{ role: 'editMenu' } as const] : []),
      {
        label: 'Help',
        submenu: [item('Keys', 'help.keys'), item('About Marginalia', 'help.about')],
      },
    ]),
  );
}
