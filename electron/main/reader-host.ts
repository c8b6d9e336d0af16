/**
 * The reader's process as main sees it: started, given scans, restarted when it dies. Hostile bytes are parsed there;
 * a file that was in hand when it died is named to the reader and set aside.
 */
import { join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { FromReaderToMain, MainToReader } from '../reader/main-messages.ts';
import { log } from './log.ts';
import type { OpenSource } from './sources.ts';

/** A reader that dies more often than this within a minute is not started again for that source. */
const MAX_RESTARTS_A_MINUTE = 5;

export class ReaderHost {
  #process: UtilityProcess | null = null;
  #window: WebContents | null = null;
  #inHand: readonly string[] = [];
  readonly #setAside = new Set<string>();
  readonly #scans = new Map<string, OpenSource>();
  #restarts: number[] = [];
  #stopped = false;
  readonly #onRestart: (message: string) => void;

  /** `onRestart` gets the sentence that tells the reader what happened. */
  constructor(onRestart: (message: string) => void) {
    this.#onRestart = onRestart;
  }

  start(): void {
    const child = utilityProcess.fork(join(__dirname, 'reader.cjs'), [], {
      serviceName: 'Marginalia reader',
    });
    this.#process = child;
    child.on('message', (message: FromReaderToMain) => {
      if (message.type === 'in-hand') this.#inHand = message.files;
    });
    child.on('exit', (code) => {
      if (this.#stopped || this.#process !== child) return;
      this.#restart(code);
    });
  }

  /** Gives the window a fresh port, and the scans that are open. Called when the page says that it listens. */
  connect(window: WebContents): void {
    this.#window = window;
    const { port1, port2 } = new MessageChannelMain();
    this.#process?.postMessage({ type: 'port' } satisfies MainToReader, [port1]);
    window.postMessage('marginalia.reader-port', null, [port2]);
    for (const scan of this.#scans.values()) this.#sendScan(scan);
  }

  scan(opened: OpenSource): void {
    this.#scans.set(opened.source.id, opened);
    if (this.#window !== null) this.#sendScan(opened);
  }

  close(sourceId: string): void {
    this.#scans.delete(sourceId);
    this.#post({ type: 'close', sourceId: sourceId as OpenSource['source']['id'] });
  }

  stop(): void {
    this.#stopped = true;
    this.#process?.kill();
  }

  /** For the journey that kills the reader. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  #sendScan({ source, paths }: OpenSource): void {
    this.#post({ type: 'scan', source, paths: [...paths], setAside: [...this.#setAside] });
  }

  #post(message: MainToReader): void {
    this.#process?.postMessage(message);
  }

  #restart(code: number): void {
    const now = Date.now();
    this.#restarts = [...this.#restarts.filter((at) => now - at < 60_000), now];
    // One file in hand is the culprit; of several, each is set aside: the reader is told, and can open them alone.
    for (const file of this.#inHand) this.#setAside.add(file);
    const named =
      this.#inHand.length === 0 ? 'no file was being read' : `set aside: ${this.#inHand.join(', ')}`;
    this.#inHand = [];
    log('reader', `the reader ended with code ${code} and is started again`);
    if (this.#restarts.length > MAX_RESTARTS_A_MINUTE) {
      this.#onRestart(
        `The reading process ended ${this.#restarts.length} times within a minute and was not started again (${named}). Close this case and open it anew.`,
      );
      return;
    }
    this.#onRestart(`The reading process ended unexpectedly and was started again (${named}).`);
    this.start();
    if (this.#window !== null && !this.#window.isDestroyed()) this.connect(this.#window);
  }
}
