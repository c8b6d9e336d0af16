/**
 * The reader's port in a thread of the window's own: taking frames out of their messages costs as much as all that
 * the page does with them (docs/decisions/frame-transport.md). Their memory is given on to the page, not copied.
 */
import type { FromReader, ToReader } from '../electron/contract.ts';

/** From the page: the reader's port, once and first; then what the reader is to be told. */
export type ToRelay = { readonly port: MessagePort } | { readonly tell: ToReader };

const page = self as unknown as {
  onmessage: ((event: MessageEvent<ToRelay>) => void) | null;
  postMessage(message: FromReader, transfer: Transferable[]): void;
};
let port: MessagePort | null = null;

page.onmessage = ({ data }) => {
  if ('tell' in data) {
    port?.postMessage(data.tell);
    return;
  }
  port = data.port;
  port.onmessage = ({ data: message }: MessageEvent<FromReader>) =>
    page.postMessage(message, message.type === 'frames' ? [message.buffer] : []);
};
