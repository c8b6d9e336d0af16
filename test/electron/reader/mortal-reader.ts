/**
 * The reader's process as it is shipped (`process.ts`, bundled), in a Node process of its own, on a file system that
 * ends it when it delivers certain bytes. Started anew as main does it, until the scan is done.
 */
import { fork } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { nodeBundle } from '../../../build/bundle/node-bundles.mjs';
import type { FromReader, Source } from '../../../electron/contract.ts';
import type { FromReaderToMain, MainToReader } from '../../../electron/reader/main-messages.ts';
import { Suspicion, type Verdict } from '../../../electron/reader/suspicion.ts';
import { bundledWorkers } from './bundled-workers.ts';
import { DEADLY_DISK } from './deadly-disk.ts';

const MAX_DEATHS = 6;

/** Electron's parent port and window port over Node's channel, in the process. */
const PRELOAD = `${DEADLY_DISK}
if (require('node:worker_threads').isMainThread) {
  const heard = [];
  const latest = {};
  const window = {
    on: () => undefined,
    start: () => undefined,
    close: () => undefined,
    // Kept until the end: Electron's window has a way of its own, and does not hold up what is told to main.
    postMessage: (message) => {
      latest[message.type] = message;
      if (/^scan\\.(done|failed)$/.test(message.type)) process.send({ window: Object.values(latest) });
    },
  };
  process.parentPort = {
    on: (_, listener) => heard.push(listener),
    postMessage: (message) => process.send({ main: message }),
  };
  process.on('message', (data) => {
    for (const listener of heard) listener({ data, ports: data.type === 'port' ? [window] : [] });
  });
}`;

type FromProcess = { readonly main: FromReaderToMain } | { readonly window: readonly FromReader[] };

export type Survived = {
  /** One a death. */
  readonly verdicts: readonly Verdict[];
  /** Of each process: the files of its slots, in the order in which they were told. */
  readonly told: readonly (readonly (readonly string[])[])[];
  /** What the window heard from the last process, the latest of each kind. */
  readonly messages: readonly FromReader[];
};

let bundled: Promise<string> | null = null;

/** Beside the workers, where the process looks for them. */
async function bundle(): Promise<string> {
  const folder = dirname((await bundledWorkers()).workerFile);
  mkdirSync(folder, { recursive: true });
  const [file, preload] = [join(folder, 'reader.cjs'), join(folder, 'deadly-disk.cjs')];
  const draft = join(folder, `${process.pid}-reader.cjs`);
  await build({ ...nodeBundle('electron/reader/process.ts', draft), sourcemap: false });
  renameSync(draft, file);
  writeFileSync(`${draft}.preload`, PRELOAD);
  renameSync(`${draft}.preload`, preload);
  return file;
}

/** Throws when the process dies too often, as main gives up then. */
export async function scanUntilDone(path: string): Promise<Survived> {
  bundled ??= bundle();
  const file = await bundled;
  const suspicion = new Suspicion();
  const verdicts: Verdict[] = [];
  const told: (readonly string[])[][] = [];
  while (verdicts.length <= MAX_DEATHS) {
    const toldNow: (readonly string[])[] = [];
    told.push(toldNow);
    const messages = await live(file, path, suspicion, toldNow);
    if (messages !== null) return { messages, told, verdicts };
    verdicts.push(suspicion.died());
  }
  throw new Error(`The reader died ${verdicts.length} times: ${JSON.stringify(verdicts).slice(0, 2000)}`);
}

/** Null when it died. */
function live(
  file: string,
  path: string,
  suspicion: Suspicion,
  told: (readonly string[])[],
): Promise<readonly FromReader[] | null> {
  const source: Source = { id: 'case' as Source['id'], name: 'case', path };
  return new Promise((resolve) => {
    const child = fork(file, [], {
      execArgv: ['--require', join(dirname(file), 'deadly-disk.cjs')],
      serialization: 'advanced',
    });
    let messages: readonly FromReader[] | null = null;
    child.on('message', (message: FromProcess) => {
      if ('main' in message) {
        if (message.main.type !== 'in-hand') return;
        suspicion.hear(message.main);
        told.push(message.main.files);
        return;
      }
      messages = message.window;
      child.kill();
    });
    child.on('close', () => resolve(messages));
    const send = (message: MainToReader): void => void child.send(message);
    send({ type: 'port' });
    send({ type: 'scan', source, paths: [path], orders: suspicion.orders });
  });
}
