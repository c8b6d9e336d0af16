/**
 * Where the pixels of one instance lie, and how they are stored: all that a decoder needs, so that no header is
 * parsed twice. Plain data: it is sent to worker threads.
 */

/** A palette colour lookup table of one channel (PS3.3 C.7.6.3.1.5), already expanded to 8 bits. */
export type PaletteChannel = { readonly firstMapped: number; readonly values: Uint8Array };

/** Modality LUT sequence (PS3.3 C.11.1): the output replaces the stored value, slope 1 and intercept 0 follow. */
export type ModalityLut = { readonly firstMapped: number; readonly values: Uint16Array | Int16Array };

export type PixelLocation = {
  readonly file: string;
  /** Path inside a zip (inside nested zips, outermost first); an empty list for a plain file. */
  readonly zipEntries: readonly string[];
  readonly transferSyntaxUID: string;
  /** Byte offset of the value of PixelData (7FE0,0010) in the file, after inflation for deflated data sets. */
  readonly valueOffset: number;
  /** Length of the value in bytes; null for encapsulated (undefined length). */
  readonly valueLength: number | null;
  readonly numberOfFrames: number;
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly photometricInterpretation: string;
  readonly planarConfiguration: 0 | 1;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly pixelRepresentation: 0 | 1;
  /** Red, green, blue. */
  readonly palette: readonly [PaletteChannel, PaletteChannel, PaletteChannel] | null;
  readonly modalityLut: ModalityLut | null;
  /** Extended Offset Table (7FE0,0001) and its lengths, when present: byte offsets of the frames. */
  readonly extendedOffsets: {
    readonly offsets: readonly number[];
    readonly lengths: readonly number[];
  } | null;
  /** Size and modification time when the header was read: a file that changed since is not decoded in silence. */
  readonly fileSize: number;
  readonly modifiedMs: number;
};
