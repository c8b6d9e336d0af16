import { describe, expect, it } from 'vitest';
import { importObject } from '../../../electron/exchange/import-object.ts';
import { axialStack, contextOf, sliceUid } from '../../annotations/codecs/json/opened-study.ts';
import { ctSlice } from '../reader/make-dicom.ts';

const context = contextOf(axialStack());
const markups = JSON.stringify({
  '@schema': 'https://x/markups-schema-v1.0.3.json#',
  markups: [{ type: 'Fiducial', name: 'Knoten Ä', controlPoints: [{ label: '', position: [-60, -10, 20] }] }],
});
const aim = `<ImageAnnotationCollection aimVersion="AIMv4_0"><imageAnnotations><ImageAnnotation><name value="Mass"/>
<markupEntityCollection><MarkupEntity xsi:type="TwoDimensionPoint"><imageReferenceUid root="${sliceUid(20)}"/>
<twoDimensionSpatialCoordinateCollection><TwoDimensionSpatialCoordinate><x value="5"/><y value="6"/>
</TwoDimensionSpatialCoordinate></twoDimensionSpatialCoordinateCollection></MarkupEntity></markupEntityCollection>
</ImageAnnotation></imageAnnotations></ImageAnnotationCollection>`;

const namesIn = async (bytes: Uint8Array) => {
  const imported = await importObject(bytes, 'file', context);
  if (!imported.ok) throw new Error(imported.error.message);
  return imported.value.findings.map(({ trackingIdentifier }) => trackingIdentifier);
};

describe('a file with marks', () => {
  it.each([
    ['UTF-8', Buffer.from(markups)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff \n${markups}`)],
    ['UTF-16 with its mark', Buffer.from(`\ufeff${markups}`, 'utf16le')],
  ])('in JSON is known by its first sign, in %s', async (_, bytes) => {
    expect(await namesIn(bytes)).toEqual(['Knoten Ä']);
  });

  it('in XML is AIM', async () => {
    expect(await namesIn(Buffer.from(aim))).toEqual(['Mass']);
    const other = await importObject(Buffer.from('<svg/>'), 'drawing.xml', context);
    expect(!other.ok && other.error.message).toMatch(/^drawing\.xml holds no AIM image annotations/);
  });

  it('that says that it is DICOM is DICOM, whatever stands before it', async () => {
    const disguised = ctSlice(0, 1);
    disguised.write('{"markups": []}', 0);
    const imported = await importObject(disguised, 'slice.dcm', context);
    expect(!imported.ok && imported.error.message).toMatch(
      /^slice\.dcm is an object of a kind that holds no marks/,
    );
  });
});
