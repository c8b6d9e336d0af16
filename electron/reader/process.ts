/** Entry of the reader's utility process: main speaks through the parent port, the window through its own. */
import type { MessagePortMain } from 'electron';
import type { FromReader, ToReader } from '../contract.ts';
import type { FromReaderToMain, MainToReader } from './main-messages.ts';
import { ReaderSession, type SessionPort } from './reader-session.ts';

const { parentPort } = process;

const session = new ReaderSession({
  onInHand: (notice) => parentPort.postMessage({ type: 'in-hand', ...notice } satisfies FromReaderToMain),
});

/** Electron's ports clone buffers at the call: nothing is transferred, and the buffer is ours again at once. */
function windowPort(port: MessagePortMain): SessionPort {
  return {
    copies: true,
    post: (message: FromReader) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data as ToReader));
      port.start();
    },
    close: () => port.close(),
  };
}

parentPort.on('message', ({ data, ports }) => {
  const message = data as MainToReader;
  switch (message.type) {
    case 'port': {
      const [port] = ports;
      if (port !== undefined) session.connect(windowPort(port));
      return;
    }
    case 'scan':
      void session.scan(message.source, message.paths, message.orders);
      return;
    case 'close':
      session.close(message.sourceId);
      return;
    case 'report.read': {
      const { requestId, path } = message;
      void session
        .readReport(path)
        .then((outcome) =>
          parentPort.postMessage({ type: 'report.text', requestId, ...outcome } satisfies FromReaderToMain),
        );
      return;
    }
  }
});
