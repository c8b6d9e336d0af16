/** What the fuzzer begins with: small files of every encoding and kind, and the real ones where they are there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import {
  type Changes,
  ctElements,
  ctSlice,
  EXPLICIT_BE,
  EXPLICIT_LE,
  encode,
  IMPLICIT_LE,
  metaHeader,
  part10,
} from '../electron/reader/make-dicom.ts';
import { T } from '../electron/reader/tags.ts';
import { testData } from '../test-data.ts';

/** Larger ones are of no use: their headers are not longer. */
const MAX_REAL_BYTES = 300_000;

const RICH: Changes = {
  [T.SpecificCharacterSet]: ['CS', '\\ISO 2022 IR 87'],
  [T.PatientName]: ['PN', 'Yamada^Tarou=\u001b$B;3ED\u001b(B'],
  [T.PixelPaddingValue]: ['SS', [-2000]],
  [T.ModalityLUTSequence]: [
    'SQ',
    [
      [
        [0x00283002, 'US', [2, 0, 16]],
        [0x00283006, 'US', [1, 2]],
      ],
    ],
  ],
  [T.ReferencedImageSequence]: [
    'SQ',
    [
      [
        [0x00081155, 'UI', '1.9'],
        [0x00081140, 'SQ', [[[0x00081155, 'UI', '1.8']]]],
      ],
    ],
  ],
};
const ENHANCED: Changes = {
  [T.NumberOfFrames]: ['IS', '2'],
  [T.SharedFunctionalGroupsSequence]: [
    'SQ',
    [[[0x00209116, 'SQ', [[[0x00200037, 'DS', '1\\0\\0\\0\\1\\0']]]]]],
  ],
  [T.PerFrameFunctionalGroupsSequence]: [
    'SQ',
    [0, 3].map((z) => [[0x00209113, 'SQ', [[[0x00200032, 'DS', `0\\0\\${z}`]]]] as const]),
  ],
  [T.PixelData]: ['OW', Array.from({ length: 24 }, (_, i) => i)],
};
const PALETTE: Changes = {
  [T.PhotometricInterpretation]: ['CS', 'PALETTE COLOR'],
  [T.RedPaletteDescriptor]: ['US', [4, 0, 16]],
  [T.GreenPaletteDescriptor]: ['US', [4, 0, 16]],
  [T.BluePaletteDescriptor]: ['US', [4, 0, 16]],
  [T.SegmentedRedPaletteData]: ['OW', [0, 1, 0, 1, 3, 0xff00]],
  [T.SegmentedGreenPaletteData]: ['OW', [0, 2, 0x1000, 0x2000, 1, 2, 0x4000]],
  [T.SegmentedBluePaletteData]: ['OW', [0, 4, 1, 2, 3, 4]],
};
const DIRECTORY = part10([
  [0x00080016, 'UI', '1.2.840.10008.1.3.10'],
  [0x00041220, 'SQ', [[[0x00041500, 'CS', 'A\\1']], [[0x00041500, 'CS', '..\\1']]]],
]);

/** The same list for the same files, so that a seed means the same. */
export function fuzzCorpus(): readonly Buffer[] {
  const rich = ctElements(0, 1, RICH);
  return [
    ctSlice(0, 1),
    part10(rich, EXPLICIT_LE, { undefinedLengths: true }),
    part10(rich, IMPLICIT_LE, { explicit: false }),
    part10(rich, IMPLICIT_LE, { explicit: false, undefinedLengths: true }),
    part10(rich, EXPLICIT_BE, { bigEndian: true }),
    encode(rich),
    Buffer.concat([metaHeader('1.2.840.10008.1.2.1.99'), deflateRawSync(encode(rich))]),
    ctSlice(0, 1, ENHANCED),
    part10(ctElements(0, 1, ENHANCED), EXPLICIT_LE, { undefinedLengths: true }),
    ctSlice(0, 1, PALETTE),
    DIRECTORY,
    ...realFiles(),
  ];
}

function realFiles(): Buffer[] {
  const folder = testData();
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => statSync(file).size <= MAX_REAL_BYTES)
    .sort()
    .map((file) => readFileSync(file));
}
