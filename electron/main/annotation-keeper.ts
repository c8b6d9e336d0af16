/**
 * Loads and saves the working copies of open studies: picks the place, refuses to overwrite what somebody else wrote
 * meanwhile, keeps every previous revision in the app's data folder.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import type { AnnotationPlace, HostRequests, LoadedAnnotations, RevisionEntry } from '../contract.ts';
import {
  canWriteFolder,
  defaultFileName,
  type FoundCopy,
  findWorkingCopies,
  readWorkingCopyFile,
  studyToken,
} from '../files/annotation-files.ts';
import { atomicWrite } from '../files/atomic-write.ts';

const KEPT_REVISIONS = 200;

type SaveResult = HostRequests['annotations.save']['result'];

export class AnnotationKeeper {
  readonly #appFolder: string;
  /** Saves of one file follow one another; nothing is ever written by two hands at once. */
  readonly #queues = new Map<string, Promise<unknown>>();

  /** `dataFolder` is the app's own; annotations and their history live in two folders below it. */
  constructor(dataFolder: string) {
    this.#appFolder = dataFolder;
  }

  /** `caseFolders`: the folders beside the images, the first one preferred. */
  async load(caseFolders: readonly string[], study: StudyInstanceUID): Promise<LoadedAnnotations> {
    const problems: string[] = [];
    const candidates: FoundCopy[] = [];
    for (const folder of [...caseFolders, this.#annotationsFolder()]) {
      const found = await findWorkingCopies(folder);
      candidates.push(...found.copies.filter(({ copy }) => copy.studyInstanceUIDs.includes(study)));
      problems.push(...found.problems.map(({ message }) => message));
    }
    // The higher revision is the later work, wherever it had to be saved.
    const best = candidates.reduce<FoundCopy | null>(
      (chosen, each) => (chosen === null || each.copy.revision > chosen.copy.revision ? each : chosen),
      null,
    );
    return {
      place: await this.#place(caseFolders, study, best?.path ?? null),
      text: best?.text ?? null,
      problem: problems.length === 0 ? null : problems.join(' '),
    };
  }

  async save(
    caseFolders: readonly string[],
    study: StudyInstanceUID,
    text: string,
    baseRevision: number,
  ): Promise<SaveResult> {
    const parsed = parseWorkingCopy(text, 'The document to be saved');
    if (!parsed.ok) return { ok: false, message: parsed.error.message };
    const queued = this.#queues.get(study) ?? Promise.resolve();
    const saving = queued.then(() => this.#saveNow(caseFolders, study, text, baseRevision));
    this.#queues.set(
      study,
      saving.catch(() => undefined),
    );
    return saving;
  }

  async #saveNow(
    caseFolders: readonly string[],
    study: StudyInstanceUID,
    text: string,
    baseRevision: number,
  ): Promise<SaveResult> {
    const loaded = await this.load(caseFolders, study);
    if (loaded.text !== null) {
      const onDisk = parseWorkingCopy(loaded.text, basename(loaded.place.path));
      if (onDisk.ok && onDisk.value.revision !== baseRevision) {
        const { by, at } = onDisk.value.saved;
        return {
          ok: false,
          message: `${basename(loaded.place.path)} was changed by ${by || 'somebody else'} at ${at} (revision ${onDisk.value.revision}); your changes are kept here and nothing was overwritten.`,
        };
      }
      await this.#keep(study, loaded.text);
    }
    const first = await this.#write(loaded.place.path, text);
    if (first === null) return { ok: true, place: loaded.place, savedAt: new Date().toISOString() };
    if (loaded.place.kind === 'app-folder') return { ok: false, message: first };
    // The folder beside the images refused: the work goes to the app's own folder, and the reader is told.
    const fallback = this.#appPlace(study, `${first} The annotations are kept in the app's folder instead.`);
    const second = await this.#write(fallback.path, text);
    if (second !== null) return { ok: false, message: `${first} ${second}` };
    return { ok: true, place: fallback, savedAt: new Date().toISOString() };
  }

  async history(study: StudyInstanceUID): Promise<readonly RevisionEntry[]> {
    const folder = this.#historyFolder(study);
    const entries: RevisionEntry[] = [];
    for (const name of (await readdir(folder).catch(() => [])).sort().reverse()) {
      const read = await readWorkingCopyFile(join(folder, name));
      if (!('copy' in read)) continue;
      const { revision, saved, findings } = read.copy;
      const regions = findings.reduce((sum, finding) => sum + finding.regions.length, 0);
      entries.push({
        revision,
        savedAt: saved.at,
        savedBy: saved.by,
        summary: `${findings.length} findings, ${regions} marks`,
      });
    }
    return entries;
  }

  async revision(study: StudyInstanceUID, revision: number): Promise<string | null> {
    return readFile(this.#historyFile(study, revision), 'utf8').catch(() => null);
  }

  /** Null when written; otherwise the sentence that says why not. */
  async #write(path: string, text: string): Promise<string | null> {
    if (dirname(path) === this.#annotationsFolder()) await mkdir(dirname(path), { recursive: true });
    const written = await atomicWrite(path, Buffer.from(text));
    return written.ok ? null : written.error.message;
  }

  async #keep(study: StudyInstanceUID, text: string): Promise<void> {
    const parsed = parseWorkingCopy(text, 'The previous revision');
    if (!parsed.ok) return;
    const folder = this.#historyFolder(study);
    await mkdir(folder, { recursive: true });
    await atomicWrite(this.#historyFile(study, parsed.value.revision), Buffer.from(text));
    const names = (await readdir(folder)).sort();
    for (const name of names.slice(0, Math.max(0, names.length - KEPT_REVISIONS)))
      await rm(join(folder, name));
  }

  async #place(
    caseFolders: readonly string[],
    study: StudyInstanceUID,
    existing: string | null,
  ): Promise<AnnotationPlace> {
    const beside = caseFolders[0];
    if (existing !== null && dirname(existing) !== this.#annotationsFolder()) {
      if (await canWriteFolder(dirname(existing))) {
        return { kind: 'case-folder', path: existing, notice: null, readOnly: false };
      }
    } else if (existing === null && beside !== undefined && (await canWriteFolder(beside))) {
      return {
        kind: 'case-folder',
        path: join(beside, defaultFileName(study)),
        notice: null,
        readOnly: false,
      };
    } else if (existing !== null) {
      return this.#appPlace(study, null);
    }
    return this.#appPlace(
      study,
      "The images' folder cannot be written, so annotations are kept in the app's own folder.",
    );
  }

  #appPlace(study: StudyInstanceUID, notice: string | null): AnnotationPlace {
    const path = join(this.#annotationsFolder(), defaultFileName(study));
    return { kind: 'app-folder', path, notice, readOnly: false };
  }

  #annotationsFolder(): string {
    return join(this.#appFolder, 'annotations');
  }

  #historyFolder(study: StudyInstanceUID): string {
    return join(this.#appFolder, 'history', studyToken(study));
  }

  #historyFile(study: StudyInstanceUID, revision: number): string {
    return join(this.#historyFolder(study), `${String(revision).padStart(8, '0')}.marginalia.json`);
  }
}
