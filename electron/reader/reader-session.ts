/**
 * The reader without the process around it: scans on main's word, answers the window's wishes. It runs in Electron's
 * utility process (`process.ts`) and in any Node host that gives it a port.
 */
import type { FrameRef, SkippedFile, Study } from '../../annotations/image/hierarchy.ts';
import type { FromReader, Outcome, Source, SourceId, ToReader } from '../contract.ts';
import { readReportFile } from '../exchange/report-file.ts';
import { AnnotationDocuments } from './annotation-documents.ts';
import { forgetZips } from './bytes/source-bytes.ts';
import { CaseCatalog, SHORT_SCAN_MS } from './case-catalog.ts';
import { FrameService } from './frame-service.ts';
import { InHand, type InHandNotice } from './in-hand.ts';
import { importMarks, readDocument, writeMarks } from './marks-exchange.ts';
import { WorkerPool } from './pixels/worker-pool.ts';
import { shownName } from './scan/header.ts';
import { type OverlayList, readOverlays } from './scan/overlay-planes.ts';
import { readTags, type TagList } from './scan/read-tags.ts';
import { type ScanEvent, scan } from './scan/scan.ts';
import type { Orders } from './suspicion.ts';

/** The window's end, whatever carries it. */
export interface SessionPort {
  post(message: FromReader, transfer: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: ToReader) => void): void;
  /** Nothing is heard from it any more. */
  close(): void;
  /** It copies what it posts, instead of giving it away. */
  readonly copies: boolean;
}

export type ReaderSessionOptions = {
  /** The bundled workers, when they do not lie beside the code that runs. */
  readonly workerFile?: string;
  readonly scanWorkerFile?: string;
  /** Files that are being parsed or decoded, for whoever has to name them after a crash. */
  readonly onInHand?: (notice: InHandNotice) => void;
};

const NO_ORDERS: Orders = { setAside: [], suspects: { headers: [], frames: [] } };
const WARM_AFTER_MS = 1500;

export class ReaderSession {
  readonly #options: ReaderSessionOptions;
  readonly #catalog = new CaseCatalog();
  readonly #pool: WorkerPool;
  readonly #inHand: InHand;
  readonly #scans = new Map<SourceId, AbortController>();
  #frames: FrameService | null = null;
  #port: SessionPort | null = null;

