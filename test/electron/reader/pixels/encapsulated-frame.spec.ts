import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { PixelLocation } from '../../../../electron/reader/pixel-location.ts';
import { CodecSet } from '../../../../electron/reader/pixels/codecs/codec-set.ts';
import { decodeFrame } from '../../../../electron/reader/pixels/decode-frame.ts';
import { FrameMemory } from '../../../../electron/reader/pixels/frame-memory.ts';
import { bytesInMemory, type PixelBytes } from '../../../../electron/reader/pixels/pixel-bytes.ts';
import { encodeFrame } from '../encoded-slices.ts';
import { encapsulated, locationOf } from '../pixel-locations.ts';
import {
  bytesOf,
  COLUMNS,
  codecs,
  decode,
  encode,
  failureOf,
  first,
  JPEG_2000,
  JPEG_LS,
  LOSSLESS,
  RLE,
  ROWS,
  SIZE,
  slices,
  valuesOf,
} from './encapsulated-slices.ts';

describe('a frame that its writer has filled up with zeros', () => {
  it.each(LOSSLESS.filter(([name]) => name !== 'JPEG XL'))('is whole in %s', async (_name, as, syntax) => {
    const frame = await encode(as, first);
    const filled = encapsulated([Buffer.concat([frame, Buffer.alloc(4096)])]);
    expect(await valuesOf(filled, { transferSyntaxUID: syntax })).toEqual(first);
    if (syntax === RLE) return;
    const cut = encapsulated([Buffer.concat([frame.subarray(0, frame.length >> 1), Buffer.alloc(4096)])]);
    expect((await failureOf(cut, { transferSyntaxUID: syntax })).kind).toMatch(/^(truncated|corrupt)$/);
  });
});

describe('memory that is used again', () => {
  const described = (bytes: Uint8Array): PixelLocation =>
    locationOf(bytes, { ...SIZE, pixelRepresentation: 1, valueLength: null, transferSyntaxUID: JPEG_LS });

  it('holds the next frame and nothing of the one before', async () => {
    const memory = new FrameMemory();
    for (const slice of [...slices, ...slices]) {
      const bytes = encapsulated([await encode('encodeJpegLs', slice)]);
      const spare = new Uint8Array(slice.byteLength).fill(0xff).buffer;
      memory.offer(spare);
      const decoded = await decodeFrame(described(bytes), bytesInMemory(bytes), 0, codecs, memory);
      expect(decoded.ok && decoded.value.values).toEqual(slice);
      expect(decoded.ok && decoded.value.values.buffer).toBe(spare);
    }
  });

  it('is not taken for a frame of another size', async () => {
    const memory = new FrameMemory();
    memory.offer(new ArrayBuffer(first.byteLength + 2));
    const bytes = encapsulated([await encode('encodeJpegLs', first)]);
    const decoded = await decodeFrame(described(bytes), bytesInMemory(bytes), 0, codecs, memory);
    expect(decoded.ok && decoded.value.values).toEqual(first);
  });

  it('is not taken for pixels that a codec leaves out', async () => {
    const memory = new FrameMemory();
    memory.offer(new Uint8Array(first.byteLength).fill(7).buffer);
    const lazy = new CodecSet();
    const whole = await lazy.get('jpeg-ls');
    lazy.get = async () => ({
      decode: (encoded, request, use) =>
        whole.decode(encoded, request, (samples) => use({ ...samples, bytes: samples.bytes.subarray(2) })),
    });
    const bytes = encapsulated([await encode('encodeJpegLs', first)]);
    const decoded = await decodeFrame(described(bytes), bytesInMemory(bytes), 0, lazy, memory);
    expect(decoded.ok ? 'decoded' : decoded.error.message).toContain('fewer pixels than it announces');
  });

  it('is not taken for the bytes of a file that ends while it is read', async () => {
    const memory = new FrameMemory();
    const [before, after] = await Promise.all(
      slices.slice(0, 2).map(async (slice) => encapsulated([await encode('encodeJpegLs', slice)])),
    );
    if (before === undefined || after === undefined) throw new Error('There are no slices.');
    await decodeFrame(described(before), bytesInMemory(before), 0, codecs, memory);
    const whole = bytesInMemory(after);
    const cut: PixelBytes = {
      ...whole,
      // The item's header is there, the picture's bytes are not.
      readInto: (target, offset) => (target.byteLength <= 8 ? whole.readInto(target, offset) : 0),
    };
    const decoded = await decodeFrame(described(after), cut, 0, codecs, memory);
    expect(decoded.ok ? 'decoded' : decoded.error.kind).toBe('changed');
  });
});

