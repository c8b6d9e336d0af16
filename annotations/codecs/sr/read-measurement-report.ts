/**
 * Findings from an SR: TID 1500 of ours and of others (TID 1410, 1411, 1501; 2D and 3D coordinates), and marks of any
 * other SR that has coordinates. What cannot be drawn goes to the ledger.
 */
import type { Finding, Origin } from '../../finding/finding.ts';
import type { Region, Shape } from '../../finding/region.ts';
import { asUid, isValidUid, type RegionUID } from '../../ids.ts';
import type { ImagePoint } from '../../image/plane.ts';
import { sameConcept } from '../coded-concept.ts';
import { MUSCLE_REFERENCE, NAMES, QUANTITIES } from '../codes.ts';
import {
  frameRef,
  type ImportContext,
  type Imported,
  identityIn,
  seriesAssumed,
  trackingUidOf,
  withLastingUids,
} from '../imported-findings.ts';
import type { LedgerEntry } from '../loss-ledger.ts';
import type { ReferenceRegion } from '../working-copy.ts';
import type { Dataset } from './content-item.ts';
import {
  type ContentNode,
  type ImageReference,
  pathWords,
  readContent,
  textOf,
  walk,
} from './content-node.ts';
import { describeFinding, type FindingDescription } from './read-description.ts';
import { shapeFromGraphic } from './region-graphics.ts';
import { UNNAMED } from './write-measurement-report.ts';

/** One group's contribution to a finding. */
type Draft = {
  /** As the drafts are kept: the group's UID or its place. */
  readonly key: string;
  readonly trackingUID: string | null;
  readonly name: string;
  readonly reference: boolean;
  readonly regions: Region[];
  /** UIDs of regions that the file gives. */
  readonly given: Set<RegionUID>;
  description: FindingDescription;
};

/** `dataset`: the whole SR as keywords. */
export function readMeasurementReport(dataset: Dataset, context: ImportContext): Imported {
  const ledger: LedgerEntry[] = [];
  const drafts = new Map<string, Draft>();
  const root = readContent(dataset);
  const inGroups = new Set<ContentNode>();
  for (const { node, path } of walk(root)) {
    if (!sameConcept(node.name, NAMES.measurementGroup) || inGroups.has(node)) continue;
    for (const { node: inner } of walk(node)) inGroups.add(inner);
    readGroup(node, path, drafts, context, ledger);
  }
  for (const { node, path } of walk(root)) {
    if (inGroups.has(node) || (node.valueType !== 'SCOORD' && node.valueType !== 'SCOORD3D')) continue;
    const draft = draftOf(drafts, `loose ${drafts.size}`, looseName(node, path));
    takeGraphic(node, path, draft, context, ledger, '');
  }
  const origin: Origin = {
    kind: 'SR',
    description: textOf(dataset.SeriesDescription) || textOf(dataset.Manufacturer) || 'a structured report',
    sopInstanceUID: textOf(dataset.SOPInstanceUID) || null,
  };
  const findings: Finding[] = [];
  const references: ReferenceRegion[] = [];
  for (const draft of drafts.values()) {
    if (draft.reference) {
      references.push(...draft.regions.map((region) => ({ tissue: 'muscle' as const, region })));
    } else if (draft.regions.length > 0 || draft.description.described) {
      findings.push(toFinding(draft, origin, context));
    } else {
      ledger.push({
        what: `Measurement group “${draft.name}”`,
        where: 'Imaging Measurements',
        why: 'it has no coordinates and no description',
      });
    }
  }
  return { origin, findings, references, ledger };
}

function readGroup(
  group: ContentNode,
  path: readonly ContentNode[],
  drafts: Map<string, Draft>,
  context: ImportContext,
  ledger: LedgerEntry[],
): void {
  const child = (name: { value: string; scheme: string }): ContentNode | undefined =>
    group.children.find((each) => sameConcept(each.name, name));
  const uid = child(NAMES.trackingUid)?.text ?? '';
  const identifier = child(NAMES.trackingIdentifier)?.text ?? '';
  const finding = child(NAMES.finding)?.code ?? null;
  const reference = sameConcept(finding, MUSCLE_REFERENCE);
  const given = identifier.trim();
  const name = given === UNNAMED ? '' : given || (uid === '' ? (finding?.meaning ?? '') : '');
  const key = uid === '' ? `group ${drafts.size}` : uid;
  const draft = draftOf(drafts, key, name, isValidUid(uid) ? uid : null, reference);
  draft.description = describeFinding(group, draft.description);
  const text = child(NAMES.regionText)?.text ?? '';
  const regionUid = child(NAMES.regionUid)?.text ?? '';
  const before = draft.regions.length;
  const shape = compositeShape(group);
  if (shape !== null)
    takeShape(shape.shape, shape.image, [...path, group], shape.node, draft, context, ledger, text);
  else {
    for (const { node, path: inside } of walk(group)) {
      if (node.valueType === 'SCOORD' || node.valueType === 'SCOORD3D') {
        takeGraphic(node, [...path, ...inside], draft, context, ledger, text);
      } else if (
        node.valueType === 'IMAGE' &&
        node.images.some(({ sopClassUID }) => sopClassUID === SEGMENTATION)
      ) {
        ledger.push({
          what: 'Referenced segment',
          where: pathWords([...path, ...inside], node),
          why: 'its outline lies in another object; import that one as well',
        });
      }
    }
  }
  const only = draft.regions[before];
  if (isValidUid(regionUid) && only !== undefined) {
    draft.regions[before] = { ...only, uid: asUid(regionUid) };
    draft.given.add(asUid(regionUid));
  }
}

