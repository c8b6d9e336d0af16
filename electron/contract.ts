/**
 * The only door between the window and the processes behind it. Preload, main's handlers, the reader and the window's
 * client are all typed by these tables, so that drift does not compile. The window imports it by `import type` alone.
 *
 * Two ways lead through:
 * - requests to main (`HostRequests`): dialogs, saving, exporting; asked once, answered once;
 * - a port to the reader (`ToReader`, `FromReader`): studies and decoded frames, streamed.
 * (Longer than other files: all that passes between the processes is to be seen, and guarded, in one place.)
 */
import type { Imported } from '../annotations/codecs/imported-findings.ts';
import type { WorkingCopy } from '../annotations/codecs/working-copy.ts';
import type { StackId, StudyInstanceUID } from '../annotations/ids.ts';
import type { FrameRef, OtherObject, SkippedFile, Study } from '../annotations/image/hierarchy.ts';
import type { OverlayPlane } from '../annotations/image/overlay-plane.ts';
import type { SnapshotRequest } from '../annotations/scene/snapshot.ts';

/** Something that was opened together: a folder, files, the sample. Made by main; the window never sees more. */
export type SourceId = string & { readonly __brand: 'SourceId' };

export type Source = {
  readonly id: SourceId;
  /** As the reader knows it: the folder's name, "3 files", "Sample case". */
  readonly name: string;
  /** The whole path, to be shown on demand; never logged. */
  readonly path: string;
};

export type RecentSource = {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly openedAt: string;
};

export type AppInfo = {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  /** Set when the window runs on the development runtime: the sentence that says so. */
  readonly runtimeNotice: string | null;
  readonly userName: string;
  readonly platform: string;
};

/** A sentence for the reader instead of a result. */
export type Refusal = { readonly ok: false; readonly message: string };
export type Outcome<T> = ({ readonly ok: true } & T) | Refusal;

/** Where a study's annotations are kept. */
export type AnnotationPlace = {
  readonly kind: 'case-folder' | 'app-folder';
  readonly path: string;
  /** Why not the case folder, or why nothing can be saved; null when all is well. */
  readonly notice: string | null;
  readonly readOnly: boolean;
};

export type LoadedAnnotations = {
  readonly place: AnnotationPlace;
  /** The working copy's text as it stands on disk; null when there is none yet. */
  readonly text: string | null;
  /** Names that text exactly; goes with the next save. */
  readonly version: string;
  /** A file that could not be read, said in a sentence; it stays untouched. */
  readonly problem: string | null;
  readonly recovery: Recovery | null;
};

/** Work on this study that the shown annotations do not hold, for the reader to decide about. */
export type Recovery = {
  readonly id: string;
  /** On its way to the disk when the program ended, or in another file of the same study. */
  readonly kind: 'unsaved' | 'second-copy';
  /** Folder and name of the second copy. */
  readonly path: string | null;
  readonly text: string;
  /** What that work began with, to merge it; null when that was nothing. */
  readonly baseText: string | null;
  readonly changedAt: string;
  readonly changedBy: string;
};

/** Somebody else has saved meanwhile: nothing was written; merge, then save again with this `version`. */
export type SaveConflict = Refusal & {
  readonly conflict: {
    readonly text: string;
    readonly baseText: string | null;
    readonly version: string;
  };
};

export type RevisionEntry = {
  readonly id: string;
  readonly revision: number;
  readonly savedAt: string;
  readonly savedBy: string;
  /** What it changed, in words. */
  readonly summary: string;
  /** What stands in the file now. */
  readonly current: boolean;
};

export type ReportFile = { readonly name: string; readonly path: string };

