import { describe, expect, it } from 'vitest';
import { type Changes, ctSlice, type Item } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { messages, onlySkipped, onlyStack, scanSlice, scanSlices } from './scan-files.ts';

describe('what a frame says of its values', () => {
  it.each([
    ['signed', { [T.PixelPaddingValue]: ['SS', [-2000]] }, { from: -2000, to: -2000 }],
    ['signed, under the wrong VR', { [T.PixelPaddingValue]: ['US', [63536]] }, { from: -2000, to: -2000 }],
    [
      'unsigned',
      { [T.PixelPaddingValue]: ['US', [63536]], [T.PixelRepresentation]: ['US', [0]] },
      { from: 63536, to: 63536 },
    ],
    [
      'a range',
      { [T.PixelPaddingValue]: ['SS', [-2000]], [T.PixelPaddingRangeLimit]: ['SS', [-1500]] },
      { from: -2000, to: -1500 },
    ],
    [
      'a range, turned round',
      { [T.PixelPaddingValue]: ['SS', [-1500]], [T.PixelPaddingRangeLimit]: ['SS', [-2000]] },
      { from: -2000, to: -1500 },
    ],
    ['none', {}, null],
  ] as const)('reads padding that is %s', async (_how, changes, padding) => {
    expect((await scanSlice(changes as Changes)).frame.padding).toEqual(padding);
  });

  it('says that padding beyond the bits of a pixel cannot be recognised', async () => {
    const twelve: Changes = { [T.BitsStored]: ['US', [12]], [T.HighBit]: ['US', [11]] };
    const warnings = async (padding: Changes): Promise<readonly string[]> =>
      messages((await scanSlice({ ...twelve, ...padding })).stack);
    expect(await warnings({ [T.PixelPaddingValue]: ['SS', [-2000]] })).toEqual([]);
    expect(await warnings({ [T.PixelPaddingValue]: ['SS', [-32768]] })).toEqual([
      'image: Its padding value -32768 does not fit into the 12 bits of a pixel: where there is any, it counts as tissue.',
    ]);
  });

  it('keeps windows in the file’s order with their function, and drops senseless ones', async () => {
    const { frame } = await scanSlice({
      [T.WindowCenter]: ['DS', '40\\50\\60'],
      [T.WindowWidth]: ['DS', '400\\0\\80.5'],
      [T.VOILUTFunction]: ['CS', 'SIGMOID'],
    });
    expect(frame.voi).toEqual([
      { function: 'SIGMOID', centerHu: 40, widthHu: 400 },
      { function: 'SIGMOID', centerHu: 60, widthHu: 80.5 },
    ]);
  });

  it('has rescale per slice', async () => {
    const stack = onlyStack(
      await scanSlices([
        ctSlice(0, 1),
        ctSlice(1, 2, { [T.RescaleSlope]: ['DS', '0.5'], [T.RescaleIntercept]: ['DS', '-7,5'] }),
      ]),
    );
    expect(stack.frames.map(({ rescale }) => [rescale.slope, rescale.intercept])).toEqual([
      [1, -1024],
      [0.5, -7.5],
    ]);
  });

  it('puts a modality lookup table in place of slope and intercept', async () => {
    const table: Item = [
      [0x00283002, 'US', [3, 0xfffe, 16]],
      [0x00283004, 'LO', 'US'],
      [0x00283006, 'US', [10, 20, 30]],
    ];
    const { stack, frame, location } = await scanSlice({ [T.ModalityLUTSequence]: ['SQ', [table]] });
    expect(frame.rescale).toEqual({ slope: 1, intercept: 0, type: 'US' });
    expect(stack.storedType).toBe('uint16');
    expect(location?.modalityLut).toEqual({
      firstMapped: -2,
      values: Uint16Array.from([10, 20, 30]),
      type: undefined,
    });
  });

  it('refuses a modality lookup table that is too short', async () => {
    const table: Item = [
      [0x00283002, 'US', [9, 0, 16]],
      [0x00283006, 'US', [10]],
    ];
    const said = onlySkipped(await scanSlices([ctSlice(0, 1, { [T.ModalityLUTSequence]: ['SQ', [table]] })]));
    expect(said.reason).toContain('modality lookup table is damaged');
  });

  const voiTable = (first: number, bits: number, values: readonly number[], name = ''): Item => [
    [0x00283002, 'US', [values.length, first, bits]],
    [0x00283003, 'LO', name],
    [0x00283006, 'OW', values],
  ];
  const VOI_TABLES = 2633744;

  it('reads VOI lookup tables with their names', async () => {
    const tables = [voiTable(0xfffe, 12, [0, 2000, 4095], 'FILM'), voiTable(0, 16, [65535, 0])];
    const { stack, frame } = await scanSlice({ [VOI_TABLES]: ['SQ', tables] });
    expect(frame.voiLuts).toEqual([
      // HU may be negative: so may the first of them.
      {
        function: 'TABLE',
        explanation: 'FILM',
        firstMapped: -2,
        values: Uint16Array.from([0, 2000, 4095]),
        bits: 12,
      },
      {
        function: 'TABLE',
        explanation: '',
        firstMapped: 0,
        values: Uint16Array.from([65535, 0]),
        bits: 16,
      },
    ]);
    expect(messages(stack)).toEqual([]);
  });

  it('takes the first mapped value as unsigned where no input can be negative', async () => {
    const { frame } = await scanSlice({
      [T.RescaleIntercept]: ['DS', '0'],
      [T.PixelRepresentation]: ['US', [0]],
      [VOI_TABLES]: ['SQ', [voiTable(0xfffe, 8, [0, 255])]],
    });
    expect(frame.voiLuts[0]?.firstMapped).toBe(0xfffe);
  });

  it('unpacks tables of 8 bits that stand two to a word', async () => {
    const packed: Item = [
      [0x00283002, 'US', [4, 0, 8]],
      [0x00283006, 'OW', Uint8Array.from([0, 80, 160, 255])],
    ];
    const { frame } = await scanSlice({ [VOI_TABLES]: ['SQ', [packed]] });
    expect([...(frame.voiLuts[0]?.values ?? [])]).toEqual([0, 80, 160, 255]);
  });

  it('shares one table among the slices that bring the same', async () => {
    const tables: Changes = { [VOI_TABLES]: ['SQ', [voiTable(0, 12, [0, 4095], 'FILM')]] };
    const other: Changes = { [VOI_TABLES]: ['SQ', [voiTable(0, 12, [0, 4094], 'FILM')]] };
    const { frames } = onlyStack(
      await scanSlices([ctSlice(0, 1, tables), ctSlice(1, 2, tables), ctSlice(2, 3, other)]),
    );
    expect(frames[1]?.voiLuts[0]).toBe(frames[0]?.voiLuts[0]);
    expect(frames[2]?.voiLuts[0]?.values[1]).toBe(4094);
  });

  it('says that a damaged VOI lookup table is not offered', async () => {
    const { stack, frame } = await scanSlice({ [VOI_TABLES]: ['SQ', [[[0x00283002, 'US', [1, 0, 8]]]]] });
    expect(frame.voiLuts).toEqual([]);
    expect(messages(stack)).toEqual([
      'image: The file holds a VOI lookup table that is damaged; it is not offered.',
    ]);
  });

  it('notes that a frame has overlay planes', async () => {
    const { stack, frame } = await scanSlice({ [T.OverlayRows]: ['US', [3]], [T.OverlayData]: ['OW', [0]] });
    expect(frame.overlays).toBe(true);
    expect(messages(stack)).toEqual([]);
    expect((await scanSlice({})).frame).not.toHaveProperty('overlays');
  });

  const channel = (values: readonly number[]): [vr: string, value: readonly number[]] => ['OW', values];
  const PALETTE: Changes = {
    [T.PhotometricInterpretation]: ['CS', 'PALETTE COLOR'],
    [T.BitsAllocated]: ['US', [8]],
    [T.BitsStored]: ['US', [8]],
    [T.PixelRepresentation]: ['US', [0]],
    [T.PixelData]: ['OB', new Uint8Array(12)],
    [T.RedPaletteDescriptor]: ['US', [4, 0, 16]],
    [T.GreenPaletteDescriptor]: ['US', [4, 0, 16]],
    [T.BluePaletteDescriptor]: ['US', [4, 0, 16]],
  };

  it('expands palettes to 8 bits', async () => {
    const { stack, location } = await scanSlice({
      ...PALETTE,
      2626049: channel([0, 0x5500, 0xaa00, 0xff00]),
      2626050: channel([0, 1, 2, 3]),
      2626051: channel([0xff00, 0, 0, 0]),
    });
    expect(stack).toMatchObject({ storedType: 'rgb8', photometric: 'RGB' });
    expect(location?.palette?.map(({ values }) => [...values])).toEqual([
      [0, 0x55, 0xaa, 0xff],
      [0, 1, 2, 3],
      [0xff, 0, 0, 0],
    ]);
  });

  it('expands segmented palettes', async () => {
    const { location } = await scanSlice({
      ...PALETTE,
      2626081: channel([0, 1, 0, 1, 3, 0xff00]),
      2626082: channel([0, 2, 0x1000, 0x2000, 1, 2, 0x4000]),
      2626083: channel([0, 4, 0x100, 0x200, 0x300, 0x400]),
    });
    expect(location?.palette?.map(({ values }) => [...values])).toEqual([
      [0, 0x55, 0xaa, 0xff],
      [0x10, 0x20, 0x30, 0x40],
      [1, 2, 3, 4],
    ]);
  });

  it('refuses a segmented palette that goes round in circles', async () => {
    const loop = channel([2, 9, 0, 0]);
    const said = onlySkipped(
      await scanSlices([ctSlice(0, 1, { ...PALETTE, 2626081: loop, 2626082: loop, 2626083: loop })]),
    );
    expect(said.reason).toContain('palette');
  });

  it('keeps MONOCHROME1 apart for display only', async () => {
    const { stack, frame } = await scanSlice({ [T.PhotometricInterpretation]: ['CS', 'MONOCHROME1'] });
    expect(stack.photometric).toBe('MONOCHROME1');
    expect(frame.rescale.intercept).toBe(-1024);
  });

  it('takes RGB secondary captures', async () => {
    const { stack } = await scanSlice({
      [T.SamplesPerPixel]: ['US', [3]],
      [T.PhotometricInterpretation]: ['CS', 'RGB'],
      [T.BitsAllocated]: ['US', [8]],
      [T.BitsStored]: ['US', [8]],
      [T.PixelData]: ['OB', new Uint8Array(36)],
    });
    expect(stack).toMatchObject({ storedType: 'rgb8', photometric: 'RGB' });
  });
});
