/**
 * Marks of AIM 4 (Annotation and Image Markup, `ImageAnnotationCollection`): one finding an image annotation, with its
 * name and comment. Two-dimensional shapes are SCOORD (column and row from the corner of the first pixel), three-
 * dimensional ones SCOORD3D. Observations, calculations and segmentations are named in the ledger.
 */
import type { Finding, Origin } from '../../finding/finding.ts';
import type { Region } from '../../finding/region.ts';
import { err, type Failure, failure, ok, type Result } from '../../result.ts';
import { type ImportContext, type Imported, importedFinding, uidGivenAs } from '../imported-findings.ts';
import type { LedgerEntry } from '../loss-ledger.ts';
import { markupRegions } from './aim-markup.ts';
import { childOf, childrenOf, parseXml, saidBy, type XmlElement } from './xml-elements.ts';

/** Characters; a collection is a few hundred thousand. Product choice. */
const MAX_TEXT = 32 * 1024 * 1024;

/** What an annotation says besides its marks, and how it is called in the ledger. */
const UNREAD: readonly (readonly [collection: string, words: string])[] = [
  ['imagingPhysicalEntityCollection', 'anatomy'],
  ['imagingObservationEntityCollection', 'observations'],
  ['inferenceEntityCollection', 'conclusions'],
  ['calculationEntityCollection', 'calculations'],
  ['segmentationEntityCollection', 'segmentations'],
];

/** `name` is what messages call the file. Never throws for what a file can hold. */
export function readAim(
  text: string,
  name: string,
  context: ImportContext,
): Result<Imported, Failure<'damaged' | 'no-marks'>> {
  if (text.length > MAX_TEXT)
    return err(failure('damaged', `${name} is too large for annotations (${text.length} characters).`));
  const parsed = parseXml(text);
  if (!parsed.ok) return err(failure('damaged', `${name} is not the XML of annotations: ${parsed.error}.`));
  const root = parsed.value;
  const version = root.attributes.get('aimVersion') ?? '';
  if (root.name !== 'ImageAnnotationCollection') {
    const older = version === '' ? '' : ` (it says AIM ${version}; version 4 is read)`;
    return err(failure('no-marks', `${name} holds no AIM image annotations that are known here${older}.`));
  }
  const by = saidBy(childOf(root, 'user'), 'name') || saidBy(childOf(root, 'user'), 'loginName');
  const origin: Origin = {
    kind: 'AIM',
    description: by === '' ? 'AIM annotations' : `AIM annotations of ${by}`,
    sopInstanceUID: null,
  };
  const ledger: LedgerEntry[] = [];
  const findings: Finding[] = [];
  const taken = new Set<string>();
  for (const [index, one] of childrenOf(childOf(root, 'imageAnnotations'), 'ImageAnnotation').entries()) {
    const called = saidBy(one, 'name').trim();
    const where = `annotation ${index + 1}${called === '' ? '' : ` “${called}”`}`;
    const regions = regionsOf(one, where, context, ledger);
    for (const [collection, words] of UNREAD) {
      const count = childOf(one, collection)?.children.length ?? 0;
      if (count > 0)
        ledger.push({
          what: `${count} ${words}`,
          where,
          why: 'of AIM only marks, names and comments are read',
        });
    }
    if (regions.length === 0) continue;
    const given = uidGivenAs(saidBy(one, 'uniqueIdentifier', 'root'));
    const own = given !== '' && !taken.has(given);
    taken.add(given);
    const words = `AIM ${saidBy(root, 'uniqueIdentifier', 'root')} ${where}`;
    const identity = own ? { uid: given } : { words };
    const finding = importedFinding(context, origin, called || 'Annotation', regions, identity);
    findings.push({ ...finding, note: saidBy(one, 'comment').trim() });
  }
  return ok({ origin, findings, references: [], ledger });
}

function regionsOf(
  annotation: XmlElement,
  where: string,
  context: ImportContext,
  ledger: LedgerEntry[],
): readonly Region[] {
  const markups = childrenOf(childOf(annotation, 'markupEntityCollection'), 'MarkupEntity');
  if (markups.length === 0) ledger.push({ what: 'Annotation', where, why: 'it has no marks' });
  return markups.flatMap((markup) => {
    const type = markup.attributes.get('type') ?? '';
    const lost = (why: string): void => void ledger.push({ what: local(type) || 'Mark', where, why });
    return markupRegions(markup, context, lost);
  });
}

const local = (type: string): string => type.slice(type.indexOf(':') + 1);
