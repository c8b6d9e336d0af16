import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TagRow } from '../../../../electron/contract.ts';
import { readTags } from '../../../../electron/reader/scan/read-tags.ts';
import { type Changes, ctElements, ctSlice, IMPLICIT_LE, part10 } from '../make-dicom.ts';
import { T } from '../tags.ts';
import { folderOf } from './scan-files.ts';

/** Private elements, and the one that reserves them (PS3.5 7.8.1). */
const ACME = { Creator: 0x00090010, Secret: 0x00091001, Bytes: 0x00091002 } as const;

const CHANGES: Changes = {
  [T.SpecificCharacterSet]: ['CS', 'ISO_IR 100'],
  [T.ReferencedImageSequence]: [
    'SQ',
    [
      [[0x00081155, 'UI', '1.9']],
      [
        [0x00081155, 'UI', '1.8'],
        [0x00100010, 'PN', 'B\u00e9^X'],
      ],
    ],
  ],
  [ACME.Secret]: ['LO', 'secret'],
  [ACME.Creator]: ['LO', 'ACME 1.0'],
  [ACME.Bytes]: ['UN', [1, 2, 3, 4]],
  [T.StudyDescription]: ['LO', 'x'.repeat(300)],
  [T.ReferencePixelX0]: ['US', Array.from({ length: 40 }, (_, i) => i)],
};
const rowsOf = async (bytes: Uint8Array): Promise<readonly TagRow[]> => {
  const { rows, message } = await readTags(join(folderOf({ a: bytes }), 'a'), []);
  expect(message).toBeNull();
  return rows;
};
const find = (rows: readonly TagRow[], tag: string): TagRow | undefined =>
  rows.find((row) => row.tag === tag);

describe('the list of elements', () => {
  it('names elements by keyword, sorted, the file’s own head first', async () => {
    const rows = await rowsOf(ctSlice(0, 1, CHANGES));
    expect(rows[0]).toMatchObject({ tag: '(0002,0001)' });
    expect(find(rows, '(0010,0010)')).toEqual({
      tag: '(0010,0010)',
      vr: 'PN',
      keyword: 'PatientName',
      value: 'Doe, Jane',
    });
    expect(find(rows, '(0028,0010)')?.value).toBe('3');
    expect(find(rows, '(7FE0,0010)')?.value).toBe('24 bytes');
    expect(rows.map(({ tag }) => tag)).toEqual(rows.map(({ tag }) => tag).sort());
  });

  it('nests sequences, one list an item, in the data set’s character set', async () => {
    const row = find(await rowsOf(ctSlice(0, 1, CHANGES)), '(0008,1140)');
    expect(row?.value).toBe('2 items');
    expect(row?.children?.map((item) => item.map(({ value }) => value))).toEqual([['1.9'], ['1.8', 'Bé, X']]);
  });

  it('names private elements by who reserved them', async () => {
    const rows = await rowsOf(ctSlice(0, 1, CHANGES));
    expect(find(rows, '(0009,0010)')?.keyword).toBe('PrivateCreator');
    expect(find(rows, '(0009,1001)')).toMatchObject({ keyword: 'private: ACME 1.0', value: 'secret' });
    expect(find(rows, '(0009,1002)')?.value).toBe('4 bytes');
  });

  it('cuts long values', async () => {
    const rows = await rowsOf(ctSlice(0, 1, CHANGES));
    expect(find(rows, '(0008,1030)')?.value).toHaveLength(257);
    expect(find(rows, '(0018,6020)')?.value).toMatch(/^0 \\ 1 .* … \(40 values\)$/);
  });

  it('gives implicit elements the dictionary’s VR', async () => {
    const rows = await rowsOf(part10(ctElements(0, 1, CHANGES), IMPLICIT_LE, { explicit: false }));
    expect(find(rows, '(0028,0010)')).toMatchObject({ vr: 'US', value: '3' });
    expect(find(rows, '(0008,1140)')?.children).toHaveLength(2);
  });

  it('says why there are none', async () => {
    expect((await readTags('/no/such', [])).message).toBe(
      'It is gone: it was there when the folder was listed.',
    );
    const cut = join(folderOf({ a: ctSlice(0, 1).subarray(0, 300) }), 'a');
    expect((await readTags(cut, [])).message).toContain('cannot be listed');
  });
});
