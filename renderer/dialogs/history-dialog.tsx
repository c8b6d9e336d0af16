/** Earlier versions of the annotations, each kept when it was saved over. Going back is a change like any other. */
import { Button, Loader, Modal, ScrollArea } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { useEffect, useState } from 'react';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { fromWorkingCopy } from '../../annotations/store/state.ts';
import type { RevisionEntry } from '../../electron/contract.ts';
import { request } from '../host.ts';
import { dayAndTime, toTheSecond } from '../panels/words.ts';
import { $annotations, type OpenAnnotations } from '../session/annotations.ts';
import { accepted, notifyBriefly, notifyFailure } from '../session/notices.ts';
import { select } from '../session/selection.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

async function restore(open: OpenAnnotations, { id, savedAt }: RevisionEntry): Promise<void> {
  const { studyInstanceUID, store } = open;
  const when = dayAndTime(savedAt);
  const kept = await request('annotations.revision', { studyInstanceUID, id });
  if (!kept.ok) {
    notifyFailure('Not restored', kept.message);
    return;
  }
  const parsed = parseWorkingCopy(kept.text, `The version of ${when}`);
  if (!parsed.ok) {
    notifyFailure('Not restored', parsed.error.message);
    return;
  }
  if (!accepted(store.restore(fromWorkingCopy(parsed.value), `Go back to ${when}`))) return;
  select(null);
  closeDialog();
  notifyBriefly(`Back at ${when}. Undo brings the later work back.`);
}

export function HistoryDialog() {
  const open = useStore($annotations);
  const [entries, setEntries] = useState<readonly RevisionEntry[] | null>(null);

  useEffect(() => {
    if (open === null) return;
    const { studyInstanceUID } = open;
    void request('annotations.history', { studyInstanceUID }).then(setEntries);
  }, [open]);

  if (open === null) return null;
  return (
    <Modal
      opened
      onClose={closeDialog}
      title="Earlier versions of the annotations"
      size={560}
      data-testid="history-dialog"
    >
      {entries === null && <Loader size={18} />}
      {entries?.length === 0 && (
        <p className={classes.soft}>
          There are none yet. Each time that annotations are saved the version before is kept.
        </p>
      )}
      <ScrollArea.Autosize mah="60vh" type="auto">
        {(entries ?? []).map((entry) => (
          <div key={entry.id} className={classes.version} data-testid="version">
            <span>{toTheSecond(entry.savedAt)}</span>
            <span className={classes.versionWhat}>
              {entry.summary}
              {entry.savedBy !== '' && <span className={classes.soft}> by {entry.savedBy}</span>}
            </span>
            {entry.current ? (
              <span className={classes.soft}>now</span>
            ) : (
              <Button size="compact-xs" onClick={() => void restore(open, entry)}>
                Go back to this
              </Button>
            )}
          </div>
        ))}
      </ScrollArea.Autosize>
    </Modal>
  );
}
