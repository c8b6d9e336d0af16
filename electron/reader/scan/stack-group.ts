/**
 * Frames of one series that may stand in one stack: same size, stored type, frame of reference, orientation,
 * pixel size and kind. A group makes its stacks anew when it has grown: one, or one for each pass over the same part of the body.
 */
import { isHounsfield } from '../../../annotations/finding/statistics.ts';
import { asStackId } from '../../../annotations/ids.ts';
import type { Stack, StackWarning } from '../../../annotations/image/hierarchy.ts';
import type { FramePlane } from '../../../annotations/image/plane.ts';
import type { FrameHeader, ImageHeader } from './header.ts';
import { FAULT_WORDS, type RescaleFault } from './modality-rescale.ts';
import { type Pass, splitPasses } from './passes.ts';
import { orderFrames, sameGrid } from './stack-geometry.ts';

export class StackGroup {
  /** Of the first stack; those of further passes have a suffix. */
  readonly id: string;
  readonly #like: ImageHeader;
  readonly #plane: FramePlane | null;
  readonly #modality: string;
  #frames: FrameHeader[] = [];
  #syntaxes = new Set<string>();
  #notices = new Map<string, number>();
  #tiltDeg: number | null = null;
  #stacks: readonly Stack[] | null = null;
  #phases = 1;

  constructor(id: string, like: ImageHeader, plane: FramePlane | null) {
    this.id = id;
    this.#like = like;
    this.#plane = plane;
    this.#modality = like.series.modality;
  }

  takes(image: ImageHeader, plane: FramePlane | null): boolean {
    const like = this.#like;
    if (
      like.location.rows !== image.location.rows ||
      like.location.columns !== image.location.columns ||
      like.storedType !== image.storedType ||
      like.photometric !== image.photometric ||
      like.localizer !== image.localizer ||
      like.frameOfReferenceUID !== image.frameOfReferenceUID
    ) {
      return false;
    }
    if (this.#plane === null || plane === null) return this.#plane === plane;
    return sameGrid(this.#plane, plane);
  }

  add(image: ImageHeader, frames: readonly FrameHeader[]): void {
    this.#frames.push(...frames);
    this.#syntaxes.add(image.location.transferSyntaxUID);
    for (const notice of image.notices) this.#notices.set(notice, (this.#notices.get(notice) ?? 0) + 1);
    this.#tiltDeg ??= image.gantryTiltDeg;
    this.#stacks = null;
  }

  remove(sopInstanceUID: string): void {
    this.#frames = this.#frames.filter(({ frame }) => frame.ref.sopInstanceUID !== sopInstanceUID);
    this.#stacks = null;
  }

  get empty(): boolean {
    return this.#frames.length === 0;
  }

  /** Passes that may be of different phases of contrast; 1 when there is one only. */
  get phases(): number {
    this.stacks();
    return this.#phases;
  }

  stacks(): readonly Stack[] {
    if (this.#stacks === null) {
      const passes = splitPasses(this.#frames);
      this.#phases = passes[0]?.phases ? passes.length : 1;
      this.#stacks = passes.map((pass, k) => this.#stack(pass, k, passes.length));
    }
    return this.#stacks;
  }

  #stack(pass: Pass, index: number, count: number): Stack {
    const { series, location, storedType, photometric, localizer, frameOfReferenceUID } = this.#like;
    const ordered = orderFrames(
      pass.frames.map(({ frame }) => frame),
      this.#tiltDeg,
    );
    const passNotice: StackWarning[] =
      count === 1
        ? []
        : [
            {
              kind: 'duplicate-position',
              message: `pass ${index + 1} of ${count} ${pass.over} (${pass.label})`,
            },
          ];
    return {
      id: asStackId(index === 0 ? this.id : `${this.id}/${index + 1}`),
      seriesInstanceUID: series.seriesInstanceUID,
      frameOfReferenceUID,
      rows: location.rows,
      columns: location.columns,
      storedType,
      photometric,
      orientation: ordered.orientation,
      localizer,
      ...(count === 1 ? {} : { pass: { number: index + 1, count, label: pass.label } }),
      normal: ordered.normal,
      sliceSpacingMm: ordered.sliceSpacingMm,
      transferSyntaxes: [...this.#syntaxes].sort(),
      warnings: [...passNotice, ...ordered.warnings, ...this.#values(pass), ...this.#imageNotices()],
      frames: ordered.frames,
    };
  }

  /** Whether the numbers are Hounsfield units. */
  #values(pass: Pass): StackWarning[] {
    if (this.#like.photometric === 'RGB') {
      return [{ kind: 'not-hounsfield', message: 'colour image: its values are not Hounsfield units' }];
    }
    const faults = rescaleFaults(pass);
    if (this.#modality !== 'CT') {
      const name = this.#modality === '' ? 'not given' : this.#modality;
      const message = `values are not Hounsfield units (modality ${name})`;
      return [...faults, { kind: 'not-hounsfield', message }];
    }
    const types = new Set(
      pass.frames.flatMap(({ frame, rescaleFault }) => (rescaleFault === null ? [frame.rescale.type] : [])),
    );
    const other = [...types].find((type) => type !== null && !isHounsfield({ type }));
    if (other === undefined || other === null) return faults;
    const message = `values are not Hounsfield units (rescale type ${other})`;
    return [...faults, { kind: 'not-hounsfield', message }];
  }

  #imageNotices(): StackWarning[] {
    return [...this.#notices].map(([notice, count]) => ({
      kind: 'image',
      message: count > 1 ? `${notice.replace(/\.$/, '')} (${count} images).` : notice,
    }));
  }
}

function rescaleFaults(pass: Pass): StackWarning[] {
  const counts = new Map<RescaleFault, number>();
  for (const { rescaleFault } of pass.frames) {
    if (rescaleFault !== null) counts.set(rescaleFault, (counts.get(rescaleFault) ?? 0) + 1);
  }
  const all = pass.frames.length;
  return [...counts].sort().map(([fault, count]) => ({
    kind: 'not-hounsfield',
    message: count === all ? FAULT_WORDS[fault] : `${FAULT_WORDS[fault]} (${count} of ${all} images)`,
  }));
}
