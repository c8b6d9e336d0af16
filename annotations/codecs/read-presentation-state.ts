/**
 * Graphics and texts of a presentation state (PS3.3 C.10.5), ours and others': one finding a graphic layer, marks on
 * every opened image that the annotation refers to. Only PIXEL units lie on the image; the rest goes to the ledger.
 */
import type { Finding, Origin } from '../finding/finding.ts';
import type { Region, Shape } from '../finding/region.ts';
import type { ImagePoint } from '../image/plane.ts';
import { framesNamedIn } from './frames-named.ts';
import {
  type ImportContext,
  type Imported,
  identityIn,
  importedFinding,
  importedRegion,
} from './imported-findings.ts';
import type { LedgerEntry } from './loss-ledger.ts';
import type { Dataset } from './sr/content-item.ts';
import { datasets, numbersOf, textOf } from './sr/content-node.ts';
import { shapeFromGraphic } from './sr/region-graphics.ts';

export function readPresentationState(dataset: Dataset, context: ImportContext): Imported {
  const ledger: LedgerEntry[] = [];
  const layers = new Map<string, Region[]>();
  const origin: Origin = {
    kind: 'GSPS',
    description: textOf(dataset.ContentDescription) || textOf(dataset.ContentLabel) || 'a presentation state',
    sopInstanceUID: textOf(dataset.SOPInstanceUID) || null,
  };
  const everywhere = datasets(dataset.ReferencedSeriesSequence).flatMap((series) =>
    framesNamedIn(series.ReferencedImageSequence),
  );
  for (const [index, annotation] of datasets(dataset.GraphicAnnotationSequence).entries()) {
    const layer = textOf(annotation.GraphicLayer) || 'Graphics';
    const where = `annotation ${index + 1}, layer ${layer}`;
    const named = framesNamedIn(annotation.ReferencedImageSequence);
    const frames = (named.length > 0 ? named : everywhere).filter(context.hasImage);
    const regions = layers.get(layer) ?? [];
    layers.set(layer, regions);
    const take = (shape: Shape, text: string): void => {
      for (const frame of frames) regions.push(importedRegion(context, frame, shape, text));
    };
    if (frames.length === 0) {
      const count =
        datasets(annotation.GraphicObjectSequence).length + datasets(annotation.TextObjectSequence).length;
      ledger.push({
        what: `${count} graphics and texts`,
        where,
        why: 'the image that they refer to is not among the opened ones',
      });
      continue;
    }
    for (const graphic of datasets(annotation.GraphicObjectSequence))
      takeGraphic(graphic, where, take, ledger);
    for (const text of datasets(annotation.TextObjectSequence)) takeText(text, where, take, ledger);
    for (const compound of datasets(annotation.CompoundGraphicSequence)) {
      ledger.push({
        what: `Compound graphic (${textOf(compound.CompoundGraphicType)})`,
        where,
        why: 'only its plain graphics, where the file has them as well, are drawn',
      });
    }
  }
  const findings: Finding[] = [];
  for (const [layer, regions] of layers) {
    const identity = identityIn(origin, `layer ${layer}`);
    if (regions.length > 0) findings.push(importedFinding(context, origin, layer, regions, identity));
  }
  return { origin, findings, references: [], ledger };
}

type Take = (shape: Shape, text: string) => void;

function takeGraphic(graphic: Dataset, where: string, take: Take, ledger: LedgerEntry[]): void {
  const type = textOf(graphic.GraphicType);
  const what = `Graphic (${type})`;
  const units = textOf(graphic.GraphicAnnotationUnits);
  if (units !== 'PIXEL') {
    ledger.push({
      what,
      where,
      why: `it is placed in ${units || 'unknown'} units, which belong to the screen and not to the image`,
    });
    return;
  }
  const points = pairs(numbersOf(graphic.GraphicData));
  const shape = shapeFromGraphic(type === 'INTERPOLATED' ? 'POLYLINE' : type, points);
  if (shape === null) {
    ledger.push({
      what,
      where,
      why: `its ${points.length} points make no ${type || 'graphic'} that is drawn`,
    });
    return;
  }
  if (type === 'INTERPOLATED')
    ledger.push({ what, where, why: 'its curve is drawn as straight lines between its points' });
  take(shape, '');
}

function takeText(text: Dataset, where: string, take: Take, ledger: LedgerEntry[]): void {
  const words = textOf(text.UnformattedTextValue);
  if (words === '') return;
  const what = `Text “${words.length > 40 ? `${words.slice(0, 40)}…` : words}”`;
  const anchor = pairs(numbersOf(text.AnchorPoint))[0];
  const corner = pairs(numbersOf(text.BoundingBoxTopLeftHandCorner))[0];
  const onImage = (units: unknown): boolean => textOf(units) === 'PIXEL';
  if (anchor !== undefined && onImage(text.AnchorPointAnnotationUnits)) take({ kind: 'text', anchor }, words);
  else if (corner !== undefined && onImage(text.BoundingBoxAnnotationUnits))
    take({ kind: 'text', anchor: corner }, words);
  else ledger.push({ what, where, why: 'it is placed on the screen and not on the image' });
}

const pairs = (values: readonly number[]): readonly ImagePoint[] =>
  Array.from({ length: Math.floor(values.length / 2) }, (_, i) => ({
    x: values[2 * i] as number,
    y: values[2 * i + 1] as number,
  }));
