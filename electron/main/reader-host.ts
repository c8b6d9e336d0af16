/**
 * The reader's process as main sees it: started, given scans, restarted when it dies. Hostile bytes are parsed there;
 * a file that it died over is found, named to the reader and set aside.
 */
import { basename, join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { Outcome } from '../contract.ts';
import type { FromReaderToMain, MainToReader } from '../reader/main-messages.ts';
import { Suspicion, toldVerdict } from '../reader/suspicion.ts';
import { log } from './log.ts';
import type { OpenSource } from './sources.ts';

/** A reader that dies more often than this within a minute is not started again for that source. */
const MAX_RESTARTS_A_MINUTE = 5;

type ReportText = Outcome<{ text: string }>;
type Asked = { readonly path: string; readonly answer: (text: ReportText) => void };

export class ReaderHost {
  #process: UtilityProcess | null = null;
  #window: WebContents | null = null;
  readonly #suspicion = new Suspicion();
  readonly #scans = new Map<string, OpenSource>();
  readonly #reports = new Map<number, Asked>();
  #requests = 0;
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
      if (message.type === 'in-hand') this.#suspicion.hear(message);
      else this.#hearReport(message.requestId, message);
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

  /** The words of a report's file, parsed there as everything is. Always answers. */
  readReport(path: string): Promise<ReportText> {
    this.#requests += 1;
    const requestId = this.#requests;
    return new Promise((answer) => {
      this.#reports.set(requestId, { path, answer });
      this.#post({ type: 'report.read', requestId, path });
    });
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
    this.#post({ type: 'scan', source, paths: [...paths], orders: this.#suspicion.orders });
  }

  #post(message: MainToReader): void {
    this.#process?.postMessage(message);
  }

  #hearReport(requestId: number, text: ReportText): void {
    this.#reports.get(requestId)?.answer(text.ok ? { ok: true, text: text.text } : text);
    this.#reports.delete(requestId);
  }

  #restart(code: number): void {
    for (const [requestId, { path }] of this.#reports) {
      const message = `${basename(path)} was not read: the reading process ended meanwhile.`;
      this.#hearReport(requestId, { ok: false, message });
    }
    const now = Date.now();
    this.#restarts = [...this.#restarts.filter((at) => now - at < 60_000), now];
    const verdict = toldVerdict(this.#suspicion.died());
    log('reader', `the reader ended with code ${code} and is started again`);
    if (this.#restarts.length > MAX_RESTARTS_A_MINUTE) {
      this.#onRestart(
        `The reading process ended ${this.#restarts.length} times within a minute and was not started again (${verdict}). Close this case and open it anew.`,
      );
      return;
    }
    this.#onRestart(`The reading process ended unexpectedly and was started again (${verdict}).`);
    this.start();
    if (this.#window !== null && !this.#window.isDestroyed()) this.connect(this.#window);
  }
}
