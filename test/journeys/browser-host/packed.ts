/**
 * Values with buffers in them as one run of bytes, for the way between page and host: a JSON head with a place for each
 * buffer, then the buffers. Stands in for the structured clone of Electron's ports; used on both sides.
 */
type Slot = { readonly $buffer: number; readonly kind: string; readonly bytes: number };

const KINDS = {
  ArrayBuffer,
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
};
type Kind = keyof typeof KINDS;

export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  const buffers: Uint8Array[] = [];
  const head = new TextEncoder().encode(
    JSON.stringify(value, (_key, each: unknown) => {
      if (!(each instanceof ArrayBuffer) && !ArrayBuffer.isView(each)) return each;
      const bytes =
        each instanceof ArrayBuffer
          ? new Uint8Array(each)
          : new Uint8Array(each.buffer, each.byteOffset, each.byteLength);
      // Node's Buffer is a Uint8Array by another name.
      const name = each.constructor.name;
      const kind = name in KINDS ? name : 'Uint8Array';
      return { $buffer: buffers.push(bytes) - 1, kind, bytes: bytes.byteLength } satisfies Slot;
    }),
  );
  const packed = new Uint8Array(
    4 + head.byteLength + buffers.reduce((sum, { byteLength }) => sum + byteLength, 0),
  );
  new DataView(packed.buffer).setUint32(0, head.byteLength);
  packed.set(head, 4);
  let at = 4 + head.byteLength;
  for (const bytes of buffers) {
    packed.set(bytes, at);
    at += bytes.byteLength;
  }
  return packed;
}

export function unpack(received: Uint8Array): unknown {
  // Node's Buffer has a slice that copies nothing.
  const packed = new Uint8Array(received.buffer, received.byteOffset, received.byteLength);
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(0);
  let at = 4 + length;
  return JSON.parse(new TextDecoder().decode(packed.subarray(4, at)), (_key, each: unknown) => {
    const slot = each as Slot | null;
    if (typeof slot !== 'object' || slot === null || typeof slot.$buffer !== 'number') return each;
    // Slots come in the order in which their buffers were packed.
    const buffer = packed.slice(at, at + slot.bytes).buffer;
    at += slot.bytes;
    return slot.kind === 'ArrayBuffer'
      ? buffer
      : new KINDS[slot.kind as Exclude<Kind, 'ArrayBuffer'>](buffer);
  });
}
