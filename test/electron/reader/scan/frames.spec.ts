import { describe, expect, it } from 'vitest';
import { frameKey, type Stack } from '../../../../annotations/image/hierarchy.ts';
import { type Changes, ctSlice, type ElementSpec, type Item } from '../make-dicom.ts';
import { messages, onlySkipped, onlyStack, scanFiles, scanSlices, stacksOf } from './scan-files.ts';

const one = async (changes: Changes) => {
  const result = await scanSlices([ctSlice(0, 1, changes)]);
  const stack = onlyStack(result);
  const frame = stack.frames[0];
  if (frame === undefined) throw new Error('no frame');
  return { stack, frame, location: result.locations.get(frameKey(frame.ref))?.location };
};

const group = (z: number, intercept: number, more: Item = []): Item => [
  [0x00209111, 'SQ', [[[0x00189074, 'DT', `20240229101112.${z}`], [0x00209156, 'US', [1]], ...more]]],
  [0x00209113, 'SQ', [[[0x00200032, 'DS', `0\\0\\${z}`]]]],
  [
    0x00289145,
    'SQ',
    [
      [
        [0x00281052, 'DS', String(intercept)],
        [0x00281053, 'DS', '2'],
        [0x00281054, 'LO', 'HU'],
      ],
    ],
  ],
  [
    0x00289132,
    'SQ',
    [
      [
        [0x00281050, 'DS', '50\\-600'],
        [0x00281051, 'DS', '350\\1500'],
      ],
    ],
  ],
];
const SHARED: ElementSpec = [
  0x52009229,
  'SQ',
  [
    [
      [0x00209116, 'SQ', [[[0x00200037, 'DS', '1\\0\\0\\0\\1\\0']]]],
      [
        0x00289110,
        'SQ',
        [
          [
            [0x00280030, 'DS', '0.7\\0.7'],
            [0x00180050, 'DS', '3'],
          ],
        ],
      ],
    ],
  ],
];
const enhanced = (groups: readonly Item[], frames = groups.length): Changes => ({
  524310: ['UI', '1.2.840.10008.5.1.4.1.1.2.1'],
  2097202: null,
  2097207: null,
  2621488: null,
  2625618: null,
  2625619: null,
  2625616: null,
  2625617: null,
  2621448: ['IS', String(frames)],
  [SHARED[0]]: [SHARED[1], SHARED[2]],
  1375769136: ['SQ', groups],
  2145386512: ['OW', new Array<number>(12 * frames).fill(7)],
});

