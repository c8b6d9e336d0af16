import { describe, expect, it } from 'vitest';
import type { Region } from '../../../annotations/finding/region.ts';
import { asUid } from '../../../annotations/ids.ts';
import { buildScene, regionsOnFrame, type SceneRequest } from '../../../annotations/scene/build-scene.ts';
import type { MeasureText, Scene } from '../../../annotations/scene/scene.ts';
import { LAYERS, type Layer } from '../../../annotations/scene/snapshot.ts';
import { snapshotRequest } from '../../electron/exporter/snapshot-request.ts';

const measureText: MeasureText = (text, sizePx) => text.length * sizePx * 0.55;

function scene(changes: Partial<SceneRequest> = {}): Scene {
  const { pixels, ...rest } = snapshotRequest();
  const request = { ...rest, rows: pixels.rows, columns: pixels.columns, ...changes };
  const numbers = new Map(regionsOnFrame(request).map(({ region }) => [region.uid, '60 ± 3 HU']));
  const built = buildScene(request, numbers, measureText);
  if (!built.ok) throw new Error(built.error.message);
  return built.value;
}

const textsOf = ({ layers }: Scene): readonly string[] =>
  layers.flatMap(({ items }) => items).flatMap((item) => (item.kind === 'text' ? [item.text] : []));

describe('a scene', () => {
  it('has the image at the back and words at the front', () => {
    expect(scene().layers.map(({ layer }) => layer)).toEqual([
      'image',
      'scale',
      'orientation',
      'text',
      'marks',
      'labels',
    ]);
  });

  it('holds only the layers that were asked for', () => {
    for (const layer of LAYERS) {
      expect(scene({ layers: [layer] }).layers.map((one) => one.layer)).toEqual([layer]);
    }
    expect(scene({ layers: [] }).layers).toEqual([]);
  });

  it('marks only the regions of its own frame', () => {
    const marks = scene({ layers: ['marks'] }).layers[0]?.items ?? [];
    expect(marks.map(({ kind }) => kind)).toEqual(['ellipse']);
    expect(marks[0]).toMatchObject({
      center: { x: 128, y: 150 },
      radiusX: expect.closeTo(30, 9),
      radiusY: expect.closeTo(20, 9),
    });
  });

  it('scales marks, strokes and words alike', () => {
    const [small, large] = [1, 4].map((scale) => scene({ size: { kind: 'scale', scale: scale as 1 | 4 } }));
    expect([large?.widthPx, large?.heightPx]).toEqual([1024, 1024]);
    const ellipse = (one: Scene | undefined) =>
      one?.layers.flatMap(({ items }) => items).find((item) => item.kind === 'ellipse');
    const [thin, thick] = [ellipse(small), ellipse(large)];
    if (thin?.kind !== 'ellipse' || thick?.kind !== 'ellipse') throw new Error('no ellipse');
    expect(thick.radiusX).toBeCloseTo(4 * thin.radiusX, 9);
    expect(thick.stroke.widthPx / thin.stroke.widthPx).toBeGreaterThan(2);
  });

  it('says name, notes and numbers, and no identity unless it is asked for', () => {
    const hidden = textsOf(scene()).join('|');
    expect(hidden).toContain('Left paraspinal mass');
    expect(hidden).toContain('60 ± 3 HU');
    for (const word of ['Doe', 'P-77', '1950', 'Elsewhere', '2024-02-29']) expect(hidden).not.toContain(word);
    expect(textsOf(scene({ identity: 'show' })).join('|')).toContain('Doe, Jane');
  });

  it('draws the muscle of its frame dashed, in another colour, with a label of its own', () => {
    const muscle = (image: string): Region => ({
      uid: asUid(`2.25.${image.length}`),
      frame: { sopInstanceUID: asUid(image), frameNumber: 1 },
      shape: { kind: 'ellipse', center: { x: 40, y: 200 }, radiusX: 9, radiusY: 9, rotation: 0 },
      text: '',
    });
    const references = ['1.2.840.3', '1.2.840.44'].map(
      (image) => ({ tissue: 'muscle', region: muscle(image) }) as const,
    );
    const built = scene({ references });
    const marks = built.layers.find(({ layer }) => layer === 'marks')?.items ?? [];
    const strokes = marks.flatMap((item) => (item.kind === 'ellipse' ? [item.stroke] : []));
    expect(strokes.map(({ color, dashPx }) => [color, dashPx !== null])).toEqual([
      ['rgb(255,255,0)', false],
      ['rgb(120,200,255)', true],
    ]);
    expect(textsOf(built).filter((text) => text === 'Muscle reference')).toHaveLength(1);
    // As every mark: its strokes go with the layer of marks, its words with that of labels.
    expect(textsOf(scene({ references, layers: ['marks'] }))).toEqual([]);
    expect(textsOf(scene({ references, layers: ['labels'] }))).toContain('Muscle reference');
    expect(textsOf(scene())).not.toContain('Muscle reference');
  });

  it('keeps labels off letters, scale and corner text, in every combination of layers', () => {
    const layers: readonly Layer[] = ['labels', 'orientation', 'scale', 'text'];
    const built = scene({ layers, identity: 'show' });
    const boxes = built.layers.flatMap(({ layer, items }) =>
      items.flatMap((item) =>
        item.kind === 'text'
          ? [
              {
                layer,
                x: item.at.x,
                y: item.at.y,
                anchor: item.anchor,
                width: measureText(item.text, item.sizePx, item.weight),
                height: item.sizePx,
              },
            ]
          : [],
      ),
    );
    const left = (box: (typeof boxes)[number]) =>
      box.anchor === 'start' ? box.x : box.anchor === 'end' ? box.x - box.width : box.x - box.width / 2;
    for (const label of boxes.filter((box) => box.layer === 'labels')) {
      for (const other of boxes.filter((box) => box.layer !== 'labels')) {
        const apart =
          left(label) + label.width <= left(other) ||
          left(other) + other.width <= left(label) ||
          label.y <= other.y - other.height ||
          other.y <= label.y - label.height;
        expect(apart).toBe(true);
      }
    }
  });
});
