/**
 * Separable resampling of a plane of numbers (Catmull–Rom: the kernel of Keys 1981 with a = −0.5). Enlarging it passes through
 * the original values at pixel centres; shrinking widens the kernel, so that nothing aliases. Edges are repeated.
 */

/** Where the values of one output line come from: for each output index `count` source indices from `first` on. */
export type Taps = {
  readonly length: number;
  readonly count: number;
  /** Source index of each tap, clamped to the plane; −1 in the first place where the output lies outside it. */
  readonly sources: Int32Array;
  readonly weights: Float32Array;
  /** Every output value is exactly one source value. */
  readonly exact: boolean;
};

const keys = (x: number): number => {
  const t = Math.abs(x);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
};

/**
 * @param length output values
 * @param at image coordinate (corner origin) of the centre of output value 0
 * @param step image pixels per output value; negative when the axis is mirrored
 * @param size source values
 */
export function tapsFor(length: number, at: number, step: number, size: number): Taps {
  const stretch = Math.max(1, Math.abs(step));
  const count = Math.max(1, Math.ceil(4 * stretch));
  const sources = new Int32Array(length * count);
  const weights = new Float32Array(length * count);
  let exact = Math.abs(step) === 1;
  for (let index = 0; index < length; index++) {
    const position = at + step * index;
    // Source values sit at the pixels' centres.
    const centre = position - 0.5;
    exact &&= Number.isInteger(centre);
    const base = index * count;
    if (position < 0 || position > size) {
      sources[base] = -1;
      continue;
    }
    const first = Math.floor(centre - 2 * stretch) + 1;
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      const weight = keys((first + tap - centre) / stretch);
      weights[base + tap] = weight;
      sum += weight;
      sources[base + tap] = Math.min(size - 1, Math.max(0, first + tap));
    }
    for (let tap = 0; tap < count; tap++) weights[base + tap] = (weights[base + tap] as number) / sum;
  }
  return { length, count, sources, weights, exact };
}

/** How the plane is walked: index = i × strideI + j × strideJ, with i along the output's rows. */
export type PlaneWalk = { readonly strideI: number; readonly strideJ: number };

/**
 * Calls `row` with each output line of interpolated values; `covered` is false for lines outside the plane. Values
 * outside the plane within a line are NaN.
 */
export function resample(
  plane: ArrayLike<number>,
  walk: PlaneWalk,
  across: Taps,
  down: Taps,
  row: (line: Float32Array, index: number, covered: boolean) => void,
): void {
  const width = across.length;
  const lines = new Map<number, Float32Array>();
  const lineOf = (j: number): Float32Array => {
    const known = lines.get(j);
    if (known !== undefined) return known;
    const made = interpolatedLine(plane, walk, across, j);
    lines.set(j, made);
    // Few lines are in use at a time.
    if (lines.size > down.count * 2 + 8) lines.delete(lines.keys().next().value as number);
    return made;
  };
  const out = new Float32Array(width);
  for (let index = 0; index < down.length; index++) {
    const base = index * down.count;
    if (down.sources[base] === -1) {
      row(out, index, false);
      continue;
    }
    if (down.count === 4) {
      // Enlarging: four lines in one pass, twice as fast as one after the other.
      const l0 = lineOf(down.sources[base] as number);
      const l1 = lineOf(down.sources[base + 1] as number);
      const l2 = lineOf(down.sources[base + 2] as number);
      const l3 = lineOf(down.sources[base + 3] as number);
      const w0 = down.weights[base] as number;
      const w1 = down.weights[base + 1] as number;
      const w2 = down.weights[base + 2] as number;
      const w3 = down.weights[base + 3] as number;
      for (let x = 0; x < width; x++) {
        out[x] =
          w0 * (l0[x] as number) + w1 * (l1[x] as number) + w2 * (l2[x] as number) + w3 * (l3[x] as number);
      }
    } else {
      out.fill(0);
      for (let tap = 0; tap < down.count; tap++) {
        const weight = down.weights[base + tap] as number;
        const line = lineOf(down.sources[base + tap] as number);
        for (let x = 0; x < width; x++) out[x] = (out[x] as number) + weight * (line[x] as number);
      }
    }
    row(out, index, true);
  }
}

function interpolatedLine(plane: ArrayLike<number>, walk: PlaneWalk, across: Taps, j: number): Float32Array {
  const line = new Float32Array(across.length);
  const { count, sources, weights } = across;
  const start = j * walk.strideJ;
  for (let x = 0; x < across.length; x++) {
    const base = x * count;
    if (sources[base] === -1) {
      line[x] = Number.NaN;
      continue;
    }
    let sum = 0;
    for (let tap = 0; tap < count; tap++) {
      sum +=
        (weights[base + tap] as number) *
        (plane[start + (sources[base + tap] as number) * walk.strideI] as number);
    }
    line[x] = sum;
  }
  return line;
}
