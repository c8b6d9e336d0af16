/** What the parts of label layout speak of. Output pixels throughout. */
import type { LabelWords } from './label-block.ts';
import type { Segment } from './occupancy.ts';
import type { EllipseItem, MeasureText, OutputPoint, OutputRect, PathItem, TextItem } from './scene.ts';
import type { SceneStyle } from './style.ts';

export type LabelRequest = LabelWords & {
  readonly key: string;
  /** The finding's number in the list, where one is to be seen: it finds room where no words do. */
  readonly number: string | null;
  readonly color: string;
  /** The strokes of the mark that is labelled. */
  readonly items: readonly (PathItem | EllipseItem)[];
  /** The mark encloses something that should stay visible. */
  readonly inside: boolean;
  /** Where the words belong; null for the outline as a whole. */
  readonly anchor: OutputPoint | null;
  /** Placed before all others: the mark in hand. */
  readonly first: boolean;
  /** The words themselves are the mark: they start at the anchor. */
  readonly atAnchor: boolean;
};

export type PlacedLabel = {
  readonly rect: OutputRect;
  /** A translucent plate, then the words on it. */
  readonly items: readonly (PathItem | TextItem)[];
  readonly leader: PathItem | null;
};

export type LabelLayout = {
  readonly placed: ReadonlyMap<string, PlacedLabel>;
  /** Keys of visible marks whose words found no place. */
  readonly unlabelled: readonly string[];
};

export type LabelFrame = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly style: SceneStyle;
  readonly measureText: MeasureText;
  readonly reserved: readonly OutputRect[];
};

/** A request with its visible strokes. */
export type Prepared = {
  readonly request: LabelRequest;
  readonly segments: readonly Segment[];
  /** Of the visible strokes; null when there are none. */
  readonly bounds: OutputRect | null;
  /** What the words should be near to. */
  readonly target: OutputRect;
  /** x and y in turn: where a leader line may end. */
  readonly ends: Float64Array;
};

export type Place = { readonly rect: OutputRect; readonly leader: Segment | null; readonly cost: number };

/** Occupancy cells: fine enough for small text, coarse enough for 20 regions in a frame of 16 ms. */
export const cellOf = (frame: LabelFrame): number =>
  Math.max(2, Math.max(frame.widthPx, frame.heightPx) / 160);
