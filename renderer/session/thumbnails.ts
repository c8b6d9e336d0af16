/** Small pictures of the stacks, asked of the reader as they come into view. */
import { map, type ReadableAtom } from 'nanostores';
import type { StackId } from '../../annotations/ids.ts';
import type { FromReader } from '../../electron/contract.ts';
import { reader } from '../host.ts';

export type Thumbnail = Extract<FromReader, { type: 'thumbnail' }>;

const thumbnails = map<Record<string, Thumbnail>>({});
export const $thumbnails: ReadableAtom<Readonly<Record<string, Thumbnail>>> = thumbnails;

/** How many frames the stack had when its picture was asked for. */
const asked = new Map<StackId, number>();

/** The middle of a stack moves while the scan goes on: with twice the frames the picture is asked for again. */
export function wantThumbnail(stackId: StackId, frames: number): void {
  const before = asked.get(stackId) ?? 0;
  if (frames < 2 * before || before === frames) return;
  asked.set(stackId, frames);
  reader.post({ type: 'thumbnail.want', stackId });
}

export function receiveThumbnails(): void {
  reader.subscribe((message) => {
    if (message.type === 'thumbnail') thumbnails.setKey(message.stackId, message);
  });
  reader.onRestart(() => asked.clear());
}
