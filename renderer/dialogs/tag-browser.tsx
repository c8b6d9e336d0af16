/** All data elements of the slice on the screen, with a search. */
import { Loader, Modal, ScrollArea, Table, TextInput } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { printable } from '../../annotations/printable.ts';
import { useStackViewport } from '../panels/use-viewport.ts';
import { seriesTitle } from '../panels/words.ts';
import { $current } from '../session/selection.ts';
import { type Tags, wantTags } from '../session/tags.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';
import { flatRows } from './tag-rows.ts';

/** More rows than anyone scrolls through; the search finds the rest. */
const ROWS = 1000;

export function TagBrowser() {
  const viewport = useStackViewport();
  const series = useStore($current)?.series;
  const [tags, setTags] = useState<Tags | null>(null);
  const [search, setSearch] = useState('');
  const frame = viewport?.frame ?? null;

  useEffect(() => {
    if (frame === null) return;
    let shown = true;
    void wantTags(frame.ref).then((answer) => {
      if (shown) setTags(answer);
    });
    return () => {
      shown = false;
    };
  }, [frame]);

  const rows = useMemo(() => flatRows(tags?.rows ?? []), [tags]);
  const wanted = search.trim().toLowerCase();
  const found = rows.filter(({ text }) => text.includes(wanted));
  return (
    <Modal
      opened
      onClose={closeDialog}
      size={860}
      title={`DICOM tags${series === undefined ? '' : ` of ${seriesTitle(series)}`}, slice ${(viewport?.slice ?? 0) + 1}`}
      data-testid="tags-dialog"
    >
      <TextInput
        leftSection={<IconSearch size={14} />}
        placeholder="Search tag, keyword or value"
        aria-label="Search tags"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        data-autofocus
        mb={8}
      />
      {tags === null && <Loader size={18} />}
      {tags?.message != null && <p className={classes.problem}>{tags.message}</p>}
      <ScrollArea h="58vh" type="auto" viewportProps={{ tabIndex: 0, 'aria-label': 'Tags' }}>
        <Table className={classes.tags} verticalSpacing={2} horizontalSpacing={6} layout="fixed">
          <Table.Tbody>
            {found.slice(0, ROWS).map((row) => (
              <Table.Tr key={row.path}>
                <Table.Td w={140} className={classes.tag} style={{ paddingLeft: 4 + row.depth * 14 }}>
                  {row.tag}
                </Table.Td>
                <Table.Td w={36} className={classes.soft}>
                  {row.vr}
                </Table.Td>
                <Table.Td w={230}>{row.keyword}</Table.Td>
                <Table.Td className={classes.tagValue}>{printable(row.value)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {tags !== null && tags.message === null && found.length === 0 && (
          <p className={classes.soft}>No element matches.</p>
        )}
      </ScrollArea>
    </Modal>
  );
}
