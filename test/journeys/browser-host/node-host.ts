/**
 * Main without Electron, for the window in a current browser: serves the built page with the app's own policy from
 * loopback, and answers the contract over a socket with the real reader, keeper, exporter and argument checks. There
 * are no system dialogs: each counts as cancelled.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { type WebSocket, WebSocketServer } from 'ws';
import { dist, inRoot } from '../../../build/root.mjs';
import type { FromReader, Settings, ToReader } from '../../../electron/contract.ts';
import { answerQuestion } from '../../../electron/exporter/exporter-session.ts';
import { AnnotationKeeper } from '../../../electron/files/annotation-keeper.ts';
import { CONTENT_SECURITY_POLICY } from '../../../electron/main/content-security-policy.ts';
import { annotationHandlers } from '../../../electron/main/handlers/annotation-handlers.ts';
import { checkArguments } from '../../../electron/main/request-schemas.ts';
import type { Handlers } from '../../../electron/main/requests.ts';
import { Sources } from '../../../electron/main/sources.ts';
import { ReaderSession } from '../../../electron/reader/reader-session.ts';
import type { HostToPage, PageToHost } from './messages.ts';
import { pack, unpack } from './packed.ts';

export type NodeHost = {
  readonly address: string;
  /** For `addInitScript`. */
  readonly pageScript: string;
  close(): Promise<void>;
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
};

/** `sample`: the folder that opens as the sample case; `dataFolder`: the app's own. */
export async function startNodeHost(sample: string, dataFolder: string): Promise<NodeHost> {
  const script = await build({
    entryPoints: [inRoot('test/journeys/browser-host/page-bridge.ts')],
    bundle: true,
    write: false,
    format: 'iife',
  });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const file = join(dist, 'renderer', pathname === '/' ? 'index.html' : pathname);
    // Browsers ask for one; the app has none.
    const bytes = pathname === '/favicon.ico' ? Buffer.of() : await readFile(file).catch(() => null);
    response.writeHead(bytes === null ? 404 : 200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new WebSocketServer({ server, path: '/host', maxPayload: 1 << 28 });
  const reader = new ReaderSession({
    workerFile: join(dist, 'reader-worker.cjs'),
    scanWorkerFile: join(dist, 'scan-worker.cjs'),
  });
  const keeper = new AnnotationKeeper({ dataFolder, userName: () => 'Browser' });
  const handlers = answers(reader, keeper, sample);
  sockets.on('connection', (socket) => serve(socket, reader, handlers));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    pageScript: script.outputFiles[0]?.text ?? '',
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      reader.end();
      // As main does when it quits: the next host is another session.
      keeper.releaseLocks();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function serve(socket: WebSocket, reader: ReaderSession, handlers: Handlers): void {
  const post = (message: HostToPage): void => {
    if (socket.readyState === socket.OPEN) socket.send(pack(message));
  };
  let hear: (message: ToReader) => void = () => undefined;
  socket.on('message', (data: Buffer) => {
    const message = unpack(data) as PageToHost;
    switch (message.way) {
      case 'ready':
        reader.connect({
          copies: true,
          post: (each: FromReader) => post({ way: 'reader', message: each }),
          onMessage: (listener) => {
            hear = listener;
          },
          close: () => undefined,
        });
        return;
      case 'reader':
        hear(message.message);
        return;
      case 'request': {
        const { id, name } = message;
        void (async () => handlers[name](checkArguments(name, message.args) as never))().then(
          (result) => post({ way: 'answer', id, ok: true, result }),
          (cause: unknown) => post({ way: 'answer', id, ok: false, message: String(cause) }),
        );
      }
    }
  });
}

function answers(reader: ReaderSession, keeper: AnnotationKeeper, sample: string): Handlers {
  const sources = new Sources();
  let settings: Settings = {
    userName: '',
    invertWindowDrag: false,
    headFirst: false,
    layout: {},
    pixelBudgetBytes: null,
  };
  const open: Handlers['source.openPaths'] = async ({ paths }) => {
    const opened = await sources.add(paths);
    if ('missing' in opened) return { ok: false, message: `${opened.missing} does not exist.` };
    void reader.scan(opened.source, opened.paths);
    return { ok: true, source: opened.source };
  };
  const cancelled = () => Promise.resolve(null);
  return {
    ...annotationHandlers(keeper, sources),
    'app.info': async () => ({
      version: '0',
      electron: '',
      chromium: '',
      runtimeNotice: null,
      userName: 'Browser',
      platform: process.platform,
    }),
    'source.choose': cancelled,
    'source.openPaths': open,
    'source.openRecent': async () => ({ ok: false, message: 'There are no recent cases here.' }),
    'source.openSample': () => open({ paths: [sample] }),
    async 'source.close'({ sourceId }) {
      sources.remove(sourceId);
      reader.close(sourceId);
      return null;
    },
    'recents.list': async () => [],
    'recents.keep': cancelled,
    'recents.clear': cancelled,
    'report.find': async () => [],
    'report.read': async () => ({ ok: false, message: 'There are no report files here.' }),
    'report.choose': cancelled,
    async 'snapshot.render'({ request }) {
      const answer = await answerQuestion({ id: 0, request });
      return answer.ok ? { ok: true, ...answer.snapshot } : answer;
    },
    'snapshot.saveAs': cancelled,
    'snapshot.saveAll': cancelled,
    'snapshot.copy': async () => ({ ok: false, message: 'There is no clipboard here.' }),
    'objects.save': cancelled,
    'path.reveal': cancelled,
    'settings.get': async () => settings,
    async 'settings.set'({ settings: next }) {
      settings = next;
      return null;
    },
  };
}
