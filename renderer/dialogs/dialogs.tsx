/** All dialogs; at most one is open. */
import { useStore } from '@nanostores/react';
import { $dialog, type DialogName } from '../session/view.ts';
import { About } from './about.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { HistoryDialog } from './history-dialog.tsx';
import { ImportsDialog } from './imports-dialog.tsx';
import { KeyList } from './key-list.tsx';
import { RecoveryDialog } from './recovery-dialog.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import { SkippedFiles } from './skipped-files.tsx';
import { TagBrowser } from './tag-browser.tsx';

const DIALOGS: { readonly [D in DialogName]: () => React.ReactNode } = {
  export: ExportDialog,
  keys: KeyList,
  about: About,
  settings: SettingsDialog,
  tags: TagBrowser,
  skipped: SkippedFiles,
  commands: CommandPalette,
  report: ReportDialog,
  history: HistoryDialog,
  imports: ImportsDialog,
  recovery: RecoveryDialog,
};

export function Dialogs() {
  const open = useStore($dialog);
  if (open === null) return null;
  const Dialog = DIALOGS[open];
  return <Dialog />;
}
