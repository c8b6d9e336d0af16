import { describe, expect, it } from 'vitest';
import type { Stack } from '../../../../annotations/image/hierarchy.ts';
import { type Changes, ctSlice } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { messages, onlyStack, scanSlices, stacksOf } from './scan-files.ts';

const zOf = (stack: Stack): (number | undefined)[] => stack.frames.map((frame) => frame.plane?.position.z);

describe('several passes in one series', () => {
  it('splits acquisitions over the same positions', async () => {
    const second = (z: number, n: number) => ctSlice(z, n, { [T.AcquisitionNumber]: ['IS', '2'] });
    const stacks = stacksOf(
      await scanSlices([
        ctSlice(0, 1),
        ctSlice(2, 2),
        second(0, 3),
        second(2, 4),
        ctSlice(4, 5),
        second(4, 6),
      ]),
    );
    expect(stacks.map(zOf)).toEqual([
      [0, 2, 4],
      [0, 2, 4],
    ]);
    expect(messages(stacks[0] as Stack)[0]).toBe(
      'duplicate-position: pass 1 of 2 over the same positions (acquisition 1)',
    );
    expect(stacks.map(({ pass }) => pass)).toEqual([
      { number: 1, count: 2, label: 'acquisition 1' },
      { number: 2, count: 2, label: 'acquisition 2' },
    ]);
    expect(stacks[1]?.frames.every((frame) => frame.acquisitionNumber === 2)).toBe(true);
  });

  it('splits passes by time where nothing else tells them apart', async () => {
    const at = (z: number, n: number, time: string) => ctSlice(z, n, { [T.AcquisitionTime]: ['TM', time] });
    const stacks = stacksOf(
      await scanSlices([at(0, 1, '1000'), at(2, 2, '1001'), at(0, 3, '1010'), at(2, 4, '1011')]),
    );
    expect(stacks.map(zOf)).toEqual([
      [0, 2],
      [0, 2],
    ]);
    expect(stacks.map((stack) => stack.frames.map((frame) => frame.instanceNumber))).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('gives several phases in one series no common phase, energies one', async () => {
    const phaseOf = async (changes: Changes): Promise<string | undefined> => {
      const contrast: Changes = {
        [T.ContrastBolusAgent]: ['LO', 'Iomeron'],
        [T.ContrastBolusStartTime]: ['TM', '100000'],
      };
      const at = (z: number, n: number, more: Changes) =>
        ctSlice(z, n, { ...contrast, [T.AcquisitionTime]: ['TM', '100110'], ...more });
      const result = await scanSlices([at(0, 1, {}), at(2, 2, {}), at(0, 3, changes), at(2, 4, changes)]);
      expect(stacksOf(result)).toHaveLength(2);
      return result.studies[0]?.series[0]?.phase.phase;
    };
    expect(await phaseOf({ [T.AcquisitionNumber]: ['IS', '2'], [T.AcquisitionTime]: ['TM', '100500'] })).toBe(
      'unspecified',
    );
    expect(await phaseOf({ [T.AcquisitionTime]: ['TM', '100500'] })).toBe('unspecified');
    expect(await phaseOf({ [T.ImageType]: ['CS', 'DERIVED\\PRIMARY\\AXIAL\\MONO_40'] })).toBe(
      'portal-venous',
    );
  });

  it('names the contrast of a pass with its concentration', async () => {
    const agent = (z: number, n: number, name: string) =>
      ctSlice(z, n, { [T.ContrastBolusAgent]: ['LO', name] });
    const stacks = stacksOf(
      await scanSlices([
        agent(0, 1, ''),
        agent(2, 2, ''),
        agent(0, 3, 'Iomeron 400'),
        agent(2, 4, 'Iomeron 400'),
      ]),
    );
    expect(stacks.map((stack) => messages(stack)[0])).toEqual([
      'duplicate-position: pass 1 of 2 over the same positions (contrast not given)',
      'duplicate-position: pass 2 of 2 over the same positions (contrast Iomeron 400)',
    ]);
  });

  it.each([
    ['acquisitions', { [T.AcquisitionNumber]: ['IS', '2'] }, 'acquisition 2'],
    ['phases of contrast', { [T.ContrastBolusAgent]: ['LO', 'Iomeron'] }, 'contrast Iomeron'],
  ] as const)('splits %s whose slices lie between each other', async (_what, changes, label) => {
    const stacks = stacksOf(
      await scanSlices(
        [0, 1, 2, 3].flatMap((i) => [ctSlice(5 * i, i + 1), ctSlice(5 * i + 2.5, i + 11, changes)]),
      ),
    );
    expect(stacks.map(zOf)).toEqual([
      [0, 5, 10, 15],
      [2.5, 7.5, 12.5, 17.5],
    ]);
    expect(stacks.map(({ sliceSpacingMm }) => sliceSpacingMm)).toEqual([5, 5]);
    expect(messages(stacks[1] as Stack)[0]).toBe(
      `duplicate-position: pass 2 of 2 over the same stretch, at positions in between (${label})`,
    );
  });

  it('keeps a volume whole that was acquired in stretches, one after the other', async () => {
    const slices = [0, 1, 2, 3, 4, 5].map((i) =>
      ctSlice(2 * i, i + 1, { [T.AcquisitionNumber]: ['IS', String(1 + (i >> 1))] }),
    );
    expect(onlyStack(await scanSlices(slices)).frames).toHaveLength(6);
  });

  it('takes stretches that share a slice at their ends for parts, not for phases', async () => {
    const slices = [0, 1, 2].flatMap((move) =>
      [0, 1, 2, 3, 4].map((i) =>
        ctSlice(20 * move + 5 * i, 5 * move + i + 1, {
          [T.AcquisitionNumber]: ['IS', String(move + 1)],
          [T.ContrastBolusAgent]: ['LO', 'Iomeron'],
          [T.ContrastBolusStartTime]: ['TM', '100000'],
          [T.AcquisitionTime]: ['TM', '100110'],
        }),
      ),
    );
    const result = await scanSlices(slices);
    expect(stacksOf(result).map((stack) => messages(stack)[0])).toEqual(
      [1, 2, 3].map(
        (n) => `duplicate-position: pass ${n} of 3 partly over the same positions (acquisition ${n})`,
      ),
    );
    expect(result.studies[0]?.series[0]?.phase.phase).toBe('portal-venous');
  });

  it('gives the slices that only one phase has to that phase, by its time', async () => {
    const at = (z: number, n: number, time: string) => ctSlice(z, n, { [T.AcquisitionTime]: ['TM', time] });
    const early = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => at(2 * i, i + 1, `10000${i}`));
    const late = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => at(2 * i, i + 21, `10011${i}`));
    const stacks = stacksOf(await scanSlices([...early, ...late]));
    const numbers = stacks.map((stack) => stack.frames.map((frame) => frame.instanceNumber));
    expect(numbers).toEqual([
      [21, 22, 23, 24, 25, 26, 27, 28, 29, 30],
      [1, 2, 3, 4, 5, 6, 7, 8],
    ]);
  });

  it('gives such slices to the phase with the nearest number where there are no times', async () => {
    const early = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => ctSlice(2 * i, i + 1));
    const late = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => ctSlice(2 * i, i + 9));
    const stacks = stacksOf(await scanSlices([...early, ...late]));
    expect(stacks.map(({ frames }) => frames[0]?.instanceNumber)).toEqual([9, 1]);
    expect(stacks.map(({ frames }) => frames.length)).toEqual([9, 8]);
    expect(messages(stacks[0] as Stack)[0]).toContain('(pass 2 by number)');
  });

  describe('patients', () => {
    const ROE: Changes = { 1048592: ['PN', 'Roe^Rick'], 1048608: ['LO', 'P2'] };
    const warnings = async (...slices: Buffer[]): Promise<readonly (readonly string[])[]> =>
      stacksOf(await scanSlices(slices)).map((stack) => stack.warnings.map(({ message }) => message));

    it('of two names in one study are told beside every series, without naming anybody', async () => {
      const other = ctSlice(0, 2, { ...ROE, 2097166: ['UI', '1.2.9'] });
      const told = await warnings(ctSlice(0, 1), other);
      expect(told).toHaveLength(2);
      for (const [first] of told) {
        expect(first).toBe(
          'the files of this study do not all name the same patient (name or ID differ); the name shown may be another one’s',
        );
      }
    });

    it('of two names in one series are told beside it', async () => {
      expect(await warnings(ctSlice(0, 1), ctSlice(5, 2, ROE), ctSlice(10, 3, ROE))).toEqual([
        [expect.stringMatching(/^The file names another patient \(name or ID\) than the first image/)],
      ]);
    });

    it('whose name is written otherwise, or missing, are one', async () => {
      const written: Changes = { 1048592: ['PN', 'DOE^JANE^M^^'], 2097166: ['UI', '1.2.9'] };
      const missing: Changes = { 1048592: ['PN', ''], 1048608: null, 2097166: ['UI', '1.2.10'] };
      expect(await warnings(ctSlice(0, 1), ctSlice(0, 2, written), ctSlice(0, 3, missing))).toEqual([
        [],
        [],
        [],
      ]);
    });
  });

  it('does not split the slices of a series that numbers each as an acquisition', async () => {
    const slice = (z: number, n: number) => ctSlice(z, n, { [T.AcquisitionNumber]: ['IS', String(n)] });
    expect(onlyStack(await scanSlices([slice(0, 1), slice(2, 2), slice(4, 3)])).frames).toHaveLength(3);
  });

  it('keeps a bolus-tracking series at one place together, in the order of numbers', async () => {
    const stack = onlyStack(await scanSlices([ctSlice(0, 3), ctSlice(0, 1), ctSlice(0, 2)]));
    expect(stack.frames.map((frame) => frame.instanceNumber)).toEqual([1, 2, 3]);
    expect(messages(stack)[0]).toContain('all 3 images lie at the same place');
    expect(stack.sliceSpacingMm).toBeNull();
  });
});
