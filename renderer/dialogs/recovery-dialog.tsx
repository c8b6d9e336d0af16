/** Work that the shown annotations do not hold: taken over or left, as the reader says. */
import { Button, Modal } from '@mantine/core';
import { useStore } from '@nanostores/react';
import { parseWorkingCopy } from '../../annotations/codecs/working-copy.ts';
import { oneLine } from '../../annotations/printable.ts';
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

/** A second copy is compared with what is shown, unsaved work with what it began with. */
function whatChanged({ kind, text, baseText }: Recovery, open: OpenAnnotations): string {
  const state = (of: string | null) => {
    const parsed = of === null ? null : parseWorkingCopy(of, 'The changes');
    return parsed?.ok === true ? fromWorkingCopy(parsed.value) : emptyState(open.studyInstanceUID);
  };
  return describeChanges(kind === 'unsaved' ? state(baseText) : open.store.state, state(text));
}

const WORDS = {
  unsaved: {
    title: 'Changes were not saved when the program ended',
    take: 'Restore',
    leave: 'Discard',
    left: 'Discarded, they stay in the list of earlier versions.',
    taken: 'The changes are back and saved. Undo takes them away again.',
  },
  'second-copy': {
    title: 'There is a second copy of these annotations',
    take: 'Merge',
    leave: 'Leave out',
    left: 'Merged, what both have changed differently stands twice. Its file stays as it is either way.',
    taken: 'The two copies are merged and saved. Undo takes the second one away again.',
  },
} as const;

export function RecoveryDialog() {
  const open = useStore($annotations);
  return open === null ? null : <Offer open={open} />;
}

function Offer({ open }: { readonly open: OpenAnnotations }) {
  const recovery = useStore(open.$recovery);
  if (recovery === null) return null;
  const words = WORDS[recovery.kind];
  const restore = async (): Promise<void> => {
    closeDialog();
    if (await restoreRecovery(open)) notifyBriefly(words.taken);
  };
  const discard = (): void => {
    closeDialog();
    void discardRecovery(open);
  };
  const when = dayAndTime(recovery.changedAt);
  const by = recovery.changedBy === '' ? '' : ` by ${recovery.changedBy}`;
  return (
    <Modal opened onClose={closeDialog} title={words.title} size={460} data-testid="recovery-dialog">
      <p>
        {recovery.kind === 'unsaved'
          ? `Changes of ${when}${by} were kept, but not yet saved with the annotations: `
          : `It was saved at ${when}${by} and is older than the one shown, but holds other work. Against the one shown: `}
        {whatChanged(recovery, open)}.
      </p>
      {recovery.path !== null && <p className={classes.soft}>{oneLine(recovery.path)}</p>}
      <p className={classes.soft}>{words.left}</p>
      <div className={classes.actions}>
        <span className={classes.space} />
        <Button onClick={discard} data-testid="recovery-discard">
          {words.leave}
        </Button>
        <Button variant="filled" onClick={() => void restore()} data-testid="recovery-restore" data-autofocus>
          {words.take}
        </Button>
      </div>
    </Modal>
  );
}
