/** Opening, closing, saving, and what is to know of a case and of this program. */
import { $annotationState } from '../annotations.ts';
import { saveAsDicom } from '../exchange.ts';
import { $current } from '../selection.ts';
import { closeSource, openFiles, openFolder, openSample } from '../sources.ts';
import { openDialog, showImports } from '../view.ts';
import { always, type Command, commandsOf, hasAnnotations, hasFindings, hasImage } from './command.ts';

function closeCurrent(): void {
  const source = $current.get()?.sourceId;
  if (source !== undefined) void closeSource(source);
}

const hasImports = (): boolean => ($annotationState.get()?.imports.length ?? 0) > 0;

const command = commandsOf('Case');
const help = commandsOf('Help');

export const CASE_COMMANDS: readonly Command[] = [
  command('case.openFolder', 'Open folder…', always, () => void openFolder()),
  command('case.openFiles', 'Open files…', always, () => void openFiles()),
  command('case.openSample', 'Open sample case', always, () => void openSample()),
  command('case.close', 'Close case', () => $current.get() !== null, closeCurrent),
  command('case.export', 'Export snapshot…', hasImage, () => openDialog('export')),
  command('case.saveReport', 'Save as DICOM measurement report', hasFindings, () => void saveAsDicom('sr')),
  command(
    'case.savePresentation',
    'Save as DICOM presentation state',
    hasFindings,
    () => void saveAsDicom('gsps'),
  ),
  command('case.tags', 'Show DICOM tags', hasImage, () => openDialog('tags')),
  command('case.skipped', 'Show skipped files', always, () => openDialog('skipped')),
  command('case.history', 'Earlier versions of the annotations…', hasAnnotations, () =>
    openDialog('history'),
  ),
  command('case.imports', 'Imported marks and what was lost…', hasImports, () => showImports()),
  command('case.settings', 'Settings…', always, () => openDialog('settings')),
];

export const HELP_COMMANDS: readonly Command[] = [
  help('help.keys', 'List of keys', always, () => openDialog('keys')),
  help('help.commands', 'All commands', always, () => openDialog('commands')),
  help('help.about', 'About Marginalia', always, () => openDialog('about')),
];
