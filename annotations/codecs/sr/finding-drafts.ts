/**
 * Findings in the making: an SR tells of one finding in several measurement groups, which a Tracking UID ties together.
 */
import type { Finding, Origin } from '../../finding/finding.ts';
import type { Region } from '../../finding/region.ts';
import type { RegionUID } from '../../ids.ts';
import { type ImportContext, identityIn, trackingUidOf, withLastingUids } from '../imported-findings.ts';
import type { FindingDescription } from './read-description.ts';

export type FindingDraft = {
  /** As the drafts are kept: the group's Tracking UID or its place. */
  readonly key: string;
  readonly trackingUID: string | null;
  readonly name: string;
  /** A reference region of muscle, and no finding. */
  readonly reference: boolean;
  readonly regions: Region[];
  /** UIDs of regions that the file gives. */
  readonly given: Set<RegionUID>;
  description: FindingDescription;
};

const NOT_DESCRIBED: FindingDescription = {
  described: false,
  site: null,
  laterality: null,
  levels: null,
  descriptors: {},
  note: '',
  evidence: [],
  created: null,
  modified: null,
  locked: null,
  origin: null,
};

export class FindingDrafts {
  readonly #byKey = new Map<string, FindingDraft>();

  get size(): number {
    return this.#byKey.size;
  }

  /** In the order in which they began. */
  all(): Iterable<FindingDraft> {
    return this.#byKey.values();
  }

  /** The draft of that key, begun as said when there is none. */
  of(start: Pick<FindingDraft, 'key' | 'trackingUID' | 'name' | 'reference'>): FindingDraft {
    const known = this.#byKey.get(start.key);
    if (known !== undefined) return known;
    const draft: FindingDraft = { ...start, regions: [], given: new Set(), description: NOT_DESCRIBED };
    this.#byKey.set(start.key, draft);
    return draft;
  }
}

export function findingOfDraft(draft: FindingDraft, origin: Origin, context: ImportContext): Finding {
  const { description, key, name } = draft;
  const identity =
    draft.trackingUID === null ? identityIn(origin, `${key} ${name}`) : { uid: draft.trackingUID };
  const trackingUID = trackingUidOf(context, identity);
  return {
    trackingUID,
    trackingIdentifier: name,
    site: description.site,
    laterality: description.laterality,
    levels: description.levels,
    descriptors: description.descriptors,
    note: description.note,
    evidence: description.evidence,
    regions: withLastingUids(trackingUID, draft.regions, draft.given),
    origin: description.origin ?? origin,
    locked: true,
    created: description.created ?? context.stamp,
    modified: description.modified ?? context.stamp,
  };
}
