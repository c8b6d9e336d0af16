/** What has been opened, and what the reader has found in it so far. */
import { atom, computed, type ReadableAtom } from 'nanostores';
import type { OtherObject, SkippedFile, Study } from '../../annotations/image/hierarchy.ts';
import type { FromReader, ScanTotals, Source, SourceId } from '../../electron/contract.ts';
import { request } from '../host.ts';
import { afterPicture, expectPicture } from './first-picture.ts';
import { notify, notifyFailure } from './notices.ts';
import { holdsMarks, holdsWords } from './object-kinds.ts';

export type Scan =
  | { readonly kind: 'running'; readonly filesSeen: number; readonly filesRead: number }
  | { readonly kind: 'done'; readonly totals: ScanTotals }
  | { readonly kind: 'failed'; readonly message: string };

export type OpenSource = {
  readonly source: Source;
  readonly scan: Scan;
  readonly studies: readonly Study[];
  readonly skipped: readonly SkippedFile[];
  readonly objects: readonly OtherObject[];
};

const sources = atom<readonly OpenSource[]>([]);
/** The latest last. */
export const $sources: ReadableAtom<readonly OpenSource[]> = sources;
export const $nothingOpen: ReadableAtom<boolean> = computed(sources, (open) => open.length === 0);

/** A skipped file by its place in what was opened, with its whole path beside. */
export type SkippedPlace = { readonly file: string; readonly path: string; readonly reason: string };

export const skippedFiles = (open: readonly OpenSource[]): readonly SkippedPlace[] =>
  open.flatMap(({ source, skipped }) =>
    skipped.map(({ file, reason }) => ({
      file: file.startsWith(source.path)
        ? file.slice(source.path.length).replace(/^[\\/]+/, '') || file
        : file,
      path: file,
      reason,
    })),
  );

const opening = atom<string | null>(null);
/** What is being opened, in words, until the reader has begun with it. */
export const $opening: ReadableAtom<string | null> = opening;

const BEGUN: Scan = { kind: 'running', filesSeen: 0, filesRead: 0 };

export function noteSource(source: Source): void {
  opening.set(null);
  if (sources.get().some((open) => open.source.id === source.id)) return;
  if (sources.get().length === 0) expectPicture();
  sources.set([...sources.get(), { source, scan: BEGUN, studies: [], skipped: [], objects: [] }]);
}

function update(id: SourceId, change: Partial<OpenSource>): void {
  sources.set(sources.get().map((open) => (open.source.id === id ? { ...open, ...change } : open)));
}

/** Messages of other kinds are somebody else's. */
export function receiveScan(message: FromReader): void {
  switch (message.type) {
    case 'scan.started':
      noteSource(message.source);
      update(message.source.id, { scan: BEGUN });
      return;
    case 'scan.progress': {
      const { filesSeen, filesRead } = message;
      update(message.sourceId, { scan: { kind: 'running', filesSeen, filesRead } });
      return;
    }
    case 'scan.studies':
      rememberOnce(message.sourceId, message.studies);
      update(message.sourceId, { studies: message.studies });
      return;
    case 'scan.skipped':
      update(message.sourceId, { skipped: message.files });
      return;
    case 'scan.objects':
      update(message.sourceId, { objects: message.objects });
      return;
    case 'scan.done':
      update(message.sourceId, { scan: { kind: 'done', totals: message.totals } });
      sayWhatIsWithoutPictures(message.sourceId);
      return;
    case 'scan.failed':
      update(message.sourceId, { scan: { kind: 'failed', message: message.message } });
      return;
  }
}

/** What holds images is a case to come back to; asked for once, after its first picture. */
function rememberOnce(sourceId: SourceId, studies: readonly Study[]): void {
  const before = sources.get().find((open) => open.source.id === sourceId);
  if (studies.length === 0 || before === undefined || before.studies.length > 0) return;
  afterPicture(() => void request('recents.keep', { sourceId }));
}

/**
 * What holds no pictures shows nothing by itself beside those of others: where its marks are to be found is said, or
 * that there is nothing.
 */
function sayWhatIsWithoutPictures(id: SourceId): void {
  const opened = sources.get().find((open) => open.source.id === id);
  const pictures = sources.get().some((open) => open.studies.length > 0);
  if (opened === undefined || !pictures || opened.studies.length > 0) return;
  const { name } = opened.source;
  if (opened.objects.some(holdsMarks))
    notify('Its marks are imported from “Other objects”, below the series.', name);
  else if (opened.objects.some(holdsWords))
    notify('Its words are used as the report from “Other objects”, below the series.', name);
  else if (opened.objects.length === 0)
    notify(
      /\.(txt|md)$/i.test(opened.source.path)
        ? 'There are no images in it. A report is loaded in the Report tab.'
        : opened.skipped.length === 0
          ? 'There are no images in it.'
          : 'There are no images in it. The list of skipped files tells why.',
      name,
    );
}

async function open(
  what: string,
  ask: () => Promise<
    { readonly ok: true; readonly source: Source } | { readonly ok: false; message: string } | null
  >,
): Promise<void> {
  opening.set(what);
  const answer = await ask().catch((cause: unknown) => ({
    ok: false as const,
    message: `Opening ${what} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
  }));
  opening.set(null);
  if (answer === null) return;
  if (answer.ok) noteSource(answer.source);
  else notifyFailure('Not opened', answer.message);
}

export const openFolder = (): Promise<void> =>
  open('a folder', () => request('source.choose', { kind: 'folder' }));
export const openFiles = (): Promise<void> =>
  open('files', () => request('source.choose', { kind: 'files' }));
export const openSample = (): Promise<void> =>
  open('the sample case', () => request('source.openSample', {}));
export const openRecent = (id: string): Promise<void> =>
  open('a recent case', () => request('source.openRecent', { id }));
export const openPaths = (paths: readonly string[]): Promise<void> =>
  open('what was dropped', () => request('source.openPaths', { paths }));

export async function closeSource(id: SourceId): Promise<void> {
  sources.set(sources.get().filter((open) => open.source.id !== id));
  await request('source.close', { sourceId: id });
}
