/** Between the pool and its worker threads. */
import type { StoredType } from '../../../annotations/image/hierarchy.ts';
import type { Failure } from '../../../annotations/result.ts';
import type { PixelLocation } from '../pixel-location.ts';

export type ToWorker = DecodeJob | Prepare | Forget;

/** Frames of this transfer syntax will come: its codec can be loaded while they are not there yet. */
export type Prepare = { readonly prepare: string };

/** A case was closed: locations are sent anew, and nothing of its files is kept. */
export type Forget = { readonly forget: true };

export type DecodeJob = {
  readonly id: number;
  /** Names the location in later jobs, which leave it out. */
  readonly locationKey: number;
  readonly location: PixelLocation | null;
  readonly frameIndex: number;
  /** Transferred: memory for the frame, of a frame before. */
  readonly spare: ArrayBuffer | null;
};

export type FromWorker =
  | { readonly type: 'ready' }
  | {
      readonly type: 'decoded';
      readonly id: number;
      readonly storedType: StoredType;
      /** Transferred; the whole of it is the frame. */
      readonly buffer: ArrayBuffer;
      readonly warning: string | null;
    }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure };
