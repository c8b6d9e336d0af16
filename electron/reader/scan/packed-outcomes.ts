/**
 * Outcomes on their way from a worker thread. Structured cloning of many small nested objects costs more than
 * reading the header did, JSON a fraction; and what images of a series share is sent once.
 */
import type { FileOutcome, ImageHeader, SeriesHeader } from './header.ts';

export type PackedOutcomes = {
  /** JSON of the outcomes, with `series` of images an index into `series`; null where `whole` has it. */
  readonly json: string;
  readonly series: readonly SeriesHeader[];
  /** Outcomes with lookup tables, which JSON cannot carry, by index. */
  readonly whole: ReadonlyMap<number, FileOutcome>;
};

type Light = { kind: 'image'; image: Omit<ImageHeader, 'series'> & { series: number } };

export function packOutcomes(outcomes: readonly FileOutcome[]): PackedOutcomes {
  const series: SeriesHeader[] = [];
  const whole = new Map<number, FileOutcome>();
  const light = outcomes.map((outcome, index) => {
    if (outcome.kind !== 'image') return outcome;
    const { location, frames } = outcome.image;
    const tables = frames.some(({ frame }) => frame.voiLuts.length > 0);
    if (tables || location.palette !== null || location.modalityLut !== null) {
      whole.set(index, outcome);
      return null;
    }
    let at = series.lastIndexOf(outcome.image.series);
    if (at < 0) at = series.push(outcome.image.series) - 1;
    return { kind: 'image', image: { ...outcome.image, series: at } } satisfies Light;
  });
  return { json: JSON.stringify(light), series, whole };
}

export function unpackOutcomes({ json, series, whole }: PackedOutcomes): readonly FileOutcome[] {
  const light = JSON.parse(json) as (Exclude<FileOutcome, { kind: 'image' }> | Light | null)[];
  return light.map((outcome, index): FileOutcome => {
    if (outcome === null) return whole.get(index) as FileOutcome;
    if (outcome.kind !== 'image') return outcome;
    return {
      kind: 'image',
      image: { ...outcome.image, series: series[outcome.image.series] as SeriesHeader },
    };
  });
}
