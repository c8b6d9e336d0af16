/**
 * The bridge of the sandboxed window: `window.marginalia`, and the reader's port handed on to the page. Nothing of
 * Electron reaches the page but what the contract names.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type {
  EventName,
  HostBridge,
  HostEvents,
  ReaderPortMessage,
  WindowReadyMessage,
} from '../contract.ts';

/** Electron 25 has no `webUtils`; its File objects still carry their path. */
function pathOf(file: unknown): string {
  if (!(file instanceof File)) return '';
  return webUtils?.getPathForFile(file) ?? (file as File & { path?: string }).path ?? '';
}

const bridge: HostBridge = {
  request: (name, args) => ipcRenderer.invoke('marginalia.request', name, args),
  on(name, listener) {
    const receive = (_event: unknown, arrived: EventName, payload: unknown): void => {
      if (arrived === name) listener(payload as HostEvents[typeof name]);
    };
    ipcRenderer.on('marginalia.event', receive);
    return () => {
      ipcRenderer.removeListener('marginalia.event', receive);
    };
  },
  pathsOf: (files) => files.map(pathOf).filter((path) => path !== ''),
  saved: () => ipcRenderer.send('marginalia.saved'),
};

contextBridge.exposeInMainWorld('marginalia', bridge);

ipcRenderer.on('marginalia.reader-port', (event) => {
  const message: ReaderPortMessage = { type: 'marginalia.reader-port' };
  window.postMessage(message, window.location.origin, [...event.ports]);
});

window.addEventListener('message', (event) => {
  if (event.source !== window) return;
  if ((event.data as Partial<WindowReadyMessage> | null)?.type === 'marginalia.ready')
    ipcRenderer.send('marginalia.ready');
});
