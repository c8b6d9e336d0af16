/** Files and folders dropped on the window. */
import { expect, type Page } from '@playwright/test';

/** Drops paths on the window as the system's file manager would: through the debugger's own drag events. */
export async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await client.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    if (type === 'dragOver') await expect(page.getByText('Drop to open')).toBeVisible();
  }
  await client.detach();
}
