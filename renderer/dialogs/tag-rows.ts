/** A data set's elements as the lines of one table, items of sequences below their sequence. */
import type { TagRow } from '../../electron/contract.ts';

export type FlatRow = Pick<TagRow, 'tag' | 'vr' | 'keyword' | 'value'> & {
  readonly path: string;
  readonly depth: number;
  /** What a search looks through, in lower case. */
  readonly text: string;
};

export const flatRows = (rows: readonly TagRow[], parent = '', depth = 0): readonly FlatRow[] =>
  rows.flatMap((row) => {
    const path = `${parent}/${row.tag}`;
    const text = `${row.tag} ${row.keyword} ${row.value}`.toLowerCase();
    const items = (row.children ?? []).flatMap((item, index) =>
      flatRows(item, `${path}[${index}]`, depth + 1),
    );
    return [
      { tag: row.tag, vr: row.vr, keyword: row.keyword, value: row.value, path, depth, text },
      ...items,
    ];
  });