  constructor(options: ReaderSessionOptions = {}) {
    this.#options = options;
    this.#inHand = new InHand(options.onInHand);
    this.#pool = new WorkerPool({
      ...(options.workerFile === undefined ? {} : { workerFile: options.workerFile }),
      inHand: this.#inHand.slot('frames'),
    });
  }

  /** A new window, or the same one after a reload: it wants nothing yet. */
  connect(port: SessionPort): void {
    this.#port?.close();
    this.#frames?.reset();
    this.#port = port;
    const frames = new FrameService({
      catalog: this.#catalog,
      pool: this.#pool,
      post: (message, transfer) => port.post(message, transfer),
      portCopies: port.copies,
    });
    this.#frames = frames;
    port.onMessage((message) => this.#hear(message, frames, port));
    // Not while the window starts; by the time a compressed series is opened, the threads are there.
    setTimeout(() => this.#pool.warm(), WARM_AFTER_MS).unref();
  }

  /** Streams what it finds to the window. A source that is open already is read anew. */
  async scan(source: Source, paths: readonly string[], { setAside, suspects } = NO_ORDERS): Promise<void> {
    this.close(source.id);
    this.#pool.suspect(suspects.frames);
    const stop = new AbortController();
    this.#scans.set(source.id, stop);
    const entry = this.#catalog.open(source.id);
    // A flag and no clock: a timer may come a moment early, and nothing would ask again until the scan tells more.
    setTimeout(() => {
      entry.justOpened = false;
      this.#frames?.catalogChanged();
    }, SHORT_SCAN_MS).unref();
    const sourceId = source.id;
    const { scanWorkerFile } = this.#options;
    let skipped: readonly SkippedFile[] = [];
    const documents = new AnnotationDocuments((object) => {
      if (stop.signal.aborted) return;
      skipped = skipped.filter(({ file }) => file !== object.file);
      entry.objects = [...entry.objects, object];
      this.#post({ type: 'scan.skipped', sourceId, files: skipped });
      this.#post({ type: 'scan.objects', sourceId, objects: entry.objects });
    }, this.#inHand);
    const tell = (event: ScanEvent): void => {
      if (stop.signal.aborted) return;
      switch (event.type) {
        case 'studies':
          entry.setStudies(event.studies);
          for (const uid of syntaxesOf(event.studies)) this.#pool.prepare(uid);
          this.#post({ type: 'scan.studies', sourceId, studies: event.studies });
          this.#frames?.catalogChanged();
          break;
        case 'progress':
          this.#post({
            type: 'scan.progress',
            sourceId,
            filesSeen: event.filesSeen,
            filesRead: event.filesRead,
          });
          break;
        case 'skipped':
          skipped = [...skipped, ...event.files];
          this.#post({ type: 'scan.skipped', sourceId, files: skipped });
          documents.lookAmong(event.files);
          break;
        case 'objects':
          entry.objects = [...entry.objects, ...event.objects];
          this.#post({ type: 'scan.objects', sourceId, objects: entry.objects });
          break;
        case 'reports':
          // Main looks for report files by itself; a PDF can lie deeper, in a zip, or be dropped alone.
          documents.look(event.files);
          break;
      }
    };

    this.#post({ type: 'scan.started', source });
    // Files that the reader chose by name may be annotations of this program, which a scan passes over.
    documents.look(paths.filter((path) => !setAside.includes(path)));
    try {
      const { totals } = await scan(paths, {
        onEvent: tell,
        signal: stop.signal,
        setAside,
        suspects: suspects.headers,
        inHand: this.#inHand,
        locations: entry.locations,
        ...(scanWorkerFile === undefined ? {} : { workerFile: scanWorkerFile }),
      });
      await documents.settled();
      if (stop.signal.aborted) return;
      const { filesSeen, filesRead, images, seconds } = totals;
      this.#post({
        type: 'scan.done',
        sourceId,
        totals: { filesSeen, filesRead, images, skipped: skipped.length, seconds },
      });
    } catch (error) {
      if (stop.signal.aborted) return;
      const cause = error instanceof Error ? error.message : String(error);
      this.#post({
        type: 'scan.failed',
        sourceId,
        message: `Reading "${source.name}" ended with an error of the program: ${cause}.`,
      });
    } finally {
      entry.growing = false;
      this.#frames?.catalogChanged();
    }
  }

  close(sourceId: SourceId): void {
    this.#scans.get(sourceId)?.abort();
    this.#catalog.close(sourceId);
    if (!this.#scans.delete(sourceId)) return;
    // Unpacked files may be large; another case that is open unpacks its own again.
    forgetZips();
    this.#pool.forget();
  }

  /** Of any file: which ones the window may see is main's to say. */
  async readReport(path: string): Promise<Outcome<{ text: string }>> {
    const read = await this.#inHand.during([path], () => readReportFile(path));
    return read.ok ? { ok: true, text: read.value } : { ok: false, message: read.error.message };
  }

  end(): void {
    for (const sourceId of [...this.#scans.keys()]) this.close(sourceId);
    this.#frames?.reset();
    this.#port?.close();
    this.#pool.close();
  }

  #post(message: FromReader): void {
    this.#port?.post(message, []);
  }

  async #tagsOf(frame: FrameRef): Promise<TagList> {
    const location = this.#catalog.locate(frame);
    if (location === null) return { rows: [], message: 'The frame is not part of the open case.' };
    return this.#inHand.during([shownName(location)], () => readTags(location.file, location.zipEntries));
  }

  async #overlaysOf(frame: FrameRef): Promise<OverlayList> {
    const location = this.#catalog.locate(frame);
    if (location === null) return { planes: [], message: 'The frame is not part of the open case.' };
    return this.#inHand.during([shownName(location)], () =>
      readOverlays({ location, frameIndex: frame.frameNumber - 1 }),
    );
  }

  #hear(message: ToReader, frames: FrameService, port: SessionPort): void {
    switch (message.type) {
      case 'frames.want':
        frames.want(message.stackId, message.frames);
        break;
      case 'frames.drop':
        frames.drop(message.stackId);
        break;
      case 'frames.ack':
        frames.acknowledge(message.bytes);
        break;
      case 'thumbnail.want':
        frames.wantThumbnail(message.stackId);
        break;
      case 'tags.want': {
        const { requestId, frame } = message;
        void this.#tagsOf(frame).then(({ rows, message }) =>
          port.post({ type: 'tags', requestId, rows, message }, []),
        );
        break;
      }
      case 'overlays.want': {
        const { requestId, frame } = message;
        void this.#overlaysOf(frame).then(({ planes, message }) =>
          port.post({ type: 'overlays', requestId, planes, message }, []),
        );
        break;
      }
      case 'marks.import': {
        const { requestId, object, studyInstanceUID, shown } = message;
        void this.#inHand
          .during([object.file], () => importMarks(object, studyInstanceUID, shown, this.#catalog))
          .then((outcome) => port.post({ type: 'marks.imported', requestId, ...outcome }, []));
        break;
      }
      case 'marks.write': {
        const { requestId, to, copy } = message;
        void writeMarks(copy, to, this.#catalog, this.#pool).then((outcome) =>
          port.post({ type: 'marks.written', requestId, ...outcome }, []),
        );
        break;
      }
      case 'document.read': {
        const { requestId, object } = message;
        void this.#inHand
          .during([object.file], () => readDocument(object, this.#catalog))
          .then((outcome) => port.post({ type: 'document.text', requestId, ...outcome }, []));
        break;
      }
    }
  }
}

function syntaxesOf(studies: readonly Study[]): ReadonlySet<string> {
  const stacks = studies.flatMap(({ series }) => series.flatMap((one) => one.stacks));
  return new Set(stacks.flatMap((stack) => stack.transferSyntaxes));
}
