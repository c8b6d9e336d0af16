/** The value under the pointer, of whichever viewport it is over. */
import { atom, type ReadableAtom } from 'nanostores';

export type PointerValue = {
  readonly pane: number;
  readonly column: number;
  readonly row: number;
  /** From 0, where column and row are those of a slice that a cut was made of; null for the slice on the screen. */
  readonly slice: number | null;
  /** In `unit`; null for padding and for colour. */
  readonly hu: number | null;
  /** HU, or "value" where the file does not speak of Hounsfield units. */
  readonly unit: string;
};

const pointer = atom<PointerValue | null>(null);
/** Null while the pointer is over no image. */
export const $pointer: ReadableAtom<PointerValue | null> = pointer;
export const setPointer = (value: PointerValue | null): void => {
  if (pointer.get() !== value) pointer.set(value);
};
