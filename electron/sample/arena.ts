/**
 * Buffers that are used again from slice to slice: a slice takes some thirty megabyte-sized arrays, and
 * allocating them anew costs more than painting.
 */

export type Arena = {
  /** An array of this length, every element set to `value`; good until `reset`. */
  take(length: number, value?: number): Float32Array;
  /** All arrays handed out are free again. */
  reset(): void;
};

export function createArena(): Arena {
  const shelves = new Map<number, { arrays: Float32Array[]; taken: number }>();
  return {
    take(length, value = 0) {
      const shelf = shelves.get(length) ?? { arrays: [], taken: 0 };
      shelves.set(length, shelf);
      const array = shelf.arrays[shelf.taken] ?? new Float32Array(length);
      shelf.arrays[shelf.taken] = array;
      shelf.taken += 1;
      return array.fill(value);
    },
    reset() {
      for (const shelf of shelves.values()) shelf.taken = 0;
    },
  };
}
