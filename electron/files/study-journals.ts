/**
 * The journals of one study: that of the present session, and those of sessions that ended without committing their
 * last work. A journal says which older one it has recovered; the two then stand and fall together.
 */
import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import type { StudyInstanceUID } from '../../annotations/ids.ts';
import type { Recovery } from '../contract.ts';
import { AnnotationJournal, type JournalContent, pendingWork, readJournal } from './annotation-journal.ts';

const ENDING = '.journal';

const lastOf = (journal: JournalContent | null) => journal?.changes[journal.changes.length - 1];

export class StudyJournals {
  /** Of the present session. */
  readonly own: AnnotationJournal;
  readonly #folder: string;
  readonly #ownName: string;

  constructor(folder: string) {
    this.#folder = folder;
    // Names begin with the time, so that their order is that of the sessions.
    const time = Date.now().toString(36).padStart(10, '0');
    this.#ownName = `${time}-${randomBytes(6).toString('hex')}${ENDING}`;
    this.own = new AnnotationJournal(join(folder, this.#ownName));
  }

  /** The latest work that `onDisk` does not hold. What is settled is cleared away. */
  async recoverable(onDisk: string | null, study: StudyInstanceUID): Promise<Recovery | null> {
    const names = (await readdir(this.#folder).catch(() => []))
      .filter((name) => name.endsWith(ENDING) && this.#isForeign(name))
      .sort()
      .reverse();
    const spent = new Set<string | null>();
    for (const name of names) {
      const journal = await readJournal(join(this.#folder, name));
      if (journal === null) continue;
      const pending = spent.has(name) ? null : pendingWork(journal, onDisk);
      spent.add(lastOf(journal)?.recovered ?? null);
      if (pending === null) {
        await this.drop(name);
        continue;
      }
      // What a newer program left waits for it.
      const work = parseWorkingCopy(pending.text, 'The journal');
      if (!work.ok || !work.value.studyInstanceUIDs.includes(study)) continue;
      return {
        id: name,
        kind: 'unsaved',
        path: null,
        ...pending,
        changedAt: work.value.saved.at,
        changedBy: work.value.saved.by,
      };
    }
    return null;
  }

  async lastText(id: string): Promise<string | null> {
    if (!this.#isForeign(id)) return null;
    return lastOf(await readJournal(join(this.#folder, id)))?.text ?? null;
  }

  /** With those that it has recovered, the oldest first: while a journal stands it says that they are spent. */
  async drop(id: string): Promise<void> {
    if (!this.#isForeign(id)) return;
    const path = join(this.#folder, id);
    const older = lastOf(await readJournal(path))?.recovered ?? null;
    // The order of names: a damaged file cannot lead in a circle.
    if (older !== null && older < id) await this.drop(older);
    // Refused, it is judged anew at the next load.
    await rm(path, { force: true }).catch(() => undefined);
  }

  /** A plain name, and not the journal that is being written. */
  #isForeign(name: string): boolean {
    return basename(name) === name && name !== this.#ownName;
  }
}
