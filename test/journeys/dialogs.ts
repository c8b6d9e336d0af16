/** The system's file dialogs cannot be clicked by a test: they answer at once. All around them stays real. */
import type { ElectronApplication } from '@playwright/test';

/** Every "save as" goes to this file; what the app suggests is kept for `suggestedName`. */
export function answerSaveDialogs(app: ElectronApplication, filePath: string): Promise<void> {
  return app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (...asked: unknown[]) => {
      const { defaultPath } = asked[asked.length - 1] as Electron.SaveDialogOptions;
      Object.assign(globalThis, { suggestedName: defaultPath });
      return Promise.resolve({ canceled: false, filePath: path });
    };
  }, filePath);
}

/** The name that stood in the last "save as". */
export const suggestedName = (app: ElectronApplication): Promise<string | undefined> =>
  app.evaluate(() => (globalThis as { suggestedName?: string }).suggestedName);

/** Every "open" gives these paths; none cancels it. */
export function answerOpenDialogs(app: ElectronApplication, filePaths: readonly string[]): Promise<void> {
  return app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: paths.length === 0, filePaths: paths });
    },
    [...filePaths],
  );
}