const SEGMENTATION = '1.2.840.10008.5.1.4.1.1.66.4';

type Composite = { readonly shape: Shape; readonly image: ImageReference; readonly node: ContentNode };

/** Shapes of ours, and of others, that are made of several items: crosses, arrows, labels. */
function compositeShape(group: ContentNode): Composite | null {
  const line = (name: { value: string; scheme: string }): ContentNode | undefined =>
    group.children
      .filter((each) => sameConcept(each.name, name))
      .flatMap((each) => (each.valueType === 'SCOORD' ? [each] : each.children))
      .find((each) => each.valueType === 'SCOORD' && each.points.length >= 2);
  const [long, short] = [line(QUANTITIES.longAxis), line(QUANTITIES.shortAxis)];
  const image = (node: ContentNode): ImageReference | undefined => imageOf(node);
  if (long !== undefined && short !== undefined) {
    const [a, b, c, d] = [...long.points.slice(0, 2), ...short.points.slice(0, 2)];
    const on = image(long);
    if (a && b && c && d && on)
      return { shape: { kind: 'bidirectional', long: [a, b], short: [c, d] }, image: on, node: long };
  }
  const kind = group.children.find((each) => sameConcept(each.name, NAMES.regionKind));
  const place = group.children.find((each) => sameConcept(each.name, NAMES.imageRegion));
  const on = place === undefined ? undefined : image(place);
  if (kind === undefined || place === undefined || on === undefined) return null;
  const [tip, tail] = kind.points;
  if (kind.valueType === 'SCOORD' && tip && tail)
    return { shape: { kind: 'arrow', tip, tail }, image: on, node: kind };
  const anchor = place.points[0];
  return kind.text === 'text' && anchor ? { shape: { kind: 'text', anchor }, image: on, node: place } : null;
}

const imageOf = (node: ContentNode): ImageReference | undefined =>
  [node, ...node.children].flatMap((each) => each.images)[0];

function takeGraphic(
  node: ContentNode,
  path: readonly ContentNode[],
  draft: Draft,
  context: ImportContext,
  ledger: LedgerEntry[],
  text: string,
): void {
  const where = pathWords(path, node);
  const what = `${node.name?.meaning || 'Graphic'} (${node.valueType}, ${node.graphicType})`;
  if (node.valueType === 'SCOORD3D') {
    const type = node.graphicType === 'POLYGON' ? 'POLYLINE' : node.graphicType;
    const named = [node, ...node.children].flatMap(({ images }) =>
      images.map(({ sopInstanceUID, frameNumbers }) => frameRef(sopInstanceUID, frameNumbers[0] ?? 1)),
    );
    const located = context.locate(node.frameOfReferenceUID, node.points3d, named);
    if (located === null) {
      ledger.push({ what, where, why: 'none of the opened images lies in the plane of its points' });
      return;
    }
    const points = node.graphicType === 'POLYGON' ? closed(located.points) : located.points;
    const shape = shapeFromGraphic(type, points);
    if (shape === null)
      ledger.push({ what, where, why: `a graphic of type ${node.graphicType} is not drawn` });
    else {
      const why = seriesAssumed([located.others]);
      if (why !== null) ledger.push({ what, where, why });
      draft.regions.push({ uid: context.newUid(), frame: located.frame, shape, text });
    }
    return;
  }
  const image = imageOf(node);
  const shape = shapeFromGraphic(node.graphicType, node.points);
  if (shape === null && node.graphicType === 'MULTIPOINT' && image !== undefined) {
    for (const point of node.points)
      takeShape({ kind: 'point', point }, image, path, node, draft, context, ledger, text);
    return;
  }
  if (shape === null)
    ledger.push({
      what,
      where,
      why: `its ${node.points.length} points make no ${node.graphicType || 'graphic'} that is drawn`,
    });
  else if (image === undefined) ledger.push({ what, where, why: 'it names no image' });
  else takeShape(shape, image, path, node, draft, context, ledger, text);
}

const closed = (points: readonly ImagePoint[]): readonly ImagePoint[] => {
  const [first, last] = [points[0], points[points.length - 1]];
  return first === undefined || (last !== undefined && first.x === last.x && first.y === last.y)
    ? points
    : [...points, first];
};

function takeShape(
  shape: Shape,
  image: ImageReference,
  path: readonly ContentNode[],
  node: ContentNode,
  draft: Draft,
  context: ImportContext,
  ledger: LedgerEntry[],
  text: string,
): void {
  const frame = frameRef(image.sopInstanceUID, image.frameNumbers[0] ?? 1);
  if (!context.hasImage(frame)) {
    ledger.push({
      what: `${node.name?.meaning || 'Graphic'} (${shape.kind})`,
      where: pathWords(path, node),
      why: 'the image that it refers to is not among the opened ones',
    });
    return;
  }
  draft.regions.push({ uid: context.newUid(), frame, shape, text });
}

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

function draftOf(
  drafts: Map<string, Draft>,
  key: string,
  name: string,
  uid: string | null = null,
  reference = false,
): Draft {
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const draft: Draft = {
    key,
    trackingUID: uid,
    name,
    reference,
    regions: [],
    given: new Set(),
    description: NOT_DESCRIBED,
  };
  drafts.set(key, draft);
  return draft;
}

/** The words nearest to a loose mark: its own name, or that of what it belongs to. */
function looseName(node: ContentNode, path: readonly ContentNode[]): string {
  const parent = path[path.length - 1];
  return node.name?.meaning || parent?.name?.meaning || 'Imported mark';
}

function toFinding(draft: Draft, origin: Origin, context: ImportContext): Finding {
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
