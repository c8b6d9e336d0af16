/**
 * The window's side of the contract: requests and events through `window.marginalia`, studies and frames through the
 * reader's port, which comes again after every restart of the reader and lives in a thread of its own
 * (`port-relay.worker.ts`).
 */
import type {
  FromReader,
  HostBridge,
  HostRequests,
  ReaderPortMessage,
  RequestName,
  ToReader,
  WindowReadyMessage,
} from '../electron/contract.ts';
import type { ToRelay } from './port-relay.worker.ts';

declare global {
  interface Window {
    readonly marginalia?: HostBridge;
  }
}

function bridge(): HostBridge {
  const found = window.marginalia;
  if (found === undefined) throw new Error('This page works inside Marginalia only.');
  return found;
}

export const request = <N extends RequestName>(
  name: N,
  args: HostRequests[N]['args'],
): Promise<HostRequests[N]['result']> => bridge().request(name, args);

export const onHost: HostBridge['on'] = (name, listener) => bridge().on(name, listener);

/** The answer to `window.closing`. */
export const tellSaved = (): void => bridge().saved();

export const pathsOf = (files: readonly unknown[]): readonly string[] => bridge().pathsOf(files);

/** The reader as the window knows it. What is posted before a port has come is kept, and sent then. */
export type ReaderLink = {
  post(message: ToReader): void;
  subscribe(listener: (message: FromReader) => void): () => void;
  /** Called for each new port but the first: whatever was asked of the old reader has to be asked again. */
  onRestart(listener: () => void): () => void;
};

const messageListeners = new Set<(message: FromReader) => void>();
const restartListeners = new Set<() => void>();
/** It lives as long as its port: what an old one still has to say is not heard. */
let relay: Worker | null = null;
let unsent: ToReader[] = [];

export const reader: ReaderLink = {
  post(message) {
    if (relay === null) unsent.push(message);
    else relay.postMessage({ tell: message } satisfies ToRelay);
  },
  subscribe(listener) {
    messageListeners.add(listener);
    return () => void messageListeners.delete(listener);
  },
  onRestart(listener) {
    restartListeners.add(listener);
    return () => void restartListeners.delete(listener);
  },
};

function takePort(port: MessagePort): void {
  const restarted = relay !== null;
  if (relay !== null) relay.onmessage = null;
  relay?.terminate();
  relay = new Worker(new URL('./port-relay.worker.ts', import.meta.url), { type: 'module' });
  relay.onmessage = ({ data }: MessageEvent<FromReader>) => {
    for (const listener of [...messageListeners]) listener(data);
  };
  relay.postMessage({ port } satisfies ToRelay, [port]);
  if (restarted) {
    for (const listener of [...restartListeners]) listener();
    return;
  }
  const waiting = unsent;
  unsent = [];
  for (const message of waiting) reader.post(message);
}

/** Listens for the reader's port, then says that the window is ready for it. Once, at the start. */
export function connectReader(): void {
  window.addEventListener('message', (event) => {
    if (event.source !== window) return;
    const [first] = event.ports;
    const type = (event.data as Partial<ReaderPortMessage> | null)?.type;
    if (type === 'marginalia.reader-port' && first !== undefined) takePort(first);
  });
  const ready: WindowReadyMessage = { type: 'marginalia.ready' };
  window.postMessage(ready, window.location.origin);
}
