/** Changes that the last session made and did not get onto the disk: taken over or left, as the reader says. */
import { Button, Modal } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { describeChanges } from '../../annotations/store/describe-changes.ts';
import { emptyState, fromWorkingCopy } from '../../annotations/store/state.ts';
import type { Recovery } from '../../electron/contract.ts';
import { dayAndTime } from '../panels/words.ts';
import {
  $annotations,
  discardRecovery,
  type OpenAnnotations,
  restoreRecovery,
} from '../session/annotations.ts';
import { notifyBriefly } from '../session/notices.ts';
import { closeDialog } from '../session/view.ts';
import classes from './dialogs.module.css';

function whatChanged(recovery: Recovery, open: OpenAnnotations): string {
  const state = (text: string | null) => {
    const parsed = text === null ? null : parseWorkingCopy(text, 'The changes');
    return parsed?.ok === true ? fromWorkingCopy(parsed.value) : emptyState(open.studyInstanceUID);
  };
  return describeChanges(state(recovery.baseText), state(recovery.text));
}

export function RecoveryDialog() {
  const open = useStore($annotations);
  return open === null ? null : <Offer open={open} />;
}

function Offer({ open }: { readonly open: OpenAnnotations }) {
  const recovery = useStore(open.$recovery);
  if (recovery === null) return null;
  const restore = async (): Promise<void> => {
    closeDialog();
    if (await restoreRecovery(open))
      notifyBriefly('The changes are back and saved. Undo takes them away again.');
  };
  const discard = (): void => {
    closeDialog();
    void discardRecovery(open);
  };
  return (
    <Modal
      opened
      onClose={closeDialog}
      title="Changes were not saved when the program ended"
      size={460}
      data-testid="recovery-dialog"
    >
      <p>
        Changes of {dayAndTime(recovery.changedAt)}
        {recovery.changedBy === '' ? '' : ` by ${recovery.changedBy}`} were kept, but not yet saved with the
        annotations: {whatChanged(recovery, open)}.
      </p>
      <p className={classes.soft}>Discarded, they stay in the list of earlier versions.</p>
      <div className={classes.actions}>
        <span className={classes.space} />
        <Button onClick={discard} data-testid="recovery-discard">
          Discard
        </Button>
        <Button variant="filled" onClick={() => void restore()} data-testid="recovery-restore" data-autofocus>
          Restore
        </Button>
      </div>
    </Modal>
  );
}