/** Each request: what it takes and what it gives. All arguments are checked in main. */
export type HostRequests = {
  'app.info': { args: Record<string, never>; result: AppInfo };
  'source.choose': {
    args: { kind: 'folder' | 'files' };
    result: Outcome<{ source: Source }> | null;
  };
  'source.openPaths': { args: { paths: readonly string[] }; result: Outcome<{ source: Source }> };
  'source.openRecent': { args: { id: string }; result: Outcome<{ source: Source }> };
  'source.openSample': { args: Record<string, never>; result: Outcome<{ source: Source }> };
  'source.close': { args: { sourceId: SourceId }; result: null };
  'recents.list': { args: Record<string, never>; result: readonly RecentSource[] };
  /** Images were found in this source: it is worth coming back to. */
  'recents.keep': { args: { sourceId: SourceId }; result: null };
  'recents.clear': { args: Record<string, never>; result: null };
  'annotations.load': {
    args: { sourceId: SourceId; studyInstanceUID: StudyInstanceUID };
    result: LoadedAnnotations;
  };
  /**
   * Into the journal, at once; `change` counts the changes since the load, `recovered` is the id of a recovery whose
   * work the text holds.
   */
  'annotations.note': {
    args: { studyInstanceUID: StudyInstanceUID; text: string; change: number; recovered: string | null };
    result: Outcome<Record<never, never>>;
  };
  'annotations.save': {
    args: {
      studyInstanceUID: StudyInstanceUID;
      text: string;
      change: number;
      recovered: string | null;
      version: string;
    };
    result: Outcome<{ place: AnnotationPlace; savedAt: string; version: string }> | SaveConflict;
  };
  /** The recovered work is not wanted; it stays among the earlier versions. */
  'annotations.discardRecovery': { args: { studyInstanceUID: StudyInstanceUID; id: string }; result: null };
  /** Others may write them from now on. */
  'annotations.close': { args: { studyInstanceUID: StudyInstanceUID }; result: null };
  'annotations.history': {
    args: { studyInstanceUID: StudyInstanceUID };
    result: readonly RevisionEntry[];
  };
  'annotations.revision': {
    args: { studyInstanceUID: StudyInstanceUID; id: string };
    result: Outcome<{ text: string }>;
  };
  'report.find': { args: { sourceId: SourceId }; result: readonly ReportFile[] };
  'report.read': {
    args: { sourceId: SourceId; path: string };
    result: Outcome<{ name: string; text: string }>;
  };
  'report.choose': { args: Record<string, never>; result: Outcome<{ name: string; text: string }> | null };
  /** The file's own bytes, nothing written. */
  'snapshot.render': {
    args: { request: SnapshotRequest };
    result: Outcome<{ bytes: Uint8Array; widthPx: number; heightPx: number; sha256: string }>;
  };
  /** Asks for a file, then writes it atomically. Null when the reader cancels. */
  'snapshot.saveAs': {
    args: { request: SnapshotRequest; suggestedName: string };
    result: Outcome<{ path: string }> | null;
  };
  /** Asks for a folder, then writes the pictures and manifest.json. */
  'snapshot.saveAll': {
    args: { requests: readonly SnapshotRequest[]; names: readonly string[] };
    result: Outcome<{ folder: string; files: readonly string[] }> | null;
  };
  'snapshot.copy': { args: { request: SnapshotRequest }; result: Outcome<Record<never, never>> };
  /**
   * Asks for a file, then writes DICOM objects atomically, numbered when there are several. Asks again before
   * it replaces one of the further ones.
   */
  'objects.save': {
    args: { files: readonly Uint8Array[]; suggestedName: string };
    result: Outcome<{ paths: readonly string[] }> | null;
  };
  'path.reveal': { args: { path: string }; result: null };
  'settings.get': { args: Record<string, never>; result: Settings };
  'settings.set': { args: { settings: Settings }; result: null };
};

export type RequestName = keyof HostRequests;

export type Settings = {
  /** Name that stands on every change. */
  readonly userName: string;
  /** Dragging down lowers the level unless inverted. */
  readonly invertWindowDrag: boolean;
  /** Axial slices are read from the head down; otherwise as they are numbered, along the normal. */
  readonly headFirst: boolean;
  /** Folded and resized panels, by panel name; opaque to main. */
  readonly layout: Record<string, number | boolean | string>;
  /** Bytes of decoded pixels that the window may keep; null: by the machine's memory. */
  readonly pixelBudgetBytes: number | null;
};

/** What main tells the window without being asked. */
export type HostEvents = {
  'source.opened': { source: Source };
  /** A path on the command line could not be opened. */
  'source.refused': { message: string };
  'sample.progress': { done: number; total: number };
  'reader.restarted': { message: string };
  'menu.command': { command: string };
  /** The window is about to close: save what is in flight. */
  'window.closing': Record<string, never>;
};

export type EventName = keyof HostEvents;

/** Window → reader. */
export type ToReader =
  /** Replaces what was wanted of this stack before; the most urgent first. */
  | { readonly type: 'frames.want'; readonly stackId: StackId; readonly frames: readonly FrameRef[] }
  | { readonly type: 'frames.drop'; readonly stackId: StackId }
  /** The window has taken a `frames` message whose buffer has this many bytes; without it, no more are sent. */
  | { readonly type: 'frames.ack'; readonly bytes: number }
  | { readonly type: 'thumbnail.want'; readonly stackId: StackId }
  | { readonly type: 'tags.want'; readonly requestId: number; readonly frame: FrameRef }
  /** The overlay planes of a frame that has some (`Frame.overlays`). */
  | { readonly type: 'overlays.want'; readonly requestId: number; readonly frame: FrameRef }
  /** Marks of an object of the open case, for one study: SR, presentation state, RTSTRUCT, SEG, annotation JSON. */
  | {
      readonly type: 'marks.import';
      readonly requestId: number;
      readonly object: OtherObject;
      readonly studyInstanceUID: StudyInstanceUID;
      /** On the screen: marks that several series have a slice for go there. */
      readonly shown: StackId | null;
    }
  /** Saved annotations as DICOM objects, to be kept with `objects.save`. */
  | {
      readonly type: 'marks.write';
      readonly requestId: number;
      readonly to: 'sr' | 'gsps';
      readonly copy: WorkingCopy;
    }
  /** The words of a document of the open case: a text SR, an encapsulated PDF or CDA. */
  | { readonly type: 'document.read'; readonly requestId: number; readonly object: OtherObject };

