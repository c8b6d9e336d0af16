/**
 * Findings from an SR: TID 1500 of ours and of others (TID 1410, 1411, 1501; 2D and 3D coordinates), and marks of any
 * other SR that has coordinates. What cannot be drawn goes to the ledger.
 */
import type { Finding, Origin } from '../../finding/finding.ts';
import type { Region } from '../../finding/region.ts';
import { asUid, isValidUid } from '../../ids.ts';
import { sameConcept } from '../coded-concept.ts';
import { MUSCLE_REFERENCE, NAMES } from '../codes.ts';
import type { ImportContext, Imported } from '../imported-findings.ts';
import type { LedgerEntry } from '../loss-ledger.ts';
import type { ReferenceRegion } from '../working-copy.ts';
import type { Dataset } from './content-item.ts';
import { type ContentNode, type PlacedNode, placeWords, readContent, textOf, walk } from './content-node.ts';
import { FindingDrafts, findingOfDraft } from './finding-drafts.ts';
import { describeFinding } from './read-description.ts';
import { compositeMark, isGraphic, MarkReader, refersToSegmentation } from './read-marks.ts';
import { UNNAMED } from './write-measurement-report.ts';

/** `dataset`: the whole SR as keywords. */
export function readMeasurementReport(dataset: Dataset, context: ImportContext): Imported {
  const ledger: LedgerEntry[] = [];
  const marks = new MarkReader(context, ledger);
  const drafts = new FindingDrafts();
  const root = readContent(dataset);
  const inGroups = new Set<ContentNode>();
  for (const placed of walk(root)) {
    const { node } = placed;
    if (!sameConcept(node.name, NAMES.measurementGroup) || inGroups.has(node)) continue;
    for (const { node: inner } of walk(node)) inGroups.add(inner);
    readGroup(placed, drafts, marks, ledger);
  }
  for (const placed of walk(root)) {
    if (inGroups.has(placed.node) || !isGraphic(placed.node)) continue;
    const key = `loose ${drafts.size}`;
    const draft = drafts.of({ key, trackingUID: null, name: looseName(placed), reference: false });
    draft.regions.push(...marks.regionsOf(placed, ''));
  }
  const origin: Origin = {
    kind: 'SR',
    description: textOf(dataset.SeriesDescription) || textOf(dataset.Manufacturer) || 'a structured report',
    sopInstanceUID: textOf(dataset.SOPInstanceUID) || null,
  };
  const findings: Finding[] = [];
  const references: ReferenceRegion[] = [];
  for (const draft of drafts.all()) {
    if (draft.reference) {
      references.push(...draft.regions.map((region) => ({ tissue: 'muscle' as const, region })));
    } else if (draft.regions.length > 0 || draft.description.described) {
      findings.push(findingOfDraft(draft, origin, context));
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
  placed: PlacedNode,
  drafts: FindingDrafts,
  marks: MarkReader,
  ledger: LedgerEntry[],
): void {
  const group = placed.node;
  const child = (name: { value: string; scheme: string }): ContentNode | undefined =>
    group.children.find((each) => sameConcept(each.name, name));
  const uid = child(NAMES.trackingUid)?.text ?? '';
  const finding = child(NAMES.finding)?.code ?? null;
  const given = (child(NAMES.trackingIdentifier)?.text ?? '').trim();
  const draft = drafts.of({
    key: uid === '' ? `group ${drafts.size}` : uid,
    trackingUID: isValidUid(uid) ? uid : null,
    name: given === UNNAMED ? '' : given || (uid === '' ? (finding?.meaning ?? '') : ''),
    reference: sameConcept(finding, MUSCLE_REFERENCE),
  });
  draft.description = describeFinding(group, draft.description);
  const [first, ...more] = regionsOfGroup(placed, marks, ledger);
  if (first === undefined) return;
  // Ours have one region a group, with its UID.
  const regionUid = child(NAMES.regionUid)?.text ?? '';
  if (isValidUid(regionUid)) draft.given.add(asUid(regionUid));
  draft.regions.push(isValidUid(regionUid) ? { ...first, uid: asUid(regionUid) } : first, ...more);
}

function regionsOfGroup(
  { node: group, path }: PlacedNode,
  marks: MarkReader,
  ledger: LedgerEntry[],
): readonly Region[] {
  const text = group.children.find((each) => sameConcept(each.name, NAMES.regionText))?.text ?? '';
  const composite = compositeMark(group);
  if (composite !== null) return marks.regionsOfMark(composite, [...path, group], text);
  const regions: Region[] = [];
  for (const { node, path: inside } of walk(group)) {
    const placed = { node, path: [...path, ...inside] };
    if (isGraphic(node)) regions.push(...marks.regionsOf(placed, text));
    else if (refersToSegmentation(node)) {
      ledger.push({
        what: 'Referenced segment',
        where: placeWords(placed),
        why: 'its outline lies in another object; import that one as well',
      });
    }
  }
  return regions;
}

/** The words nearest to a loose mark: its own name, or that of what it belongs to. */
function looseName({ node, path }: PlacedNode): string {
  const parent = path[path.length - 1];
  return node.name?.meaning || parent?.name?.meaning || 'Imported mark';
}
