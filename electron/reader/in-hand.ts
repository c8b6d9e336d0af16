/**
 * The files whose bytes are being parsed or decoded, told before the work begins: when the reader's process dies
 * over one of them, whoever started it knows which (`suspicion.ts`). Names are those of the list of skipped files.
 */

export type Work = 'headers' | 'frames';

/** A slot's files replace what it held before; none when its work is done. */
export type InHandNotice = { readonly work: Work; readonly slot: number; readonly files: readonly string[] };

/** One strand of work: it tells once a change, and nothing when nothing changes. */
export class Slot {
  readonly #tell: (files: readonly string[]) => void;
  #holds = false;

  constructor(tell: (files: readonly string[]) => void) {
    this.#tell = tell;
  }

  hold(files: readonly string[]): void {
    if (files.length === 0 && !this.#holds) return;
    this.#holds = files.length > 0;
    this.#tell(files);
  }

  free(): void {
    this.hold([]);
  }
}

export class InHand {
  readonly #tell: (notice: InHandNotice) => void;
  readonly #idle: Slot[] = [];
  #slots = 0;

  constructor(tell: (notice: InHandNotice) => void = () => undefined) {
    this.#tell = tell;
  }

  slot(work: Work = 'headers'): Slot {
    this.#slots += 1;
    const slot = this.#slots;
    return new Slot((files) => this.#tell({ work, slot, files }));
  }

  /** Files of which headers are read until `job` has settled. */
  async during<T>(files: readonly string[], job: () => Promise<T>): Promise<T> {
    const slot = this.#idle.pop() ?? this.slot();
    slot.hold(files);
    try {
      return await job();
    } finally {
      slot.free();
      this.#idle.push(slot);
    }
  }
}
