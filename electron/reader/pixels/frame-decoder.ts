/** All that one thread needs to decode frames: its codecs, and the file that it reads last where that is costly. */
import { err, type Failure, failure, ok, type Result } from '../../../annotations/result.ts';
import { DEFLATED_SYNTAXES, inflatedFile } from '../bytes/inflated-file.ts';
import type { PixelLocation } from '../pixel-location.ts';
import { CodecSet } from './codecs/codec-set.ts';
import { decodeFrame, usualCodecOf } from './decode-frame.ts';
import type { DecodeResult } from './decoded-frame.ts';
import { FrameMemory } from './frame-memory.ts';
import {
  bytesInMemory,
  cannotOpen,
  changed,
  hasChanged,
  nameOf,
  openPixelFile,
  type PixelBytes,
} from './pixel-bytes.ts';

export class FrameDecoder {
  readonly #codecs = new CodecSet();
  readonly #memory = new FrameMemory();
  /** Null until a file is not plain: a thread that decodes plain files starts sooner without it. */
  #sourceBytes: typeof import('../bytes/source-bytes.ts') | null = null;
  #inflated: { readonly location: PixelLocation; readonly bytes: Uint8Array } | null = null;

  /** `frameIndex` counts from 0; `spare` may become the memory of the result. Rejects only for bugs. */
  async decode(
    location: PixelLocation,
    frameIndex: number,
    spare: ArrayBuffer | null = null,
  ): Promise<DecodeResult> {
    if (spare !== null) this.#memory.offer(spare);
    const opened = await this.#open(location);
    if (!opened.ok) return opened;
    try {
      return await decodeFrame(location, opened.value, frameIndex, this.#codecs, this.#memory);
    } finally {
      opened.value.close();
    }
  }

  /** Loads the codec of a transfer syntax; nothing for those without one. */
  async prepare(transferSyntaxUID: string): Promise<void> {
    const name = usualCodecOf(transferSyntaxUID);
    if (name !== null) await this.#codecs.get(name);
  }

  /** Nothing of files is kept; codecs are. */
  forget(): void {
    this.#inflated = null;
    this.#sourceBytes?.forgetZips();
  }

  async #open(location: PixelLocation): Promise<Result<PixelBytes, Failure>> {
    const isDeflated = DEFLATED_SYNTAXES.has(location.transferSyntaxUID);
    if (location.zipEntries.length === 0 && !isDeflated) return openPixelFile(location);
    return this.#unpack(location, isDeflated);
  }

  async #unpack(location: PixelLocation, isDeflated: boolean): Promise<Result<PixelBytes, Failure>> {
    this.#sourceBytes ??= await import('../bytes/source-bytes.ts');
    const { readWhole, sourceStat } = this.#sourceBytes;
    try {
      const { size, modifiedMs } = await sourceStat(location.file, location.zipEntries);
      if (hasChanged(location, size, modifiedMs)) return err(changed(location));
      if (!isDeflated) return ok(bytesInMemory(await readWhole(location.file, location.zipEntries)));
      if (this.#inflated?.location !== location) {
        const bytes = await readWhole(location.file, location.zipEntries);
        this.#inflated = { location, bytes: inflatedFile(bytes, dataSetOffset(bytes)) };
      }
      return ok(bytesInMemory(this.#inflated.bytes));
    } catch (error) {
      const { ZipError } = await import('../bytes/zip-archive.ts');
      const isDamage =
        error instanceof ZipError || /^(Z_|ERR_)/.test((error as NodeJS.ErrnoException).code ?? '');
      return err(
        isDamage
          ? failure('corrupt', `${nameOf(location)} cannot be unpacked: ${(error as Error).message}.`)
          : cannotOpen(location, error),
      );
    }
  }
}

/** File Meta Information Group Length (PS3.10 7.1) says where the deflated data set begins. */
function dataSetOffset(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasLength = bytes.length >= 144 && view.getUint32(132, true) === 0x00000002;
  return hasLength ? 144 + view.getUint32(140, true) : bytes.length;
}
