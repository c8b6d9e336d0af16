/** All open cases of one reader: where stacks and frames are found, whichever scan has found them. */
import type { StackId } from '../../annotations/ids.ts';
import {
  type FrameRef,
  frameKey,
  type OtherObject,
  type Stack,
  type Study,
} from '../../annotations/image/hierarchy.ts';
import type { FrameCatalog } from './frame-service.ts';
import type { PixelLocation } from './pixel-location.ts';
import { type FrameLocation, FrameLocations } from './scan/frame-locations.ts';

/** Most cases have been scanned by then; product choice. */
export const SHORT_SCAN_MS = 150;

class CaseEntry {
  readonly locations = new FrameLocations();
  /** Its scan is running. */
  growing = true;
  /** For the first moments of its scan. */
  justOpened = true;
  /** What its scan has told of besides images. */
  objects: readonly OtherObject[] = [];
  #studies: readonly Study[] = [];
  #stacks = new Map<StackId, Stack>();

  get studies(): readonly Study[] {
    return this.#studies;
  }

  setStudies(studies: readonly Study[]): void {
    this.#studies = studies;
    this.#stacks = new Map(
      studies.flatMap((study) =>
        study.series.flatMap((series) => series.stacks.map((stack) => [stack.id, stack] as const)),
      ),
    );
  }

  stack(id: StackId): Stack | null {
    return this.#stacks.get(id) ?? null;
  }
}

/** A stack that is part of two cases is the one that was opened first, as in the window's list. */
export class CaseCatalog implements FrameCatalog {
  readonly #cases = new Map<string, CaseEntry>();

  open(key: string): CaseEntry {
    const entry = new CaseEntry();
    this.#cases.set(key, entry);
    return entry;
  }

  get growing(): boolean {
    return [...this.#cases.values()].some((entry) => entry.growing);
  }

  get justOpened(): boolean {
    return [...this.#cases.values()].some((entry) => entry.growing && entry.justOpened);
  }

  close(key: string): void {
    this.#cases.delete(key);
  }

  stack(id: StackId): Stack | null {
    for (const entry of this.#cases.values()) {
      const stack = entry.stack(id);
      if (stack !== null) return stack;
    }
    return null;
  }

  get studies(): readonly Study[] {
    return [...this.#cases.values()].flatMap((entry) => entry.studies);
  }

  /** As a scan has told of it: what the window names opens no other file. */
  object({ sopInstanceUID, file }: OtherObject): OtherObject | null {
    for (const { objects } of this.#cases.values()) {
      const found = objects.find((one) => one.sopInstanceUID === sopInstanceUID && one.file === file);
      if (found !== undefined) return found;
    }
    return null;
  }

  locate(ref: FrameRef): PixelLocation | null {
    return this.find(ref)?.location ?? null;
  }

  find(ref: FrameRef): FrameLocation | null {
    const key = frameKey(ref);
    for (const { locations } of this.#cases.values()) {
      const found = locations.get(key);
      if (found !== undefined) return found;
    }
    return null;
  }
}
