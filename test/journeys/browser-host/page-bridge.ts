/** In the page, before its own scripts: `window.marginalia` and the reader's port, over a socket to the host. */
import type { HostBridge, ReaderPortMessage, WindowReadyMessage } from '../../../electron/contract.ts';
import type { HostToPage, PageToHost } from './messages.ts';
import { pack, unpack } from './packed.ts';

const socket = new WebSocket(`ws://${location.host}/host`);
socket.binaryType = 'arraybuffer';
const opened = new Promise<void>((resolve) => socket.addEventListener('open', () => resolve()));
const send = (message: PageToHost): void => void opened.then(() => socket.send(pack(message)));

const waiting = new Map<number, { resolve(value: unknown): void; reject(cause: Error): void }>();
const listeners = new Map<string, Set<(event: unknown) => void>>();
let reader: MessagePort | null = null;
let asked = 0;

socket.addEventListener('message', ({ data }) => {
  const message = unpack(new Uint8Array(data as ArrayBuffer)) as HostToPage;
  if (message.way === 'reader') reader?.postMessage(message.message);
  else if (message.way === 'event') {
    for (const listener of listeners.get(message.name) ?? []) listener(message.event);
  } else {
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) one?.resolve(message.result);
    else one?.reject(new Error(message.message));
  }
});

const bridge: HostBridge = {
  request: (name, args) =>
    new Promise((resolve, reject) => {
      asked += 1;
      waiting.set(asked, { resolve: resolve as (value: unknown) => void, reject });
      send({ way: 'request', id: asked, name, args });
    }),
  on(name, listener) {
    const all = listeners.get(name) ?? new Set();
    listeners.set(name, all.add(listener as (event: unknown) => void));
    return () => void all.delete(listener as (event: unknown) => void);
  },
  pathsOf: () => [],
  saved: () => undefined,
};
Object.defineProperty(window, 'marginalia', { value: bridge });

window.addEventListener('message', (event) => {
  if (event.source !== window) return;
  if ((event.data as Partial<WindowReadyMessage> | null)?.type !== 'marginalia.ready') return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => send({ way: 'reader', message: data });
  reader = port1;
  const message: ReaderPortMessage = { type: 'marginalia.reader-port' };
  window.postMessage(message, location.origin, [port2]);
  send({ way: 'ready' });
});
