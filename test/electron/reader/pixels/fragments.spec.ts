import { describe, expect, it } from 'vitest';
import { encapsulated } from '../pixel-locations.ts';
import { encode, failureOf, first, JPEG_LS, slices, valuesOf } from './encapsulated-slices.ts';

describe('fragments', () => {
  const multi = { transferSyntaxUID: JPEG_LS, numberOfFrames: 3 };

  it('are joined when a single frame has several', async () => {
    const whole = await encode('encodeJpegLs', first);
    const cut = (whole.length >> 2) << 1;
    const bytes = encapsulated([whole.subarray(0, cut), whole.subarray(cut)]);
    expect(await valuesOf(bytes, { transferSyntaxUID: JPEG_LS })).toEqual(first);
  });

  it('are one a frame where there is no offset table', async () => {
    const frames = await Promise.all(slices.map((slice) => encode('encodeJpegLs', slice)));
    const bytes = encapsulated(frames);
    for (const [index, slice] of slices.entries()) {
      expect(await valuesOf(bytes, multi, index)).toEqual(slice);
    }
  });

  it('belong to frames by the basic offset table', async () => {
    const { fragments, offsets } = await cutInTwo();
    const bytes = encapsulated(fragments, offsets);
    expect(await valuesOf(bytes, multi, 2)).toEqual(slices[2]);
    expect(await valuesOf(bytes, multi, 1)).toEqual(slices[1]);
  });

  it('belong to frames by where codestreams begin, without any table', async () => {
    const { fragments } = await cutInTwo();
    const bytes = encapsulated(fragments);
    for (const [index, slice] of slices.entries()) {
      expect(await valuesOf(bytes, multi, index)).toEqual(slice);
    }
  });

  it('belong to frames by the extended offset table', async () => {
    const frames = await Promise.all(slices.map((slice) => encode('encodeJpegLs', slice)));
    let at = 0;
    const offsets = frames.map((frame) => {
      const begin = at;
      at += 8 + frame.length;
      return begin;
    });
    const extendedOffsets = { offsets, lengths: frames.map((frame) => frame.length) };
    expect(await valuesOf(encapsulated(frames), { ...multi, extendedOffsets }, 2)).toEqual(slices[2]);
  });

  it('that cannot be told apart are refused', async () => {
    const { fragments } = await cutInTwo();
    const reason = await failureOf(encapsulated(fragments.slice(0, 5)), { ...multi, numberOfFrames: 4 });
    expect(reason.message).toBe('slice.dcm announces 4 frames, but its 5 fragments cannot be told apart.');
  });

  it('beyond the end of the file are refused, the frames before them shown', async () => {
    const frames = await Promise.all(slices.map((slice) => encode('encodeJpegLs', slice)));
    const whole = encapsulated(frames);
    const bytes = whole.subarray(0, whole.length - 100);
    expect(await valuesOf(bytes, multi, 1)).toEqual(slices[1]);
    const reason = await failureOf(bytes, multi, 2);
    expect(reason).toEqual({
      kind: 'truncated',
      message: 'slice.dcm is cut short: it ends before the end of frame 3.',
    });
  });

  it('with an absurd length do not ask for memory', async () => {
    const bytes = Uint8Array.from(encapsulated([Uint8Array.of(1, 2, 3, 4)]));
    new DataView(bytes.buffer).setUint32(12, 0xfffffff0, true);
    const before = process.memoryUsage().arrayBuffers;
    expect((await failureOf(bytes, { transferSyntaxUID: JPEG_LS })).kind).toBe('truncated');
    new DataView(bytes.buffer).setUint32(4, 0xfffffff0, true);
    expect((await failureOf(bytes, { transferSyntaxUID: JPEG_LS })).kind).toBe('truncated');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10e6);
  });

  async function cutInTwo() {
    const frames = await Promise.all(slices.map((slice) => encode('encodeJpegLs', slice)));
    const fragments: Uint8Array[] = [];
    const offsets: number[] = [];
    let at = 0;
    for (const frame of frames) {
      offsets.push(at);
      const cut = (frame.length >> 2) << 1;
      for (const part of [frame.subarray(0, cut), frame.subarray(cut)]) {
        fragments.push(part);
        at += 8 + part.length;
      }
    }
    return { fragments, offsets };
  }
});
