import { createHash } from 'node:crypto';
import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import type { OverlayPlane } from '../../../annotations/image/overlay-plane.ts';
import { DEFAULT_CT_VOI } from '../../../annotations/image/voi.ts';
import type { SnapshotRequest } from '../../../annotations/scene/snapshot.ts';
import { canvasLibrary } from '../../../electron/exporter/fonts.ts';
import { manifestEntry, pseudonyms, serializeManifest } from '../../../electron/exporter/manifest.ts';
import { pngFile } from '../../../electron/exporter/png-file.ts';
import { createRenderPool, detached } from '../../../electron/exporter/render-pool.ts';
import { type Rendered, renderSnapshot } from '../../../electron/exporter/render-snapshot.ts';
import { snapshotRequest } from './snapshot-request.ts';

function rendered(request: SnapshotRequest): Rendered {
  const result = renderSnapshot(request);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** RGBA of a file's bytes, by another decoder than our encoder. */
async function decoded(
  bytes: Uint8Array,
): Promise<{ data: Uint8ClampedArray; width: number; height: number }> {
  const image = await loadImage(Buffer.from(bytes));
  const canvas = canvasLibrary.createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  return {
    data: context.getImageData(0, 0, image.width, image.height).data,
    width: image.width,
    height: image.height,
  };
}

describe('a snapshot', () => {
  it('is a PNG of the size that was asked for, with the hash of its bytes', async () => {
    const snapshot = rendered(snapshotRequest({ size: { kind: 'scale', scale: 2 } }));
    expect([snapshot.widthPx, snapshot.heightPx]).toEqual([512, 512]);
    expect(snapshot.sha256).toBe(createHash('sha256').update(snapshot.bytes).digest('hex'));
    const { width, height } = await decoded(snapshot.bytes);
    expect([width, height]).toEqual([512, 512]);
  });

  it('has the same bytes each time', () => {
    expect(rendered(snapshotRequest()).sha256).toBe(rendered(snapshotRequest()).sha256);
    const jpeg = snapshotRequest({ format: 'jpeg' });
    expect(rendered(jpeg).sha256).toBe(rendered(jpeg).sha256);
  });

  it('shows the image alone when only the image is asked for, in 8-bit grey', async () => {
    const snapshot = rendered(snapshotRequest({ layers: ['image'] }));
    // Colour type of the header: 0 is grey.
    expect(snapshot.bytes[25]).toBe(0);
    const { data } = await decoded(snapshot.bytes);
    expect(data[(150 * 256 + 120) * 4]).toBe(Math.floor(((60 - 39.5) / 399 + 0.5) * 255));
  });

  it('draws the mark where the region lies, in yellow', async () => {
    const { data } = await decoded(rendered(snapshotRequest({ layers: ['image', 'marks'] })).bytes);
    // The end of the first axis: 30 pixels along 0.3 rad from the centre.
    const [x, y] = [Math.floor(128 + 30 * Math.cos(0.3)), Math.floor(150 + 30 * Math.sin(0.3))];
    const at = (y * 256 + x) * 4;
    expect(data[at]).toBeGreaterThan(200);
    expect(data[at + 1]).toBeGreaterThan(200);
    expect(data[at + 2]).toBeLessThan(120);
  });

  it('has the overlay planes of the file, pixel on pixel, unless identity is hidden', async () => {
    const plane: OverlayPlane = {
      group: 0x6000,
      name: 'ARROW',
      kind: 'graphics',
      rows: 1,
      columns: 3,
      left: 20,
      top: 10,
      bits: Uint8Array.of(0b101),
    };
    const request = snapshotRequest({
      layers: ['image'],
      overlays: [plane],
      size: { kind: 'scale', scale: 2 },
    });
    const whites = async (identity: 'show' | 'hide') => {
      const { data, width } = await decoded(rendered({ ...request, identity }).bytes);
      return Array.from({ length: 10 }, (_, x) => data[(21 * width + 39 + x) * 4] === 255);
    };
    const [on, off] = [true, false];
    expect(await whites('show')).toEqual([off, on, on, off, off, on, on, off, off, off]);
    expect(await whites('hide')).toEqual(Array(10).fill(off));
  });

  it('carries neither names nor dates in its bytes, nor any chunk but the picture', () => {
    const { bytes } = rendered(snapshotRequest());
    const text = Buffer.from(bytes).toString('latin1');
    for (const word of ['Doe', 'P-77', '1950', 'tEXt', 'tIME', 'eXIf', 'iTXt'])
      expect(text).not.toContain(word);
    const chunks: string[] = [];
    for (let at = 8; at < bytes.length; ) {
      const length = Buffer.from(bytes).readUInt32BE(at);
      chunks.push(text.slice(at + 4, at + 8));
      at += 12 + length;
    }
    expect(chunks).toEqual(['IHDR', 'IDAT', 'IEND']);
  });

  it('looks the same with identity hidden whoever the patient is, and another with identity shown', () => {
    const jane = snapshotRequest();
    const john = {
      ...jane,
      context: { ...jane.context, patient: { ...jane.context.patient, name: 'Roe, John' } },
    };
    expect(rendered(john).sha256).toBe(rendered(jane).sha256);
    expect(rendered({ ...john, identity: 'show' }).sha256).not.toBe(
      rendered({ ...jane, identity: 'show' }).sha256,
    );
  });

  it('is a JPEG when asked for', async () => {
    const { bytes } = rendered(snapshotRequest({ format: 'jpeg' }));
    expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    const { width, height } = await decoded(bytes);
    expect([width, height]).toEqual([256, 256]);
  });

  it('is refused in a sentence when the request makes no sense', () => {
    const request = snapshotRequest();
    const short = { ...request, pixels: { ...request.pixels, values: request.pixels.values.slice(1) } };
    const message = (one: SnapshotRequest) => {
      const result = renderSnapshot(one);
      return result.ok ? 'drawn' : result.error.message;
    };
    expect(message(short)).toBe('The frame should hold 256 × 256 pixels, but 65535 values came.');
    expect(message({ ...request, voi: { ...DEFAULT_CT_VOI, widthHu: 0 } })).toBe(
      'A window of width 0 and level 40 cannot be shown.',
    );
    expect(message({ ...request, size: { kind: 'width', widthPx: 50_000 } })).toMatch(/too large/);
  });

  it('comes through the pool as it comes directly', async () => {
    const pool = createRenderPool();
    const answer = await pool.render(snapshotRequest());
    pool.close();
    expect(answer.ok && answer.snapshot.sha256).toBe(rendered(snapshotRequest()).sha256);
  });

  it('takes its own pixels along, not the stack behind them', () => {
    const request = snapshotRequest();
    const stack = new Int16Array(65536 * 3);
    stack.set(request.pixels.values as Int16Array, 65536);
    const view = { ...request, pixels: { ...request.pixels, values: stack.subarray(65536, 131072) } };
    const own = detached(view).pixels.values;
    expect(own.buffer.byteLength).toBe(65536 * 2);
    expect([...own.subarray(0, 300)]).toEqual([...request.pixels.values.subarray(0, 300)]);
  });
});

describe('PNG files', () => {
  it('give back every colour, alpha left out', async () => {
    const rgba = Uint8ClampedArray.from({ length: 7 * 5 * 4 }, (_, index) =>
      index % 4 === 3 ? 255 : (index * 37) % 256,
    );
    const { data } = await decoded(pngFile(rgba, 7, 5));
    expect([...data]).toEqual([...rgba]);
  });

  it('have the same bytes under every version of Node', () => {
    const rgba = Uint8ClampedArray.from({ length: 64 * 64 * 4 }, (_, index) =>
      index % 4 === 3 ? 255 : (index * index * 7) % 251,
    );
    const hash = createHash('sha256')
      .update(pngFile(rgba, 64, 64))
      .digest('hex');
    expect(hash).toBe('b46d7b4a37acd93b6aeacf07d109f8d0655939ef819d4178eeaf61685813ad53');
  });
});

describe('the manifest', () => {
  const secret = Uint8Array.from({ length: 32 }, (_, index) => index);

  it('tells the picture, its window and the numbers of its regions, and only those on its frame', () => {
    const request = snapshotRequest({ identity: 'show' });
    const entry = manifestEntry('a.png', request, rendered(request), pseudonyms(secret));
    expect(entry).toMatchObject({
      file: 'a.png',
      widthPx: 256,
      studyInstanceUID: '1.2.840.1',
      sopInstanceUID: '1.2.840.3',
      window: { function: 'LINEAR', centerHu: 40, widthHu: 400 },
      identity: 'shown',
      findings: [
        {
          trackingUID: '2.25.77',
          name: 'Left paraspinal mass',
          notes: ['hypoattenuating to muscle', 'mild to moderate enhancement'],
          regions: [{ uid: '2.25.78', kind: 'ellipse', labelled: true }],
        },
      ],
    });
    const numbers = Object.fromEntries(
      (entry.findings[0]?.regions[0]?.numbers ?? []).map((one) => [one.quantity, one]),
    );
    expect(numbers.area).toMatchObject({ unit: 'mm2' });
    expect(numbers.area?.value).toBeCloseTo(Math.PI * 600 * 0.64, 9);
    expect(numbers.mean).toMatchObject({ unit: "[hnsf'U]" });
  });

  it('gives no UID away with identity hidden, yet keeps what belongs together together', () => {
    const request = snapshotRequest();
    const snapshot = rendered(request);
    const replace = pseudonyms(secret);
    const text = serializeManifest([
      manifestEntry('a.png', request, snapshot, replace),
      manifestEntry('b.png', request, snapshot, replace),
    ]);
    for (const uid of ['1.2.840.1', '1.2.840.2', '1.2.840.3', '2.25.77', '2.25.78', 'Doe', 'P-77']) {
      expect(text).not.toContain(`"${uid}"`);
    }
    const { files } = JSON.parse(text);
    expect(files[0].studyInstanceUID).toBe(files[1].studyInstanceUID);
    expect(files[0].studyInstanceUID).toMatch(/^2\.25\.[1-9][0-9]{20,}$/);
    expect(files[0].studyInstanceUID.length).toBeLessThanOrEqual(64);
    expect(pseudonyms(Uint8Array.of(1))('1.2.840.1')).not.toBe(files[0].studyInstanceUID);
  });
});
