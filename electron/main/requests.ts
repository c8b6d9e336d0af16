/** The window's requests: one channel, one table, checked sender and checked arguments. */
import { type BrowserWindow, ipcMain } from 'electron';
import type { HostRequests, RequestName } from '../contract.ts';
import { APP_ORIGIN } from './app-protocol.ts';
import { log } from './log.ts';
import { checkArguments } from './request-schemas.ts';

export type Handlers = {
  readonly [N in RequestName]: (args: HostRequests[N]['args']) => Promise<HostRequests[N]['result']>;
};

/** Answers requests of this window's own top frame only. */
export function answerRequests(window: () => BrowserWindow | null, handlers: Handlers): void {
  ipcMain.handle('marginalia.request', async (event, name: RequestName, args: unknown) => {
    const frame = event.senderFrame;
    const trusted =
      frame !== null && frame === window()?.webContents.mainFrame && frame.url.startsWith(`${APP_ORIGIN}/`);
    if (!trusted) throw new Error('This request did not come from the window.');
    const checked = checkArguments(name, args);
    try {
      return await (handlers[name] as (args: unknown) => Promise<unknown>)(checked);
    } catch (cause) {
      log(
        'app',
        `the request ${name} failed: ${cause instanceof Error ? (cause.stack ?? cause.message) : 'unknown'}`,
      );
      throw cause;
    }
  });
}