describe('multi-frame images', () => {
  it('takes each frame’s place, rescale and windows from its functional groups', async () => {
    const { stack, location } = await one(enhanced([group(6, -1000), group(0, -900), group(3, -800)]));
    expect(stack.frames.map(({ ref, plane }) => [ref.frameNumber, plane?.position.z])).toEqual([
      [2, 0],
      [3, 3],
      [1, 6],
    ]);
    expect(stack.frames[0]?.rescale).toEqual({ slope: 2, intercept: -900, type: 'HU' });
    expect(stack.frames[0]?.voi).toEqual([
      { function: 'LINEAR', centerHu: 50, widthHu: 350 },
      { function: 'LINEAR', centerHu: -600, widthHu: 1500 },
    ]);
    expect(stack.frames[0]?.spacing).toEqual({ betweenRowsMm: 0.7, betweenColumnsMm: 0.7 });
    expect(stack.frames[0]?.sliceThicknessMm).toBe(3);
    expect(stack.sliceSpacingMm).toBe(3);
    expect(location?.numberOfFrames).toBe(3);
    expect(stack.warnings).toEqual([]);
  });

  it('splits the time points of one multi-frame image', async () => {
    const at = (z: number, time: number): Item => group(z, 0, [[0x00209128, 'UL', [time]]]);
    const result = await scanSlices([ctSlice(0, 1, enhanced([at(0, 1), at(3, 1), at(0, 2), at(3, 2)]))]);
    expect(stacksOf(result).map((stack) => stack.frames.map(({ ref }) => ref.frameNumber))).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('splits the energies of one multi-frame image by the type of each frame', async () => {
    const at = (z: number, type: string): Item => [
      ...group(z, 0).filter(([tag]) => tag !== 0x00209111),
      [0x00189329, 'SQ', [[[0x00089007, 'CS', `DERIVED\\PRIMARY\\VOLUME\\${type}`]]]],
    ];
    const frames = [at(0, 'MONO_70'), at(0, 'MONO_40'), at(3, 'MONO_40'), at(3, 'MONO_70')];
    const stacks = stacksOf(await scanSlices([ctSlice(0, 1, enhanced(frames))]));
    expect(stacks.map((stack) => stack.frames.map(({ ref }) => ref.frameNumber))).toEqual([
      [2, 3],
      [1, 4],
    ]);
    expect(stacks.map((stack) => messages(stack)[0])).toEqual([
      'duplicate-position: pass 1 of 2 over the same positions (image type MONO_40)',
      'duplicate-position: pass 2 of 2 over the same positions (image type MONO_70)',
    ]);
  });

  it('splits values of another unit where nothing else tells them apart', async () => {
    const at = (z: number, unit: string): Item => [
      [0x00209113, 'SQ', [[[0x00200032, 'DS', `0\\0\\${z}`]]]],
      [
        0x00289145,
        'SQ',
        [
          [
            [0x00281052, 'DS', '0'],
            [0x00281053, 'DS', '1'],
            [0x00281054, 'LO', unit],
          ],
        ],
      ],
    ];
    const frames = [at(0, 'MGML'), at(0, 'HU'), at(3, 'HU'), at(3, 'MGML')];
    const stacks = stacksOf(await scanSlices([ctSlice(0, 1, enhanced(frames))]));
    expect(stacks.map((stack) => stack.frames.map(({ rescale }) => rescale.type))).toEqual([
      ['HU', 'HU'],
      ['MGML', 'MGML'],
    ]);
  });

  it('does not speak of time where frames have none', async () => {
    const at = (z: number): Item => [[0x00209113, 'SQ', [[[0x00200032, 'DS', `0\\0\\${z}`]]]]];
    const stacks = stacksOf(await scanSlices([ctSlice(0, 1, enhanced([at(0), at(3), at(0), at(3)]))]));
    expect(stacks.map((stack) => messages(stack)[0])).toEqual([
      'duplicate-position: pass 1 of 2 over the same positions (pass 1 by number)',
      'duplicate-position: pass 2 of 2 over the same positions (pass 2 by number)',
    ]);
  });

  it('keeps multi-frame images over the same positions apart', async () => {
    const image = (number: number) => ctSlice(0, number, enhanced([group(0, 0), group(3, 0)]));
    const stacks = stacksOf(await scanSlices([image(1), image(2)]));
    expect(stacks.map((stack) => stack.frames.map(({ ref }) => ref.sopInstanceUID))).toEqual([
      ['1.2.3.4.1', '1.2.3.4.1'],
      ['1.2.3.4.2', '1.2.3.4.2'],
    ]);
    expect(messages(stacks[1] as Stack)).toContain(
      'duplicate-position: pass 2 of 2 over the same positions (image 2)',
    );
  });

  it('says when some frames are not described', async () => {
    const stacks = stacksOf(await scanSlices([ctSlice(0, 1, enhanced([group(0, 0), group(3, 0)], 3))]));
    expect(stacks.map((stack) => stack.frames.length)).toEqual([2, 1]);
    expect(stacks.flatMap(messages).join()).toContain('holds 3 frames but describes only 2');
  });

  it('does not give all frames of a plain multi-frame image one place', async () => {
    const { stack } = await one({ 2621448: ['IS', '2'], 2145386512: ['OW', new Array<number>(24).fill(1)] });
    expect(stack.frames.map(({ plane }) => plane)).toEqual([null, null]);
    expect(stack.frames.map(({ ref }) => ref.frameNumber)).toEqual([1, 2]);
  });
});

describe('what a frame says of its values', () => {
  it.each([
    ['signed', { 2621728: ['SS', [-2000]] }, { from: -2000, to: -2000 }],
    ['signed, under the wrong VR', { 2621728: ['US', [63536]] }, { from: -2000, to: -2000 }],
    ['unsigned', { 2621728: ['US', [63536]], 2621699: ['US', [0]] }, { from: 63536, to: 63536 }],
    ['a range', { 2621728: ['SS', [-2000]], 2621729: ['SS', [-1500]] }, { from: -2000, to: -1500 }],
    [
      'a range, turned round',
      { 2621728: ['SS', [-1500]], 2621729: ['SS', [-2000]] },
      { from: -2000, to: -1500 },
    ],
    ['none', {}, null],
  ] as const)('reads padding that is %s', async (_how, changes, padding) => {
    expect((await one(changes as Changes)).frame.padding).toEqual(padding);
  });

  it('keeps windows in the file’s order with their function, and drops senseless ones', async () => {
    const { frame } = await one({
      2625616: ['DS', '40\\50\\60'],
      2625617: ['DS', '400\\0\\80.5'],
      2625622: ['CS', 'SIGMOID'],
    });
    expect(frame.voi).toEqual([
      { function: 'SIGMOID', centerHu: 40, widthHu: 400 },
      { function: 'SIGMOID', centerHu: 60, widthHu: 80.5 },
    ]);
  });

  it('has rescale per slice', async () => {
    const stack = onlyStack(
      await scanSlices([ctSlice(0, 1), ctSlice(1, 2, { 2625619: ['DS', '0.5'], 2625618: ['DS', '-7,5'] })]),
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
    const { stack, frame, location } = await one({ 2633728: ['SQ', [table]] });
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
    const said = onlySkipped(await scanSlices([ctSlice(0, 1, { 2633728: ['SQ', [table]] })]));
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
    const { stack, frame } = await one({ [VOI_TABLES]: ['SQ', tables] });
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
    const { frame } = await one({
      2625618: ['DS', '0'],
      2621699: ['US', [0]],
      [VOI_TABLES]: ['SQ', [voiTable(0xfffe, 8, [0, 255])]],
    });
    expect(frame.voiLuts[0]?.firstMapped).toBe(0xfffe);
  });

  it('unpacks tables of 8 bits that stand two to a word', async () => {
    const packed: Item = [
      [0x00283002, 'US', [4, 0, 8]],
      [0x00283006, 'OW', Uint8Array.from([0, 80, 160, 255])],
    ];
    const { frame } = await one({ [VOI_TABLES]: ['SQ', [packed]] });
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
    const { stack, frame } = await one({ [VOI_TABLES]: ['SQ', [[[0x00283002, 'US', [1, 0, 8]]]]] });
    expect(frame.voiLuts).toEqual([]);
    expect(messages(stack)).toEqual([
      'image: The file holds a VOI lookup table that is damaged; it is not offered.',
    ]);
  });

  it('notes that a frame has overlay planes', async () => {
    const { stack, frame } = await one({ 1610612752: ['US', [3]], 1610625024: ['OW', [0]] });
    expect(frame.overlays).toBe(true);
    expect(messages(stack)).toEqual([]);
    expect((await one({})).frame).not.toHaveProperty('overlays');
  });

  const channel = (values: readonly number[]): [vr: string, value: readonly number[]] => ['OW', values];
  const PALETTE: Changes = {
    2621444: ['CS', 'PALETTE COLOR'],
    2621696: ['US', [8]],
    2621697: ['US', [8]],
    2621699: ['US', [0]],
    2145386512: ['OB', new Uint8Array(12)],
    2625793: ['US', [4, 0, 16]],
    2625794: ['US', [4, 0, 16]],
    2625795: ['US', [4, 0, 16]],
  };

  it('expands palettes to 8 bits', async () => {
    const { stack, location } = await one({
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
    const { location } = await one({
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
    const { stack, frame } = await one({ 2621444: ['CS', 'MONOCHROME1'] });
    expect(stack.photometric).toBe('MONOCHROME1');
    expect(frame.rescale.intercept).toBe(-1024);
  });

  it('takes RGB secondary captures', async () => {
    const { stack } = await one({
      2621442: ['US', [3]],
      2621444: ['CS', 'RGB'],
      2621696: ['US', [8]],
      2621697: ['US', [8]],
      2145386512: ['OB', new Uint8Array(36)],
    });
    expect(stack).toMatchObject({ storedType: 'rgb8', photometric: 'RGB' });
  });
});

describe('objects without images', () => {
  it('ties a report to the series and images that it speaks of', async () => {
    const evidence: Item = [
      [
        0x00081115,
        'SQ',
        [
          [
            [0x0020000e, 'UI', '1.2.3.4'],
            [0x00081199, 'SQ', [[[0x00081155, 'UI', '1.2.3.4.1']]]],
          ],
        ],
      ],
      [0x0020000d, 'UI', '1.2.3'],
    ];
    const { objects, studies, skipped } = await scanFiles({
      sr: ctSlice(0, 8, {
        524310: ['UI', '1.2.840.10008.5.1.4.1.1.88.33'],
        524384: ['CS', 'SR'],
        2145386512: null,
        4236149: ['SQ', [evidence]],
        4235331: ['SQ', [[[0x00080104, 'LO', 'Imaging Measurement Report']]]],
        528446: null,
      }),
      image: ctSlice(0, 1),
    });
    expect(skipped).toEqual([]);
    expect(studies).toHaveLength(1);
    expect(objects).toHaveLength(1);
    expect(objects[0]).toMatchObject({
      kind: 'SR',
      description: 'Imaging Measurement Report',
      references: ['1.2.3.4', '1.2.3.4.1'],
    });
  });

  it.each([
    ['1.2.840.10008.5.1.4.1.1.11.1', 'GSPS'],
    ['1.2.840.10008.5.1.4.1.1.66.4', 'SEG'],
    ['1.2.840.10008.5.1.4.1.1.481.3', 'RTSTRUCT'],
    ['1.2.840.10008.5.1.4.1.1.104.1', 'PDF'],
    ['1.2.840.10008.5.1.4.1.1.104.2', 'CDA'],
    ['1.2.840.10008.5.1.4.1.1.481.2', 'other'],
    ['1.2.840.10008.5.1.4.1.1.9.1.1', 'other'],
  ])('knows %s as %s, with pixels or without', async (sopClass, kind) => {
    const { objects, studies } = await scanFiles({
      a: ctSlice(0, 1, { 524310: ['UI', sopClass] }),
      b: ctSlice(0, 2, { 524310: ['UI', sopClass], 2145386512: null }),
    });
    expect(studies).toEqual([]);
    expect(objects.map((object) => object.kind)).toEqual([kind, kind]);
  });
});
