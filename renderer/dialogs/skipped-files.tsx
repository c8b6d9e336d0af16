/** Files that were not taken, each with its reason. */
import { Drawer, ScrollArea, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { oneLine } from '../../annotations/printable.ts';
import { useTold } from '../panels/use-told.ts';
import { plural } from '../panels/words.ts';
import { $sources, skippedFiles } from '../session/sources.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

/** More rows than anyone reads; the search finds the rest. */
const ROWS = 500;

export function SkippedFiles() {
  const skipped = skippedFiles(useTold($sources));
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = skipped.filter(
    ({ file, reason }) => file.toLowerCase().includes(wanted) || reason.toLowerCase().includes(wanted),
  );
  return (
    <Drawer
      opened
      onClose={closeDialog}
      position="bottom"
      size="42%"
      title={skipped.length === 0 ? 'No file was skipped' : `${plural(skipped.length, 'file')} skipped`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      data-testid="skipped-drawer"
    >
      <TextInput
        leftSection={<IconSearch size={14} />}
        placeholder="Search files and reasons"
        aria-label="Search skipped files"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        mb={8}
        maw={360}
        data-autofocus
      />
      <ScrollArea.Autosize mah="calc(42vh - 110px)" type="auto">
        {found.slice(0, ROWS).map(({ file, path, reason }) => (
          <div key={path} className={classes.skippedRow}>
            <span className={classes.skippedFile} title={oneLine(path)}>
              <bdi>{oneLine(file)}</bdi>
            </span>
            <span className={classes.soft}>{oneLine(reason)}</span>
          </div>
        ))}
        {found.length > ROWS && <p className={classes.soft}>and {plural(found.length - ROWS, 'other')}</p>}
      </ScrollArea.Autosize>
    </Drawer>
  );
}