export type ScanTotals = {
  readonly filesSeen: number;
  readonly filesRead: number;
  readonly images: number;
  readonly skipped: number;
  readonly seconds: number;
};

/** One data element for the tag browser; `children` for sequences, one list an item. */
export type TagRow = {
  readonly tag: string;
  readonly vr: string;
  readonly keyword: string;
  readonly value: string;
  readonly children?: readonly (readonly TagRow[])[];
};

/** Reader → window. */
export type FromReader =
  | { readonly type: 'scan.started'; readonly source: Source }
  | {
      readonly type: 'scan.progress';
      readonly sourceId: SourceId;
      readonly filesSeen: number;
      readonly filesRead: number;
    }
  /** All studies of the source as known so far; replaces what was sent before. Stack ids are stable. */
  | { readonly type: 'scan.studies'; readonly sourceId: SourceId; readonly studies: readonly Study[] }
  | { readonly type: 'scan.skipped'; readonly sourceId: SourceId; readonly files: readonly SkippedFile[] }
  | { readonly type: 'scan.objects'; readonly sourceId: SourceId; readonly objects: readonly OtherObject[] }
  | { readonly type: 'scan.done'; readonly sourceId: SourceId; readonly totals: ScanTotals }
  | { readonly type: 'scan.failed'; readonly sourceId: SourceId; readonly message: string }
  /** Stored values of several frames in one buffer (batches of about 4 MB travel fastest). */
  | {
      readonly type: 'frames';
      readonly stackId: StackId;
      readonly buffer: ArrayBuffer;
      readonly frames: readonly {
        readonly ref: FrameRef;
        readonly byteOffset: number;
        readonly byteLength: number;
        readonly warning: string | null;
      }[];
    }
  | {
      readonly type: 'frame.failed';
      readonly stackId: StackId;
      readonly ref: FrameRef;
      readonly message: string;
    }
  /** 8-bit grey, row by row, at the stack's middle frame and first stored window or table. */
  | {
      readonly type: 'thumbnail';
      readonly stackId: StackId;
      readonly width: number;
      readonly height: number;
      /** Row by row: one byte a pixel, or three (red, green, blue) where `channels` is 3. */
      readonly channels: 1 | 3;
      readonly values: Uint8Array;
    }
  | {
      readonly type: 'tags';
      readonly requestId: number;
      readonly rows: readonly TagRow[];
      readonly message: string | null;
    }
  /** `message` is a sentence on planes that cannot be shown. */
  | {
      readonly type: 'overlays';
      readonly requestId: number;
      readonly planes: readonly OverlayPlane[];
      readonly message: string | null;
    }
  | ({ readonly type: 'marks.imported'; readonly requestId: number } & Outcome<{
      readonly imported: Imported;
    }>)
  | ({ readonly type: 'marks.written'; readonly requestId: number } & Outcome<{
      readonly files: readonly Uint8Array[];
      /** Sentences: what is in none of the files. */
      readonly notices: readonly string[];
    }>)
  | ({ readonly type: 'document.text'; readonly requestId: number } & Outcome<{ readonly text: string }>);

/** The bridge that preload puts on `window.marginalia`. */
export type HostBridge = {
  request<N extends RequestName>(name: N, args: HostRequests[N]['args']): Promise<HostRequests[N]['result']>;
  on<N extends EventName>(name: N, listener: (event: HostEvents[N]) => void): () => void;
  /** Paths of files that were dropped on the window, for `source.openPaths`. */
  pathsOf(files: readonly unknown[]): readonly string[];
  /** The answer to `window.closing`: nothing is in flight any more. */
  saved(): void;
};

/**
 * The port arrives as a `message` event on `window` with this data and one transferred MessagePort, again after each
 * restart of the reader. The window asks for it by posting `{ type: 'marginalia.ready' }` to itself once it listens.
 */
export type ReaderPortMessage = { readonly type: 'marginalia.reader-port' };
export type WindowReadyMessage = { readonly type: 'marginalia.ready' };