describe.each(LOSSLESS)('%s', (_name, as, transferSyntaxUID) => {
  it('gives signed values back exactly', async () => {
    const bytes = encapsulated([await encode(as, first)]);
    expect(await valuesOf(bytes, { transferSyntaxUID })).toEqual(first);
  });

  it('refuses a picture of another size than the header says', async () => {
    const bytes = encapsulated([await encode(as, first)]);
    const reason = await failureOf(bytes, { transferSyntaxUID, columns: COLUMNS - 1 });
    expect(reason.kind).toBe('corrupt');
    expect(reason.message).toContain('slice.dcm');
  });

  it('refuses half of a picture instead of filling it up', async () => {
    const whole = await encode(as, first);
    const half = whole.subarray(0, (whole.length >> 2) << 1);
    const reason = await failureOf(encapsulated([half]), { transferSyntaxUID });
    expect(['truncated', 'corrupt']).toContain(reason.kind);
    expect(reason.message).toContain('slice.dcm');
  });

  it('refuses noise, and decodes the next picture as if nothing had been', async () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) & 0xff);
    await failureOf(encapsulated([noise]), { transferSyntaxUID });
    const bytes = encapsulated([await encode(as, first)]);
    expect(await valuesOf(bytes, { transferSyntaxUID })).toEqual(first);
  });
});

describe('RLE', () => {
  it('that ends at a run boundary before the last pixel is refused', async () => {
    // 8 bits, 2 × 2: a literal run of three bytes, one too few.
    const header = new Uint8Array(64);
    new DataView(header.buffer).setUint32(0, 1, true);
    new DataView(header.buffer).setUint32(4, 64, true);
    const frame = Buffer.concat([header, Uint8Array.of(2, 10, 20, 30)]);
    const options = { rows: 2, columns: 2, bitsAllocated: 8, transferSyntaxUID: RLE };
    expect(await failureOf(encapsulated([frame]), options)).toEqual({
      kind: 'corrupt',
      message: 'The RLE picture in slice.dcm is damaged: segment 1 ends too early.',
    });
  });
});

describe('lossy pictures', () => {
  it('of JPEG baseline stay near the original', async () => {
    const grey = Uint8Array.from({ length: ROWS * COLUMNS }, (_, i) => ((i % COLUMNS) * 5) & 0xff);
    const options = { ...SIZE, bitsAllocated: 8, pixelRepresentation: 0 } as const;
    const encoded = await encodeFrame('encodeJpeg', grey, options, { lossy: true, quality: 95 });
    const values = await valuesOf(encapsulated([encoded]), {
      transferSyntaxUID: '1.2.840.10008.1.2.4.50',
      bitsAllocated: 8,
      pixelRepresentation: 0,
    });
    const worst = Math.max(...grey.map((value, i) => Math.abs(value - (values[i] as number))));
    expect(worst).toBeLessThanOrEqual(8);
  });
});

describe('pixel data that are not what the header says', () => {
  it('are named by what they are', async () => {
    const jpegLs = encapsulated([await encode('encodeJpegLs', first)]);
    const reason = await failureOf(jpegLs, { transferSyntaxUID: JPEG_2000 });
    expect(reason).toEqual({
      kind: 'wrong-syntax',
      message:
        'slice.dcm says that its picture is compressed as JPEG 2000 Lossless, but it is a JPEG-LS picture.',
    });
  });

  it('are refused when no item begins where the fragments should', async () => {
    const reason = await failureOf(bytesOf(first), { transferSyntaxUID: JPEG_LS });
    expect(reason.message).toContain('should be in fragments');
  });

  it('are read plainly, with a warning, when they have exactly the length of uncompressed pixels', async () => {
    const bytes = bytesOf(first);
    const decoded = await decode(bytes, { transferSyntaxUID: JPEG_LS, valueLength: bytes.byteLength });
    expect(decoded.ok && decoded.value.values).toEqual(first);
    expect(decoded.ok && decoded.value.warning).toContain('its pixel data are not compressed');
  });

  it('follow the header and warn where signedness differs', async () => {
    // −1000 coded as unsigned 16 bits.
    const unsigned = await encodeFrame('encodeJpeg2000', bytesOf(first), { ...SIZE, pixelRepresentation: 0 });
    const decoded = await decode(encapsulated([unsigned]), { transferSyntaxUID: JPEG_2000 });
    expect(decoded.ok && decoded.value.values).toEqual(first);
    expect(decoded.ok && decoded.value.warning).toContain('says signed values');
  });
});

describe('frames that are only wrapped', () => {
  it('are read when uncompressed, and when deflated one by one', async () => {
    const plain = encapsulated(slices.map(bytesOf));
    const options = { numberOfFrames: 3, transferSyntaxUID: '1.2.840.10008.1.2.1.98' };
    expect(await valuesOf(plain, options, 1)).toEqual(slices[1]);
    const deflated = encapsulated(slices.map((slice) => deflateRawSync(bytesOf(slice))));
    expect(await valuesOf(deflated, { ...options, transferSyntaxUID: '1.2.840.10008.1.2.8.1' }, 2)).toEqual(
      slices[2],
    );
  });

  it('are refused when they inflate to more than a frame', async () => {
    const bomb = encapsulated([deflateRawSync(new Uint8Array(5_000_000))]);
    const reason = await failureOf(bomb, { transferSyntaxUID: '1.2.840.10008.1.2.8.1' });
    expect(reason.kind).toBe('corrupt');
  });
});
