import { describe, expect, it } from 'vitest';
import { frameKey } from '../../../../annotations/image/hierarchy.ts';
import { overlayBit, overlayRaster } from '../../../../annotations/image/overlay-plane.ts';
import { type OverlayList, readOverlays } from '../../../../electron/reader/scan/overlay-planes.ts';
import { type Changes, ctSlice } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { onlyStack, scanSlices } from './scan-files.ts';

const tag = (number: number, group = 0x6000): number => group * 0x10000 + number;

/** What is read of each frame of one slice of 4 × 3 pixels. */
async function overlays(changes: Changes): Promise<readonly OverlayList[]> {
  const result = await scanSlices([ctSlice(0, 1, changes)]);
  const { frames } = onlyStack(result);
  return Promise.all(
    frames.map(({ ref }) => {
      const location = result.locations.get(frameKey(ref));
      if (location === undefined) throw new Error('No location.');
      return readOverlays(location);
    }),
  );
}

/** The plane as rows of # and dots. */
function drawn({ planes }: OverlayList, index = 0): readonly string[] {
  const plane = planes[index];
  if (plane === undefined) return [];
  return Array.from({ length: plane.rows }, (_, row) =>
    Array.from({ length: plane.columns }, (_unused, column) =>
      overlayBit(plane, column, row) === 1 ? '#' : '.',
    ).join(''),
  );
}

const PLANE: Changes = {
  [tag(0x0010)]: ['US', [3]],
  [tag(0x0011)]: ['US', [4]],
  [tag(0x0040)]: ['CS', 'G'],
  [tag(0x0050)]: ['SS', [1, 1]],
  [tag(0x0100)]: ['US', [1]],
  [tag(0x0102)]: ['US', [0]],
  [tag(0x1500)]: ['LO', 'ARROW'],
  // #... / .##. / ...#, the lowest bit first
  [tag(0x3000)]: ['OW', [0b1000_0110_0001]],
};

describe('overlay planes', () => {
  it('are read bit by bit, row by row', async () => {
    const [list] = await overlays(PLANE);
    expect(list?.message).toBeNull();
    expect(list?.planes[0]).toMatchObject({
      group: 0x6000,
      name: 'ARROW',
      kind: 'graphics',
      left: 0,
      top: 0,
    });
    expect(drawn(list as OverlayList)).toEqual(['#...', '.##.', '...#']);
  });

  it('are read from unused bits of the pixels, which keep their values', async () => {
    const embedded: Changes = {
      ...PLANE,
      [tag(0x3000)]: null,
      [tag(0x0100)]: ['US', [16]],
      [tag(0x0102)]: ['US', [13]],
      [T.BitsStored]: ['US', [12]],
      [T.HighBit]: ['US', [11]],
      [T.PixelRepresentation]: ['US', [0]],
      [T.PixelData]: ['OW', Array.from({ length: 12 }, (_, i) => i + (i % 5 === 0 ? 1 << 13 : 0))],
    };
    const [list] = await overlays(embedded);
    expect(drawn(list as OverlayList)).toEqual(['#...', '.#..', '..#.']);
  });

  it('are said in a sentence when they are cut off', async () => {
    const [list] = await overlays({ ...PLANE, [tag(0x0010)]: ['US', [300]] });
    expect(list).toEqual({ planes: [], message: 'ARROW is cut off and not shown.' });
  });

  it('lie where their origin says, and are cut at the frame’s edges', async () => {
    const [list] = await overlays({ ...PLANE, [tag(0x0050)]: ['SS', [0, 2]], [tag(0x0040)]: ['CS', 'R'] });
    const plane = list?.planes[0];
    expect(plane).toMatchObject({ kind: 'roi', left: 1, top: -1 });
    const rgba = overlayRaster(list?.planes ?? [], 3, 4);
    const opacities = Array.from({ length: 12 }, (_, pixel) => rgba[pixel * 4 + 3]);
    expect(opacities.map((opacity) => (opacity === 0 ? '.' : '#')).join('')).toBe('..##........');
  });

  it('belong to their own frames of a multi-frame image', async () => {
    const lists = await overlays({
      ...PLANE,
      [T.NumberOfFrames]: ['IS', '3'],
      [T.PixelData]: ['OW', Array.from({ length: 36 }, (_, i) => i)],
      [tag(0x0015)]: ['IS', '2'],
      [tag(0x0051)]: ['US', [2]],
      // Two bitmaps of 12 bits without a gap: all of the first row, then all of the last.
      [tag(0x3000)]: ['OW', [0x000f, 0x00f0]],
    });
    expect(lists.map((list) => drawn(list))).toEqual([
      [],
      ['####', '....', '....'],
      ['....', '....', '####'],
    ]);
  });

  it('lie over every frame when they do not say which', async () => {
    const lists = await overlays({
      ...PLANE,
      [T.NumberOfFrames]: ['IS', '2'],
      [T.PixelData]: ['OW', Array.from({ length: 24 }, (_, i) => i)],
    });
    expect(lists.map((list) => drawn(list)[1])).toEqual(['.##.', '.##.']);
  });
});
