/**
 * A finding: ONE mass, with its place, its descriptors, its marks on the frames of every phase, and the sentences of
 * the report that describe it. The TrackingUID is its identity; the name is a label that may change.
 */
import type { TrackingUID } from '../ids.ts';
import type { Descriptors, Laterality, Site, VertebralLevel } from './descriptors.ts';
import type { Region } from './region.ts';

/**
 * An exact quotation. Offsets count Unicode code points of the report's text, the end is exclusive;
 * `text` repeats the words, so that a changed report is noticed.
 */
export type Evidence = { readonly start: number; readonly end: number; readonly text: string };

/** Who and when; `at` is ISO 8601 in UTC. */
export type Stamp = { readonly by: string; readonly at: string };

/** Where a finding came from when it was not made here; such a finding is locked until the reader unlocks it. */
export type Origin = {
  readonly kind: 'SR' | 'GSPS' | 'RTSTRUCT' | 'SEG' | 'JSON' | 'AIM' | 'report';
  readonly description: string;
  readonly sopInstanceUID: string | null;
};

export type Finding = {
  readonly trackingUID: TrackingUID;
  /** The name, for example "Left paraspinal mass" (Tracking Identifier, PS3.16 TID 1501). */
  readonly trackingIdentifier: string;
  readonly site: Site | null;
  readonly laterality: Laterality | null;
  /** Upper and lower end; equal for one level. */
  readonly levels: readonly [VertebralLevel, VertebralLevel] | null;
  readonly descriptors: Descriptors;
  readonly note: string;
  readonly evidence: readonly Evidence[];
  readonly regions: readonly Region[];
  readonly origin: Origin | null;
  readonly locked: boolean;
  readonly created: Stamp;
  readonly modified: Stamp;
};
