/**
 * Which file was the reader's process lost over? A file that was alone in hand is set aside. Of several, each is a
 * suspect: the next process reads it when nothing else is in hand, so that a second death names exactly one and the
 * others open. Kept outside of that process; pure.
 */
import type { InHandNotice, Work } from './in-hand.ts';

export type Orders = {
  /** Not to be touched; listed as skipped. */
  readonly setAside: readonly string[];
  /** To be read, or decoded, while nothing else is. */
  readonly suspects: { readonly [W in Work]: readonly string[] };
};

export type Verdict = {
  /** Set aside by this death. */
  readonly named: readonly string[];
  /** How many files came under suspicion. */
  readonly suspected: number;
};

type Held = { readonly work: Work; readonly file: string };

export class Suspicion {
  readonly #inHand = new Map<string, InHandNotice>();
  readonly #setAside = new Set<string>();
  readonly #suspects: { readonly [W in Work]: Set<string> } = { headers: new Set(), frames: new Set() };

  hear(notice: InHandNotice): void {
    const key = `${notice.work} ${notice.slot}`;
    if (notice.files.length === 0) this.#inHand.delete(key);
    else this.#inHand.set(key, notice);
  }

  died(): Verdict {
    const held = [...this.#inHand.values()].flatMap(({ work, files }) =>
      files.map((file): Held => ({ work, file })),
    );
    this.#inHand.clear();
    const files = new Set(held.map(({ file }) => file));
    // A suspect is in hand alone but for files that are under no suspicion: it is taken to be the culprit.
    const named = files.size === 1 ? held : held.filter(({ work, file }) => this.#suspects[work].has(file));
    for (const { file } of named) this.#setAside.add(file);
    let suspected = 0;
    for (const { work, file } of held) {
      if (this.#setAside.has(file) || this.#suspects[work].has(file)) continue;
      this.#suspects[work].add(file);
      suspected += 1;
    }
    return { named: [...new Set(named.map(({ file }) => file))], suspected };
  }

  get orders(): Orders {
    const { headers, frames } = this.#suspects;
    return { setAside: [...this.#setAside], suspects: { headers: [...headers], frames: [...frames] } };
  }
}

/** A clause for people. */
export function toldVerdict({ named, suspected }: Verdict): string {
  if (named.length > 0) return `set aside: ${named.join(', ')}`;
  if (suspected === 0) return 'no file was being read';
  return `one of ${suspected} files that were being read is to blame: they are read one by one now, and nothing is left out yet`;
}
