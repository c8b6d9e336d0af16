/** From finding to finding; making, deleting, undoing. */
import { annotationStore } from '../annotations.ts';
import { jumpToFinding, stepFinding } from '../findings.ts';
import { accepted, notifyBriefly } from '../notices.ts';
import { $selection, select } from '../selection.ts';
import { beginSplit, canSplitSelected } from '../split.ts';
import { openDialog, showTab } from '../view.ts';
import { type Command, commandsOf, hasAnnotations, hasFindings } from './command.ts';

const hasSelection = (): boolean => $selection.get().finding !== null || $selection.get().region !== null;

function addFinding(): void {
  const added = annotationStore()?.addFinding({});
  if (added === undefined || !accepted(added) || !added.ok) return;
  showTab('findings');
  jumpToFinding(added.value);
}

/** The selected mark, or the finding when no mark of it is selected. */
function removeSelected(): void {
  const store = annotationStore();
  const { finding, region } = $selection.get();
  if (store === null) return;
  if (region !== null) {
    if (accepted(store.removeRegion(region))) select(finding, null);
  } else if (finding !== null && accepted(store.removeFinding(finding))) {
    select(null);
  }
}

/** With nothing left to undo it is silent. */
function travel(direction: 'undo' | 'redo'): void {
  const store = annotationStore();
  if (store === null) return;
  const done = store[direction]();
  if (done.ok) notifyBriefly(`${direction === 'undo' ? 'Undone' : 'Redone'}: ${done.value}`);
  else if (done.error.kind === 'read-only') accepted(done);
}

const canUndo = (): boolean => annotationStore()?.undoName != null;
const canRedo = (): boolean => annotationStore()?.redoName != null;

const command = commandsOf('Findings');

export const FINDING_COMMANDS: readonly Command[] = [
  command('finding.next', 'Next finding', hasFindings, () => stepFinding(1)),
  command('finding.previous', 'Previous finding', hasFindings, () => stepFinding(-1)),
  command('finding.add', 'New finding', hasAnnotations, addFinding),
  command('finding.split', 'Split finding…', canSplitSelected, beginSplit),
  command('edit.delete', 'Delete mark or finding', hasSelection, removeSelected),
  command('edit.undo', 'Undo', canUndo, () => travel('undo')),
  command('edit.redo', 'Redo', canRedo, () => travel('redo')),
  command('report.attach', 'Load or paste report…', hasAnnotations, () => openDialog('report')),
];
