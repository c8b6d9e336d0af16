/**
 * What a scan has found besides images, and when it is told: the first image at once, then everything in bursts, so
 * that thousands of files do not make thousands of messages.
 */
import type { OtherObject, SkippedFile } from '../../../annotations/image/hierarchy.ts';
import type { HierarchyBuilder } from './hierarchy-builder.ts';
import type { ScanEvent } from './scan-events.ts';

/**
 * Long enough for a stack that a picture can be chosen from, and for a small series to be whole; short enough that
 * nobody waits for it.
 */
const FIRST_TOLD_AFTER_MS = 20;
/** Between two tellings of all studies; more when making them takes long. */
const TELL_EVERY_MS = 150;
const TELLING_SHARE = 8;

export class ScanFindings {
  readonly skipped: SkippedFile[] = [];
  readonly objects = new Map<string, OtherObject>();
  readonly reports: string[] = [];
  filesSeen = 0;
  filesRead = 0;
  readonly #builder: HierarchyBuilder;
  readonly #onEvent: (event: ScanEvent) => void;
  /** A scan that ends sooner than the interval tells once. */
  #toldAt = performance.now();
  #firstImageAt: number | null = null;
  #tellingMs = 0;
  #toldSkipped = 0;
  #toldObjects = 0;
  #toldReports = 0;
  #toldImages = 0;

  constructor(builder: HierarchyBuilder, onEvent: (event: ScanEvent) => void) {
    this.#builder = builder;
    this.#onEvent = onEvent;
  }

  /** Whether an image has been told of. */
  get toldOfImages(): boolean {
    return this.#toldImages > 0;
  }

  /** When it is time; all of it when `last`. */
  tell(last: boolean): void {
    const now = performance.now();
    if (this.#builder.images > 0) this.#firstImageAt ??= now;
    const first = this.#toldImages === 0 && now - (this.#firstImageAt ?? now) >= FIRST_TOLD_AFTER_MS;
    const due = now - this.#toldAt >= Math.max(TELL_EVERY_MS, this.#tellingMs * TELLING_SHARE);
    if (!last && !first && !due) return;
    const onEvent = this.#onEvent;
    if (this.#builder.images > 0) {
      onEvent({ type: 'studies', studies: this.#builder.studies() });
      this.#toldImages = this.#builder.images;
    }
    if (this.#toldSkipped < this.skipped.length) {
      onEvent({ type: 'skipped', files: this.skipped.slice(this.#toldSkipped) });
      this.#toldSkipped = this.skipped.length;
    }
    if (this.#toldObjects < this.objects.size) {
      onEvent({ type: 'objects', objects: [...this.objects.values()].slice(this.#toldObjects) });
      this.#toldObjects = this.objects.size;
    }
    if (this.#toldReports < this.reports.length) {
      onEvent({ type: 'reports', files: this.reports.slice(this.#toldReports) });
      this.#toldReports = this.reports.length;
    }
    onEvent({ type: 'progress', filesSeen: this.filesSeen, filesRead: this.filesRead });
    this.#toldAt = performance.now();
    this.#tellingMs = this.#toldAt - now;
  }
}
