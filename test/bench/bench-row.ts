/** One figure of `npm run bench`, beside the floor that was measured in the same run where there is one. */
export type BenchRow = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What no program could go below here: the same bytes over the bare port, the codec alone, a peer… */
  readonly floor?: { readonly name: string; readonly value: number };
  /** value ÷ floor, or floor ÷ value where more is better: 1 is the floor, larger is worse. */
  readonly ratio?: number;
  /** The aim, in words: "≤ 120 ms". */
  readonly budget?: string;
  readonly note?: string;
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
