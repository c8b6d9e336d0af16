/**
 * Which frame is fetched next. The head of a stack's newest wish comes before everything; otherwise the stack wished
 * for last gets three turns of four, and the fourth goes to the one that has waited longest, so that none starves.
 */
import type { StackId } from '../../annotations/ids.ts';
import { type FrameRef, frameKey } from '../../annotations/image/hierarchy.ts';

export type WantedStack = {
  readonly stackId: StackId;
  /** The most urgent first. */
  readonly frames: FrameRef[];
  /** The head has not been fetched since the wish was made. */
  urgent: boolean;
  /** Frames of the next batch: one, then growing. */
  batchFrames: number;
};

type Entry = WantedStack & { wishedAt: number; servedAt: number };

export class WantedFrames {
  readonly #stacks = new Map<StackId, Entry>();
  #clock = 0;
  /** Turns that were not urgent: wishes do not count, or they could pass the fourth over again and again. */
  #turns = 0;

  /** Replaces the stack's wishes. `onItsWay` tells which of them need no fetching any more. */
  want(stackId: StackId, frames: readonly FrameRef[], onItsWay: (key: string) => boolean): void {
    this.#clock += 1;
    const before = this.#stacks.get(stackId);
    const [head] = frames;
    const left = frames.filter((ref) => !onItsWay(frameKey(ref)));
    if (head === undefined || left.length === 0) {
      this.#stacks.delete(stackId);
      return;
    }
    const urgent = left[0] === head;
    this.#stacks.set(stackId, {
      stackId,
      frames: left,
      urgent,
      batchFrames: urgent ? 1 : (before?.batchFrames ?? 1),
      wishedAt: this.#clock,
      servedAt: before?.servedAt ?? 0,
    });
  }

  /** What of the stack's wish has not been taken yet. */
  left(stackId: StackId): readonly FrameRef[] {
    return this.#stacks.get(stackId)?.frames ?? [];
  }

  drop(stackId: StackId): void {
    this.#stacks.delete(stackId);
  }

  clear(): void {
    this.#stacks.clear();
  }

  get hasUrgent(): boolean {
    for (const entry of this.#stacks.values()) if (entry.urgent) return true;
    return false;
  }

  get isEmpty(): boolean {
    return this.#stacks.size === 0;
  }

  /** The stack whose turn it is; `took` afterwards. */
  next(): WantedStack | null {
    const entries = [...this.#stacks.values()];
    const urgent = entries.filter((entry) => entry.urgent);
    if (urgent.length > 0) return newest(urgent);
    if (entries.length === 0) return null;
    return this.#turns % 4 === 3
      ? entries.reduce((a, b) => (b.servedAt < a.servedAt ? b : a))
      : newest(entries);
  }

  /** The first `count` frames of the stack are being fetched now. */
  took(stackId: StackId, count: number): void {
    const entry = this.#stacks.get(stackId);
    if (entry === undefined) return;
    this.#clock += 1;
    if (!entry.urgent) this.#turns += 1;
    entry.servedAt = this.#clock;
    entry.urgent = false;
    entry.frames.splice(0, count);
    if (entry.frames.length === 0) this.#stacks.delete(stackId);
  }
}

const newest = (entries: readonly Entry[]): Entry =>
  entries.reduce((a, b) => (b.wishedAt > a.wishedAt ? b : a));
