/** The system's file dialogs cannot be clicked by a test: they answer at once. All around them stays real. */
import type { ElectronApplication } from '@playwright/test';

/** Every "save as" goes to this file. */
export function answerSaveDialogs(app: ElectronApplication, filePath: string): Promise<void> {
  return app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
}

/** Every "open" gives these paths; none cancels it. */
export function answerOpenDialogs(app: ElectronApplication, filePaths: readonly string[]): Promise<void> {
  return app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: paths });
    },
    [...filePaths],
  );
}
